-- Syncs: one reading of an integration each, the pages it got, and what they made of its rows.

CREATE TABLE sync (
  tenant_id         uuid NOT NULL REFERENCES tenant,
  sync_id           uuid NOT NULL,
  integration_id    text NOT NULL CHECK (length(integration_id) BETWEEN 1 AND 200),
  state             text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled')),
  trigger           text NOT NULL CHECK (trigger IN ('schedule', 'request', 'replay')),
  replay_of         uuid,
  requested_by      text NOT NULL,
  request_id        text NOT NULL,
  queued_at         timestamptz NOT NULL DEFAULT now(),
  -- When the reading began, and again the same when it goes on later: requests may depend on it.
  started_at        timestamptz,
  finished_at       timestamptz,
  -- As of when its facts are: when it ended, or when the sync ended that it read again.
  read_at           timestamptz,
  progress          jsonb NOT NULL DEFAULT '[]',
  pages             bigint NOT NULL DEFAULT 0,
  record_count      bigint NOT NULL DEFAULT 0,
  row_count         bigint NOT NULL DEFAULT 0,
  problem_count     bigint NOT NULL DEFAULT 0,
  snapshot_no       bigint,
  failure_code      text,
  failure_stream    text,
  failure_what      text,
  failure_where     text,
  failure_advice    text,
  cancel_requested  boolean NOT NULL DEFAULT false,
  attempt           integer NOT NULL DEFAULT 0,
  lease_owner       uuid,
  lease_until       timestamptz,
  PRIMARY KEY (tenant_id, sync_id),
  CHECK ((trigger = 'replay') = (replay_of IS NOT NULL))
);
-- One sync of an integration at a time, whoever asks for it and wherever.
CREATE UNIQUE INDEX sync_one_at_a_time ON sync (tenant_id, integration_id) WHERE state IN ('queued', 'running');
CREATE INDEX sync_newest ON sync (tenant_id, queued_at DESC, sync_id DESC);
CREATE INDEX sync_newest_of ON sync (tenant_id, integration_id, queued_at DESC, sync_id DESC);
CREATE INDEX sync_waiting ON sync (queued_at) WHERE state IN ('queued', 'running');
CREATE INDEX sync_ended ON sync (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE sync_stream (
  tenant_id    uuid NOT NULL,
  sync_id      uuid NOT NULL,
  stream       text COLLATE "C" NOT NULL,
  state        text NOT NULL CHECK (state IN ('reading', 'finished', 'failed')),
  pages        bigint NOT NULL,
  record_count bigint NOT NULL,
  row_count    bigint NOT NULL,
  dropped      bigint NOT NULL,
  duplicates   bigint NOT NULL,
  problems     jsonb NOT NULL,
  PRIMARY KEY (tenant_id, sync_id, stream),
  FOREIGN KEY (tenant_id, sync_id) REFERENCES sync ON DELETE CASCADE
);
COMMENT ON COLUMN sync_stream.problems IS 'A list, by kind: how many, and the first few of them.';

-- Answers as vendors gave them: so that a sync goes on where it was cut off, and a mapping can be
-- corrected without asking again.
CREATE TABLE sync_page (
  tenant_id   uuid NOT NULL,
  sync_id     uuid NOT NULL,
  key_sha256  bytea NOT NULL CHECK (length(key_sha256) = 32),
  stream      text NOT NULL,
  partition   text NOT NULL,
  page        integer NOT NULL,
  request     text NOT NULL,
  status      integer NOT NULL,
  headers     jsonb NOT NULL,
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  size_bytes  integer NOT NULL CHECK (size_bytes >= 0),
  body        bytea NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sync_id, key_sha256),
  FOREIGN KEY (tenant_id, sync_id) REFERENCES sync ON DELETE CASCADE
);
COMMENT ON COLUMN sync_page.body IS 'zstd; size and digest are of what it unpacks to.';
ALTER TABLE sync_page ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX sync_page_age ON sync_page (received_at);

CREATE TABLE snapshot (
  tenant_id       uuid NOT NULL REFERENCES tenant,
  integration_id  text NOT NULL,
  snapshot_no     bigint NOT NULL CHECK (snapshot_no > 0),
  sync_id         uuid NOT NULL,
  taken_at        timestamptz NOT NULL,
  row_count       bigint NOT NULL,
  added           bigint NOT NULL,
  changed         bigint NOT NULL,
  removed         bigint NOT NULL,
  tables          jsonb NOT NULL,
  streams         jsonb NOT NULL,
  content_hash    text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  believed        boolean NOT NULL,
  doubts          jsonb NOT NULL,
  accepted_by     text,
  accepted_at     timestamptz,
  accepted_reason text,
  PRIMARY KEY (tenant_id, integration_id, snapshot_no),
  UNIQUE (tenant_id, sync_id),
  FOREIGN KEY (tenant_id, sync_id) REFERENCES sync
);

