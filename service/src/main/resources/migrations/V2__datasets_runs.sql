-- Uploaded export folders, and the runs over them.

-- Content of any stored file: gzip, cut into pieces, so that neither side holds a whole file.
CREATE TABLE blob_piece (
  tenant_id uuid NOT NULL REFERENCES tenant,
  blob_id   uuid NOT NULL,
  ordinal   integer NOT NULL CHECK (ordinal >= 0),
  content   bytea NOT NULL,
  PRIMARY KEY (tenant_id, blob_id, ordinal)
);
ALTER TABLE blob_piece ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE dataset (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  dataset_id uuid NOT NULL,
  hash       text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  label      text NOT NULL CHECK (length(label) <= 200),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  file_count integer NOT NULL CHECK (file_count > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  request_id text NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id),
  UNIQUE (tenant_id, hash)
);

CREATE TABLE dataset_file (
  tenant_id  uuid NOT NULL,
  dataset_id uuid NOT NULL,
  name       text NOT NULL CHECK (length(name) <= 200),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  sha256     text NOT NULL,
  blob_id    uuid NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id, name),
  FOREIGN KEY (tenant_id, dataset_id) REFERENCES dataset ON DELETE CASCADE
);

CREATE TABLE run (
  tenant_id         uuid NOT NULL REFERENCES tenant,
  run_id            uuid NOT NULL,
  dataset_id        uuid NOT NULL,
  status            text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
  requested_as_of   date,
  step              text NOT NULL DEFAULT '',
  step_done         bigint NOT NULL DEFAULT 0,
  step_total        bigint NOT NULL DEFAULT 0,
  created_at        timestamptz NOT NULL DEFAULT now(),
  created_by        text NOT NULL,
  request_id        text NOT NULL,
  started_at        timestamptz,
  finished_at       timestamptz,
  as_of             date,
  bundle_hash       text,
  input_hash        text,
  discrepancy_count bigint,
  usage_count       bigint,
  account_count     bigint,
  problem_count     bigint,
  summary           jsonb,
  timings           jsonb NOT NULL DEFAULT '{}',
  failure_code      text,
  failure           text,
  attempt           integer NOT NULL DEFAULT 0,
  lease_owner       uuid,
  lease_until       timestamptz,
  PRIMARY KEY (tenant_id, run_id),
  FOREIGN KEY (tenant_id, dataset_id) REFERENCES dataset
);
CREATE INDEX run_newest ON run (tenant_id, created_at DESC, run_id DESC);
CREATE INDEX run_waiting ON run (created_at) WHERE status IN ('queued', 'running');

CREATE TABLE run_file (
  tenant_id  uuid NOT NULL,
  run_id     uuid NOT NULL,
  name       text NOT NULL CHECK (length(name) <= 200),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  sha256     text NOT NULL,
  blob_id    uuid NOT NULL,
  PRIMARY KEY (tenant_id, run_id, name),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['blob_piece', 'dataset', 'dataset_file', 'run', 'run_file'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
GRANT UPDATE ON run TO "${app_role}";

-- The next run for any free worker of any node: a queued one, or one whose worker went silent. The
-- worker learns whose it is, and nothing else, and goes on as that tenant. A tenant with fewer runs
-- under way comes first, so that a busy one cannot keep the others waiting. attempt is the fencing
-- token: a worker that lost its lease finds another number there and may not write its result.
CREATE POLICY owner_hands_out ON run FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_leases ON run FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE FUNCTION claim_run(p_owner uuid, p_lease interval)
RETURNS TABLE (tenant_id uuid, run_id uuid, attempt integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  UPDATE run r
  SET status = 'running', attempt = r.attempt + 1, lease_owner = p_owner,
      lease_until = clock_timestamp() + p_lease, started_at = clock_timestamp()
  WHERE (r.tenant_id, r.run_id) = (
    SELECT w.tenant_id, w.run_id
    FROM run w
    WHERE w.status = 'queued' OR (w.status = 'running' AND w.lease_until < clock_timestamp())
    ORDER BY (SELECT count(*) FROM run b
              WHERE b.tenant_id = w.tenant_id AND b.status = 'running'
                AND b.lease_until >= clock_timestamp()),
             w.created_at, w.run_id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
  RETURNING r.tenant_id, r.run_id, r.attempt;
$$;
REVOKE ALL ON FUNCTION claim_run(uuid, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_run(uuid, interval) TO "${app_role}";
