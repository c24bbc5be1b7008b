-- What a run says of usage records is stored once for all records of an account that share it, and the
-- records themselves once a dataset, in packed pages. The way from a decision to its records is a
-- query, not a copy a run. What was stored record by record is not taken over: records of runs from
-- before this step are found again by running them again.

DROP TABLE usage_block;
DROP TABLE discrepancy_usage;
DROP TABLE usage_fate;

-- How a dataset's usage.csv was read, by readers of one revision. It follows from the stored file.
CREATE TABLE usage_reading (
  tenant_id  uuid NOT NULL,
  dataset_id uuid NOT NULL,
  revision   integer NOT NULL CHECK (revision > 0),
  records    integer NOT NULL CHECK (records >= 0),
  reading    bytea NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id, revision),
  FOREIGN KEY (tenant_id, dataset_id) REFERENCES dataset ON DELETE CASCADE
);
COMMENT ON COLUMN usage_reading.reading IS 'Its problems, columns and part of the hash of everything that was read.';

-- Its records, sorted by integration, account and id, and numbered from 1.
CREATE TABLE usage_page (
  tenant_id     uuid NOT NULL,
  dataset_id    uuid NOT NULL,
  revision      integer NOT NULL,
  first_ordinal integer NOT NULL CHECK (first_ordinal > 0),
  records       integer NOT NULL CHECK (records BETWEEN 1 AND 4096),
  content       bytea NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id, revision, first_ordinal),
  FOREIGN KEY (tenant_id, dataset_id, revision) REFERENCES usage_reading ON DELETE CASCADE
);
ALTER TABLE usage_page ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON COLUMN usage_page.content IS 'Columns of records, deflated.';

-- Records of an account that share what a run says of them, as far as they lie within 4096 that begin
-- with 1, 4097 and so on. No foreign key to the run: checking it costs a look-up a row, and rows arrive
-- only in the transaction that holds their run's row.
CREATE TABLE usage_group (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  first_ordinal  integer NOT NULL CHECK (first_ordinal > 0),
  last_ordinal   integer NOT NULL CHECK (last_ordinal >= first_ordinal),
  records        integer NOT NULL CHECK (records > 0),
  ordinals       bytea NOT NULL,
  quantity       numeric NOT NULL,
  integration_id text NOT NULL,
  account_id     text NOT NULL,
  company_id     text NOT NULL,
  kind           text NOT NULL,
  product_code   text NOT NULL,
  device_class   text NOT NULL,
  fate           text NOT NULL CHECK (fate IN ('counted', 'excluded', 'unaccounted')),
  addition_id    text NOT NULL,
  reason         text NOT NULL,
  rule_ids       text[] NOT NULL,
  PRIMARY KEY (tenant_id, run_id, first_ordinal)
);
COMMENT ON COLUMN usage_group.ordinals IS 'From first_ordinal on in turn how many records belong to it and how many after them do not, seven bits an octet.';
CREATE INDEX usage_group_of_company ON usage_group (tenant_id, run_id, company_id, first_ordinal);
CREATE INDEX usage_group_by_fate ON usage_group (tenant_id, run_id, fate, first_ordinal);

-- Evidence is read one at a time: deflated before it comes here, it is neither taken apart nor packed
-- here. A first byte tells plain text (0) from deflated (1).
ALTER TABLE discrepancy_evidence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE discrepancy_evidence
  ADD COLUMN mapping_id text NOT NULL DEFAULT '',
  ADD COLUMN usage_groups integer[] NOT NULL DEFAULT '{}';
UPDATE discrepancy_evidence SET mapping_id = coalesce(evidence ->> 'mapping_id', '');
ALTER TABLE discrepancy_evidence ALTER COLUMN evidence TYPE bytea
  USING '\x00'::bytea || convert_to(evidence::text, 'UTF8');
ALTER TABLE discrepancy_evidence ALTER COLUMN evidence SET STORAGE EXTERNAL;
ALTER TABLE discrepancy_evidence FORCE ROW LEVEL SECURITY;
COMMENT ON COLUMN discrepancy_evidence.mapping_id IS 'The mapping that counted, as the evidence says; empty when none did.';
COMMENT ON COLUMN discrepancy_evidence.usage_groups IS 'The usage it rests on: the first ordinal of each group.';

-- Hundreds of thousands of rows a run, all of them from the transaction that holds the run's row.
ALTER TABLE discrepancy DROP CONSTRAINT discrepancy_tenant_id_run_id_fkey;
ALTER TABLE rule_finding DROP CONSTRAINT rule_finding_tenant_id_run_id_fkey;

ALTER TABLE run ADD COLUMN usage_revision integer;
COMMENT ON COLUMN run.usage_revision IS 'Which reading of the dataset''s usage its ordinals count.';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['usage_reading', 'usage_page', 'usage_group'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