-- A row from the snapshot that first had it to the one that first had it no more. What did not
-- change between two syncs is not written again.
CREATE TABLE synced_row (
  tenant_id      uuid NOT NULL,
  integration_id text COLLATE "C" NOT NULL,
  file           text COLLATE "C" NOT NULL,
  row_key        text COLLATE "C" NOT NULL,
  from_no        bigint NOT NULL CHECK (from_no > 0),
  to_no          bigint CHECK (to_no > from_no),
  row_hash       bytea NOT NULL CHECK (length(row_hash) = 32),
  cells          jsonb NOT NULL,
  PRIMARY KEY (tenant_id, integration_id, file, row_key, from_no)
);
-- Found by snapshot, the few that a difference is about.
CREATE INDEX synced_row_began ON synced_row (tenant_id, integration_id, from_no);
CREATE INDEX synced_row_ended ON synced_row (tenant_id, integration_id, to_no) WHERE to_no IS NOT NULL;
CREATE UNIQUE INDEX synced_row_in_force ON synced_row (tenant_id, integration_id, file, row_key) WHERE to_no IS NULL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sync', 'sync_stream', 'sync_page', 'snapshot', 'synced_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
GRANT UPDATE ON sync TO "${app_role}";
-- A sync that starts over drops what it had; an answer that was damaged is written again.
GRANT UPDATE, DELETE ON sync_page TO "${app_role}";
GRANT UPDATE (believed, accepted_by, accepted_at, accepted_reason) ON snapshot TO "${app_role}";
GRANT UPDATE (to_no) ON synced_row TO "${app_role}";
-- An integration that is taken away takes what it brought with it.
GRANT DELETE ON sync, snapshot, synced_row TO "${app_role}";

-- The next sync for any free worker, as claim_run hands out runs: a tenant with fewer under way
-- comes first, and attempt is the fencing token.
CREATE POLICY owner_hands_out ON sync FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_leases ON sync FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE FUNCTION claim_sync(p_owner uuid, p_lease interval)
RETURNS TABLE (tenant_id uuid, sync_id uuid, attempt integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  UPDATE sync s
  SET state = 'running', attempt = s.attempt + 1, lease_owner = p_owner,
      lease_until = clock_timestamp() + p_lease,
      started_at = coalesce(s.started_at, clock_timestamp())
  WHERE (s.tenant_id, s.sync_id) = (
    SELECT w.tenant_id, w.sync_id
    FROM sync w
    WHERE w.state = 'queued' OR (w.state = 'running' AND w.lease_until < clock_timestamp())
    ORDER BY (SELECT count(*) FROM sync b
              WHERE b.tenant_id = w.tenant_id AND b.state = 'running'
                AND b.lease_until >= clock_timestamp()),
             w.queued_at, w.sync_id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
  RETURNING s.tenant_id, s.sync_id, s.attempt;
$$;

-- What is kept for a time only, of all tenants: pages of syncs that ended, and in the end the syncs
-- that left no snapshot and are not the last word on their integration. A piece at a time, so that
-- nobody waits long; says how many rows went.
CREATE POLICY owner_purges ON sync FOR DELETE TO CURRENT_USER USING (true);
CREATE POLICY owner_finds ON sync_page FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_purges ON sync_page FOR DELETE TO CURRENT_USER USING (true);
CREATE POLICY owner_finds ON snapshot FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION purge_sync_pages(p_older interval, p_limit integer) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  WITH gone AS (
    DELETE FROM sync_page p
    WHERE (p.tenant_id, p.sync_id, p.key_sha256) IN (
      SELECT o.tenant_id, o.sync_id, o.key_sha256
      FROM sync_page o JOIN sync s ON s.tenant_id = o.tenant_id AND s.sync_id = o.sync_id
      WHERE o.received_at < clock_timestamp() - p_older
        AND s.finished_at < clock_timestamp() - p_older
      LIMIT p_limit)
    RETURNING 1)
  SELECT count(*) FROM gone;
$$;
CREATE FUNCTION purge_syncs(p_older interval, p_limit integer) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  WITH gone AS (
    DELETE FROM sync s
    WHERE (s.tenant_id, s.sync_id) IN (
      SELECT o.tenant_id, o.sync_id
      FROM sync o
      WHERE o.finished_at < clock_timestamp() - p_older
        AND NOT EXISTS (SELECT FROM snapshot n WHERE n.tenant_id = o.tenant_id AND n.sync_id = o.sync_id)
        AND EXISTS (SELECT FROM sync l
                    WHERE l.tenant_id = o.tenant_id AND l.integration_id = o.integration_id
                      AND l.state IN ('succeeded', 'partial', 'failed')
                      AND (l.queued_at, l.sync_id) > (o.queued_at, o.sync_id))
      LIMIT p_limit)
    RETURNING 1)
  SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION claim_sync(uuid, interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION purge_sync_pages(interval, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION purge_syncs(interval, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_sync(uuid, interval) TO "${app_role}";
GRANT EXECUTE ON FUNCTION purge_sync_pages(interval, integer) TO "${app_role}";
GRANT EXECUTE ON FUNCTION purge_syncs(interval, integer) TO "${app_role}";

-- The scheduler library's own table. The one table without tenants of its own: every node looks in
-- it for what is due, whosever it is. It holds nothing but a time and whose sync it is: a tenant's id
-- and an integration's. All that such a due row can do is to queue a sync, as that tenant.
CREATE TABLE scheduled_task (
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
CREATE INDEX scheduled_task_due ON scheduled_task (execution_time);
CREATE INDEX scheduled_task_alive ON scheduled_task (last_heartbeat);
GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_task TO "${app_role}";
