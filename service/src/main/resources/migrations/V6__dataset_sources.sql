-- What a dataset that was made from syncs consists of: which snapshot of each integration, and
-- whether that was believed then.

CREATE TABLE dataset_source (
  tenant_id      uuid NOT NULL,
  dataset_id     uuid NOT NULL,
  integration_id text COLLATE "C" NOT NULL,
  snapshot_no    bigint CHECK (snapshot_no > 0),
  previous_no    bigint CHECK (previous_no > 0),
  taken_at       timestamptz,
  health         text NOT NULL,
  words          text NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id, integration_id),
  FOREIGN KEY (tenant_id, dataset_id) REFERENCES dataset ON DELETE CASCADE,
  CHECK ((snapshot_no IS NULL) = (taken_at IS NULL))
);
COMMENT ON COLUMN dataset_source.previous_no IS 'The snapshot that previous/ has its rows of.';
COMMENT ON COLUMN dataset_source.health IS 'healthy, or the reason why it was not believed.';

ALTER TABLE dataset_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE dataset_source FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON dataset_source TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON dataset_source TO "${app_role}";
