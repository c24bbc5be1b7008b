-- What pages of a month and of a discrepancy show, added up once when a run is stored: a glance must
-- not cost more with 100,000 discrepancies than with ten.

-- Where a client's records are among a run's: its accounts, each from one record's number to another.
CREATE TABLE usage_block (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  company_id     text COLLATE "C" NOT NULL,
  integration_id text COLLATE "C" NOT NULL,
  account_id     text COLLATE "C" NOT NULL,
  first_ordinal  bigint NOT NULL,
  last_ordinal   bigint NOT NULL,
  records        bigint NOT NULL CHECK (records > 0),
  PRIMARY KEY (tenant_id, run_id, company_id, integration_id, account_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
COMMENT ON TABLE usage_block IS 'Records between first and last may be other clients'': of an account that is split.';

-- The money of a run by product.
CREATE TABLE run_product (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  product_code   text COLLATE "C" NOT NULL,
  currency       text COLLATE "C" NOT NULL,
  discrepancies  bigint NOT NULL CHECK (discrepancies > 0),
  clients        bigint NOT NULL,
  underbilled    numeric NOT NULL,
  overbilled     numeric NOT NULL,
  held           numeric NOT NULL,
  reclaimable    numeric NOT NULL,
  example_id     text NOT NULL,
  PRIMARY KEY (tenant_id, run_id, product_code, currency),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
COMMENT ON COLUMN run_product.example_id IS 'A discrepancy of it with a billing line, where there is one: its evidence names the product.';

-- What one piece of work would settle.
CREATE TABLE run_cause (
  tenant_id     uuid NOT NULL,
  run_id        uuid NOT NULL,
  class         text COLLATE "C" NOT NULL,
  reason        text COLLATE "C" NOT NULL,
  thing         text COLLATE "C" NOT NULL,
  discrepancies bigint NOT NULL CHECK (discrepancies > 0),
  accounts      bigint NOT NULL,
  clients       bigint NOT NULL,
  held          boolean NOT NULL,
  acts          text NOT NULL,
  next_action   text NOT NULL,
  about         text NOT NULL,
  tier          integer NOT NULL,
  weight        numeric NOT NULL,
  amounts       jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, class, reason, thing),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
COMMENT ON COLUMN run_cause.thing IS 'What has to be mended: an integration, a product, an account or a client, as the reason tells; empty where each discrepancy is its own.';
COMMENT ON COLUMN run_cause.about IS 'How people call it.';
COMMENT ON COLUMN run_cause.amounts IS 'What is at stake, by currency.';

-- What runs stored before: the owner sees no rows of these tables but for a moment here.
ALTER TABLE usage_fate NO FORCE ROW LEVEL SECURITY;
INSERT INTO usage_block (tenant_id, run_id, company_id, integration_id, account_id, first_ordinal,
  last_ordinal, records)
SELECT u.tenant_id, u.run_id, u.company_id, u.integration_id, u.account_id, min(u.ordinal),
  max(u.ordinal), count(*)
FROM usage_fate u GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE usage_fate FORCE ROW LEVEL SECURITY;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['usage_block', 'run_product', 'run_cause'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
