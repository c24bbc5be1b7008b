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
  about         text NOT NULL,
  setup         boolean NOT NULL,
  weight        numeric NOT NULL,
  amounts       jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, class, reason, thing),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
COMMENT ON COLUMN run_cause.thing IS 'What has to be mended: an integration, a product, an account or a client, as the reason tells; empty where each discrepancy is its own.';
COMMENT ON COLUMN run_cause.about IS 'How people call it.';
COMMENT ON COLUMN run_cause.setup IS 'Whether it is about what Trueup was told, and not yet about a bill.';
COMMENT ON COLUMN run_cause.amounts IS 'What is at stake, by currency.';

-- What runs stored before: the owner sees no rows of these tables but for a moment here.
ALTER TABLE usage_fate NO FORCE ROW LEVEL SECURITY;
INSERT INTO usage_block (tenant_id, run_id, company_id, integration_id, account_id, first_ordinal,
  last_ordinal)
SELECT u.tenant_id, u.run_id, u.company_id, u.integration_id, u.account_id, min(u.ordinal),
  max(u.ordinal)
FROM usage_fate u GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE usage_fate FORCE ROW LEVEL SECURITY;
ALTER TABLE discrepancy NO FORCE ROW LEVEL SECURITY;
INSERT INTO run_product (tenant_id, run_id, product_code, currency, discrepancies, clients,
  underbilled, overbilled, held, reclaimable, example_id)
SELECT d.tenant_id, d.run_id, d.product_code, d.currency, count(*) AS discrepancies,
  count(DISTINCT d.company_id) FILTER (WHERE d.company_id <> '') AS clients,
  coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'UNDERBILLING'), 0) AS underbilled,
  coalesce(sum(d.monthly_impact) FILTER (WHERE d.class = 'OVERBILLING'), 0) AS overbilled,
  coalesce(sum(d.held_amount) FILTER (WHERE d.held), 0) AS held,
  coalesce(sum(d.reclaimable_amount), 0) AS reclaimable,
  coalesce(min(d.discrepancy_id) FILTER (WHERE d.addition_id <> ''), min(d.discrepancy_id))
    AS example_id
FROM discrepancy d
WHERE d.class <> 'MATCHED' AND d.currency <> ''
GROUP BY 1, 2, 3, 4;
INSERT INTO run_cause (tenant_id, run_id, class, reason, thing, discrepancies, accounts, clients, held,
  acts, about, setup, weight, amounts)
WITH d AS (
  SELECT tenant_id, run_id, class, reason, currency, company_id, company_name, account_id, held, acts,
    CASE
      WHEN reason IN ('failed_sync', 'partial_sync', 'stale_integration', 'count_collapse')
        THEN integration_id
      WHEN reason IN ('unmapped_product', 'unaccounted_usage', 'no_billing_line', 'no_price',
        'component_gap') THEN product_code
      WHEN reason = 'unmapped_account' OR (reason = 'unconfirmed_match' AND company_id = '')
        THEN integration_id || '/' || account_id
      WHEN reason = 'unconfirmed_match' THEN company_id
      ELSE '' END AS thing,
    CASE
      WHEN held THEN coalesce(held_amount, 0)
      WHEN coalesce(monthly_impact, 0) <> 0 THEN monthly_impact
      WHEN coalesce(reclaimable_amount, 0) <> 0 THEN reclaimable_amount
      ELSE coalesce(one_off_amount, 0) END AS amount
  FROM discrepancy WHERE class <> 'MATCHED'),
m AS (
  SELECT tenant_id, run_id, class, reason, thing, jsonb_object_agg(currency, amount) AS amounts
  FROM (
    SELECT tenant_id, run_id, class, reason, thing, currency, sum(amount) AS amount
    FROM d WHERE currency <> '' AND amount <> 0
    GROUP BY tenant_id, run_id, class, reason, thing, currency) c
  GROUP BY tenant_id, run_id, class, reason, thing)
SELECT d.tenant_id, d.run_id, d.class, d.reason, d.thing, count(*) AS discrepancies,
  count(*) FILTER (WHERE d.account_id <> '') AS accounts,
  count(DISTINCT d.company_id) FILTER (WHERE d.company_id <> '') AS clients,
  bool_or(d.held) AS held,
  coalesce(string_agg(DISTINCT d.acts, ', ') FILTER (WHERE d.acts <> ''), '') AS acts,
  CASE WHEN d.thing = '' THEN ''
    WHEN d.reason = 'unconfirmed_match' THEN coalesce(nullif(min(d.company_name), ''), d.thing)
    ELSE d.thing END AS about,
  d.class IN ('SETUP_ISSUE', 'MISSING_PRICE') AS setup,
  sum(abs(d.amount)) AS weight, coalesce(m.amounts, '{}') AS amounts
FROM d LEFT JOIN m USING (tenant_id, run_id, class, reason, thing)
GROUP BY d.tenant_id, d.run_id, d.class, d.reason, d.thing, m.amounts;
ALTER TABLE discrepancy FORCE ROW LEVEL SECURITY;

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
