-- Runs that several nodes work on at once. A month that is large enough is divided in batches; each
-- is worked on by one node and stored, in one transaction, with the row here that says so. The rows
-- of a run are nobody's business until the run is done, which is the last batch of all.

-- How a run was divided, so that every node divides it the same way.
CREATE TABLE run_plan (
  tenant_id uuid NOT NULL,
  run_id    uuid NOT NULL,
  as_of     date NOT NULL,
  weight    bigint NOT NULL CHECK (weight > 0),
  batches   integer NOT NULL CHECK (batches > 1),
  digest    text NOT NULL,
  bundle_hash text NOT NULL,
  input_hash  text NOT NULL,
  load_ms   bigint NOT NULL,
  summary   text,
  PRIMARY KEY (tenant_id, run_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

-- attempt is the fencing token: it grows each time that a batch is taken, and whoever shows an old
-- one stores nothing. failures counts the errors; a node that was lost shows in attempt.
CREATE TABLE run_batch (
  tenant_id     uuid NOT NULL,
  run_id        uuid NOT NULL,
  batch_no      integer NOT NULL CHECK (batch_no >= 0),
  kind          text NOT NULL CHECK (kind IN ('files', 'rows', 'finish')),
  weight        bigint NOT NULL,
  state         text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done')),
  attempt       integer NOT NULL DEFAULT 0,
  failures      integer NOT NULL DEFAULT 0,
  node          text NOT NULL DEFAULT '',
  taken_at      timestamptz,
  done_at       timestamptz,
  discrepancies bigint,
  usage_records bigint,
  accounts      bigint,
  problems      bigint,
  checksum      bigint,
  PRIMARY KEY (tenant_id, run_id, batch_no),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['run_plan', 'run_batch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;

-- The scheduler library's table for batches that wait or are worked on. Like scheduled_task it
-- belongs to no tenant and holds ids and times only; all that a due row can do is to have a batch
-- worked on, as that tenant.
CREATE TABLE batch_task (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea CHECK (task_data IS NULL),
  execution_time       timestamptz,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  state                text,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX batch_task_due ON batch_task (execution_time);
CREATE INDEX batch_task_alive ON batch_task (last_heartbeat);
GRANT SELECT, INSERT, UPDATE, DELETE ON batch_task TO "${app_role}";

-- A run belongs to one tenant. Taken for independent, the two columns make the planner expect a
-- hundredth of a run's rows where there are a hundred tenants: it sorted what an index has in order.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['discrepancy', 'discrepancy_evidence', 'usage_fate', 'usage_group',
                           'discrepancy_usage', 'account_match', 'rule_finding'] LOOP
    IF to_regclass(t) IS NOT NULL THEN
      EXECUTE format('CREATE STATISTICS %I (ndistinct, dependencies) ON tenant_id, run_id FROM %I',
        t || '_run', t);
    END IF;
  END LOOP;
END $$;

-- Whether any run of any tenant waits for a worker: then nodes have enough to do without sharing
-- one. It says yes or no, and nothing else.
CREATE FUNCTION any_run_waiting() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  SELECT EXISTS (SELECT FROM run WHERE status = 'queued');
$$;
REVOKE ALL ON FUNCTION any_run_waiting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION any_run_waiting() TO "${app_role}";
