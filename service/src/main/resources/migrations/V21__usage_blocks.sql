-- Groups of usage were a row each: the largest table by far, most of it keys and indexes. Groups of one
-- account, of one client and within one band of records now share a row, as arrays of the same length,
-- and usage_group is a view of them.
CREATE TABLE usage_block (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  first_ordinal  integer NOT NULL CHECK (first_ordinal > 0),
  last_ordinal   integer NOT NULL CHECK (last_ordinal >= first_ordinal),
  counted        integer NOT NULL CHECK (counted >= 0),
  excluded       integer NOT NULL CHECK (excluded >= 0),
  unaccounted    integer NOT NULL CHECK (unaccounted >= 0),
  integration_id text NOT NULL,
  account_id     text NOT NULL,
  company_id     text NOT NULL,
  firsts         integer[] NOT NULL,
  sizes          integer[] NOT NULL,
  ordinals       bytea[] NOT NULL,
  quantities     numeric[] NOT NULL,
  kinds          text[] NOT NULL,
  product_codes  text[] NOT NULL,
  device_classes text[] NOT NULL,
  fates          text[] NOT NULL,
  addition_ids   text[] NOT NULL,
  reasons        text[] NOT NULL,
  rule_ids       text[] NOT NULL,
  PRIMARY KEY (tenant_id, run_id, first_ordinal),
  CHECK (cardinality(firsts) > 0 AND firsts[1] = first_ordinal),
  CHECK (fates <@ '{counted,excluded,unaccounted}')
);
COMMENT ON TABLE usage_block IS 'What a run says of usage records. No foreign key to the run: rows arrive only in the transaction that holds it.';
COMMENT ON COLUMN usage_block.counted IS 'Records that are counted; excluded and unaccounted are the others.';
COMMENT ON COLUMN usage_block.firsts IS 'The first ordinal of each group, ascending.';
COMMENT ON COLUMN usage_block.ordinals IS 'Of each group, from its first ordinal on in turn how many records belong to it and how many after them do not, seven bits an octet.';
COMMENT ON COLUMN usage_block.rule_ids IS 'The rules that decided a group, a line each.';
CREATE INDEX usage_block_of_company ON usage_block (tenant_id, run_id, company_id, first_ordinal);
CREATE STATISTICS usage_block_run (ndistinct, dependencies) ON tenant_id, run_id FROM usage_block;

ALTER TABLE discrepancy_evidence ADD COLUMN usage_blocks integer[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN discrepancy_evidence.usage_blocks IS 'The blocks that usage_groups are in: the first ordinal of each.';

-- What runs have stored is put together in the same way.
ALTER TABLE usage_group NO FORCE ROW LEVEL SECURITY;
ALTER TABLE discrepancy_evidence NO FORCE ROW LEVEL SECURITY;
INSERT INTO usage_block
SELECT tenant_id, run_id, min(first_ordinal), max(last_ordinal),
  coalesce(sum(records) FILTER (WHERE fate = 'counted'), 0),
  coalesce(sum(records) FILTER (WHERE fate = 'excluded'), 0),
  coalesce(sum(records) FILTER (WHERE fate = 'unaccounted'), 0),
  integration_id, account_id, company_id,
  array_agg(first_ordinal ORDER BY first_ordinal),
  array_agg(records ORDER BY first_ordinal),
  array_agg(ordinals ORDER BY first_ordinal),
  array_agg(quantity ORDER BY first_ordinal),
  array_agg(kind ORDER BY first_ordinal),
  array_agg(product_code ORDER BY first_ordinal),
  array_agg(device_class ORDER BY first_ordinal),
  array_agg(fate ORDER BY first_ordinal),
  array_agg(addition_id ORDER BY first_ordinal),
  array_agg(reason ORDER BY first_ordinal),
  array_agg(array_to_string(rule_ids, E'\n') ORDER BY first_ordinal)
FROM usage_group
GROUP BY tenant_id, run_id, integration_id, account_id, company_id, (first_ordinal - 1) / 4096;
UPDATE discrepancy_evidence e SET usage_blocks = l.blocks
FROM (
  SELECT d.tenant_id, d.run_id, d.discrepancy_id, array_agg(DISTINCT b.first_ordinal) AS blocks
  FROM discrepancy_evidence d
  CROSS JOIN LATERAL unnest(d.usage_groups) AS g (first)
  JOIN (SELECT tenant_id, run_id, first_ordinal, unnest(firsts) AS first FROM usage_block) b
    USING (tenant_id, run_id, first)
  GROUP BY d.tenant_id, d.run_id, d.discrepancy_id) l
WHERE l.tenant_id = e.tenant_id AND l.run_id = e.run_id AND l.discrepancy_id = e.discrepancy_id;
ALTER TABLE discrepancy_evidence FORCE ROW LEVEL SECURITY;
DROP TABLE usage_group;

ALTER TABLE usage_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_block FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON usage_block TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON usage_block TO "${app_role}";

-- Asked with the rights of whoever asks, so that the policy on the table holds.
CREATE VIEW usage_group WITH (security_invoker = true) AS
SELECT b.tenant_id, b.run_id, b.first_ordinal AS block, g.first_ordinal, g.records, g.ordinals,
  g.quantity, b.integration_id, b.account_id, b.company_id, g.kind, g.product_code,
  g.device_class, g.fate, g.addition_id, g.reason,
  string_to_array(g.rule_ids, E'\n') AS rule_ids
FROM usage_block b CROSS JOIN LATERAL unnest(b.firsts, b.sizes, b.ordinals, b.quantities,
  b.kinds, b.product_codes, b.device_classes, b.fates, b.addition_ids, b.reasons, b.rule_ids)
  AS g (first_ordinal, records, ordinals, quantity, kind, product_code, device_class, fate,
    addition_id, reason, rule_ids);
GRANT SELECT ON usage_group TO "${app_role}";
