-- What a run concluded. Written once, in the transaction that marks the run done.

CREATE TABLE discrepancy (
  tenant_id         uuid NOT NULL,
  run_id            uuid NOT NULL,
  discrepancy_id    text NOT NULL,
  company_id        text NOT NULL,
  company_name      text NOT NULL,
  agreement_id      text NOT NULL,
  addition_id       text NOT NULL,
  product_code      text NOT NULL,
  integration_id    text NOT NULL,
  account_id        text NOT NULL,
  class             text NOT NULL,
  reason            text NOT NULL,
  billed_quantity   numeric,
  used_quantity     numeric,
  delta             numeric,
  unit_price        numeric,
  currency          text NOT NULL,
  monthly_impact    numeric,
  held              boolean NOT NULL,
  held_amount       numeric,
  one_off_amount    numeric,
  estimated         boolean NOT NULL,
  inactive_quantity numeric,
  reclaimable_amount numeric,
  next_action       text NOT NULL,
  acts              text NOT NULL,
  rule_ids          text[] NOT NULL,
  explanation       text NOT NULL,
  -- What a reviewer sorts by: the largest amount the row speaks of, whichever column it stands in.
  stake             numeric NOT NULL GENERATED ALWAYS AS (
    greatest(abs(coalesce(monthly_impact, 0)), abs(coalesce(held_amount, 0)),
             abs(coalesce(one_off_amount, 0)), abs(coalesce(reclaimable_amount, 0)))) STORED,
  PRIMARY KEY (tenant_id, run_id, discrepancy_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
CREATE INDEX discrepancy_by_stake ON discrepancy (tenant_id, run_id, stake DESC, discrepancy_id);

CREATE TABLE discrepancy_evidence (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  discrepancy_id text NOT NULL,
  evidence       jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, discrepancy_id)
);

-- A row a usage record. No foreign key to the run: checking it costs a look-up a record, and rows
-- arrive only in the transaction that holds their run's row.
CREATE TABLE usage_fate (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  ordinal        bigint NOT NULL,
  integration_id text NOT NULL,
  account_id     text NOT NULL,
  record_id      text NOT NULL,
  company_id     text NOT NULL,
  fate           text NOT NULL CHECK (fate IN ('counted', 'excluded', 'unaccounted')),
  addition_id    text NOT NULL,
  reason         text NOT NULL,
  rule_ids       text[] NOT NULL,
  detail         jsonb,
  PRIMARY KEY (tenant_id, run_id, ordinal)
);

-- Which records a discrepancy rests on.
CREATE TABLE discrepancy_usage (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  discrepancy_id text NOT NULL,
  ordinal        bigint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, discrepancy_id, ordinal)
);

CREATE TABLE account_match (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  ordinal        bigint NOT NULL,
  integration_id text NOT NULL,
  account_id     text NOT NULL,
  company_id     text NOT NULL,
  decision       text NOT NULL CHECK (decision IN ('confirmed', 'auto', 'suggested', 'unmatched', 'ignored')),
  score          numeric,
  evidence       text NOT NULL,
  candidates     text NOT NULL,
  PRIMARY KEY (tenant_id, run_id, ordinal),
  UNIQUE (tenant_id, run_id, integration_id, account_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

CREATE TABLE input_problem (
  tenant_id   uuid NOT NULL,
  run_id      uuid NOT NULL,
  ordinal     bigint NOT NULL,
  file        text NOT NULL,
  line        bigint NOT NULL,
  column_name text NOT NULL,
  kind        text NOT NULL,
  value       text NOT NULL,
  message     text NOT NULL,
  PRIMARY KEY (tenant_id, run_id, ordinal),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['discrepancy', 'discrepancy_evidence', 'usage_fate',
                           'discrepancy_usage', 'account_match', 'input_problem'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
