-- Service mappings that people make, and what is shown beside an account and the companies it may belong to.

-- One change a row, never changed; numbered as decisions are: whoever sees a number sees all before it, so
-- that a number says which mappings a run was given.
CREATE TABLE mapping_change (
  tenant_id    uuid NOT NULL REFERENCES tenant,
  change_no    bigint NOT NULL CHECK (change_no > 0),
  mapping_id   text COLLATE "C" NOT NULL CHECK (length(mapping_id) BETWEEN 1 AND 256),
  kind         text NOT NULL CHECK (kind IN ('put', 'retire', 'undo')),
  cells        jsonb NOT NULL DEFAULT '{}',
  undoes       bigint,
  reason       text NOT NULL CHECK (length(reason) <= 1000),
  made_by      text NOT NULL,
  made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  request_id   text NOT NULL,
  PRIMARY KEY (tenant_id, change_no),
  FOREIGN KEY (tenant_id, undoes) REFERENCES mapping_change,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
  CHECK (kind = 'put' OR reason <> ''),
  CHECK ((kind = 'put') = (cells <> '{}'))
);
COMMENT ON COLUMN mapping_change.cells IS 'The row of service_mappings.csv, by column, without empty cells.';
CREATE INDEX mapping_change_of ON mapping_change (tenant_id, mapping_id, change_no);
CREATE UNIQUE INDEX mapping_change_undone_once ON mapping_change (tenant_id, undoes) WHERE undoes IS NOT NULL;

-- The last change of mappings that a run was given.
ALTER TABLE run ADD COLUMN mapping_no bigint NOT NULL DEFAULT 0;

ALTER TABLE client_match ADD COLUMN facts jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN client_match.facts IS 'What its system says of the account, to lay beside a company.';
ALTER TABLE client_company ADD COLUMN facts jsonb NOT NULL DEFAULT '{}';

-- What people have still to decide, the most money first.
CREATE INDEX client_match_to_decide ON client_match (tenant_id, less, account_name, integration_id, account_id)
  WHERE place <= 1 OR reviews <> '{}';

DO $$
BEGIN
  ALTER TABLE mapping_change ENABLE ROW LEVEL SECURITY;
  ALTER TABLE mapping_change FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY tenant_isolation ON mapping_change TO %I
      USING (tenant_id = current_setting(''app.tenant'')::uuid)
      WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', '${app_role}');
  EXECUTE format('GRANT SELECT, INSERT ON mapping_change TO %I', '${app_role}');
END $$;
