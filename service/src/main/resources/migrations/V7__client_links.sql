-- What people decide about whose account it is, and where each account stands.

-- One decision a row, never changed. Numbers have no gaps and are handed out under a lock that is held
-- until the transaction ends: whoever sees a number sees all before it, so that a number says which
-- decisions a run was given.
CREATE TABLE link_decision (
  tenant_id      uuid NOT NULL REFERENCES tenant,
  decision_no    bigint NOT NULL CHECK (decision_no > 0),
  kind           text NOT NULL CHECK (kind IN ('confirm', 'ignore', 'reject', 'split', 'undo', 'match_on_name')),
  integration_id text COLLATE "C" NOT NULL CHECK (length(integration_id) BETWEEN 1 AND 256),
  account_id     text COLLATE "C" NOT NULL CHECK (length(account_id) <= 256),
  company_id     text COLLATE "C" NOT NULL CHECK (length(company_id) <= 256),
  setting        text CHECK (setting IN ('auto', 'yes', 'no')),
  undoes         bigint,
  account_name   text NOT NULL,
  company_name   text NOT NULL,
  rule_ids       text[] NOT NULL,
  reason         text NOT NULL CHECK (length(reason) <= 1000),
  decided_by     text NOT NULL,
  decided_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  request_id     text NOT NULL,
  PRIMARY KEY (tenant_id, decision_no),
  FOREIGN KEY (tenant_id, undoes) REFERENCES link_decision,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
  CHECK ((kind = 'match_on_name') = (setting IS NOT NULL)),
  CHECK ((kind = 'match_on_name') = (account_id = '')),
  CHECK (kind NOT IN ('confirm', 'reject') OR company_id <> ''),
  CHECK (kind NOT IN ('ignore', 'reject', 'split', 'undo') OR reason <> '')
);
COMMENT ON COLUMN link_decision.account_name IS 'As it was called then: a later rename shows.';
COMMENT ON COLUMN link_decision.rule_ids IS 'By which rules the company had been found.';
CREATE INDEX link_decision_of ON link_decision (tenant_id, integration_id, account_id, decision_no);
CREATE UNIQUE INDEX link_decision_undone_once ON link_decision (tenant_id, undoes) WHERE undoes IS NOT NULL;

-- The rows of a split: usage whose attribute has one of the values is the company's.
CREATE TABLE link_split (
  tenant_id    uuid NOT NULL,
  decision_no  bigint NOT NULL,
  ordinal      integer NOT NULL CHECK (ordinal > 0),
  attribute    text NOT NULL CHECK (length(attribute) BETWEEN 1 AND 256),
  value        text NOT NULL CHECK (length(value) BETWEEN 1 AND 4000),
  company_id   text COLLATE "C" NOT NULL CHECK (length(company_id) BETWEEN 1 AND 256),
  company_name text NOT NULL,
  PRIMARY KEY (tenant_id, decision_no, ordinal),
  FOREIGN KEY (tenant_id, decision_no) REFERENCES link_decision
);

-- Whose account each is taken for right now: what the rules found, with people's decisions applied.
CREATE TABLE client_match (
  tenant_id            uuid NOT NULL REFERENCES tenant,
  integration_id       text COLLATE "C" NOT NULL,
  account_id           text COLLATE "C" NOT NULL,
  account_name         text COLLATE "C" NOT NULL,
  decision             text NOT NULL CHECK (decision IN ('confirmed', 'auto', 'suggested', 'unmatched', 'ignored')),
  company_id           text COLLATE "C" NOT NULL,
  company_name         text NOT NULL,
  score                numeric,
  evidence             text NOT NULL,
  rule_ids             text[] NOT NULL,
  candidates           jsonb NOT NULL,
  own_decision         text NOT NULL,
  own_company_id       text COLLATE "C" NOT NULL,
  own_score            numeric,
  own_evidence         text NOT NULL,
  own_rule_ids         text[] NOT NULL,
  usage_records        bigint NOT NULL,
  currencies           text[] NOT NULL,
  amounts              numeric[] NOT NULL,
  estimated            boolean NOT NULL,
  decision_no          bigint,
  last_no              bigint NOT NULL,
  decided_by           text NOT NULL,
  decided_at           timestamptz,
  reason               text NOT NULL,
  decided_account_name text NOT NULL,
  decided_company_name text NOT NULL,
  rejected             text[] NOT NULL,
  reviews              text[] NOT NULL,
  splits               integer NOT NULL,
  search               text COLLATE "C" NOT NULL,
  stake                numeric NOT NULL,
  -- In what order people look at them, so that one index in one direction serves: who has nobody
  -- first, then the most money, then the name.
  place                smallint NOT NULL GENERATED ALWAYS AS (
    CASE decision WHEN 'unmatched' THEN 0 WHEN 'suggested' THEN 1 WHEN 'auto' THEN 2
                  WHEN 'confirmed' THEN 3 ELSE 4 END) STORED,
  -- A whole number, in thousandths: an index is asked for what is beyond a value of a row-secured
  -- table only where the comparison is leakproof, and that of numeric is not.
  less                 bigint NOT NULL GENERATED ALWAYS AS (-(least(stake, 9000000000000) * 1000)::bigint) STORED,
  PRIMARY KEY (tenant_id, integration_id, account_id)
);
COMMENT ON COLUMN client_match.own_decision IS 'What the rules found without a person''s word on this account; empty when they were never asked.';
COMMENT ON COLUMN client_match.decision_no IS 'The decision it stands by; null where no person has decided.';
COMMENT ON COLUMN client_match.last_no IS 'The last decision about it, whether in force or not; 0 when there is none.';
COMMENT ON COLUMN client_match.stake IS 'The largest of the amounts, which are of different currencies.';
CREATE INDEX client_match_order ON client_match (tenant_id, place, less, account_name, integration_id, account_id);
CREATE INDEX client_match_order_of ON client_match (tenant_id, integration_id, place, less, account_name, account_id);
CREATE INDEX client_match_of_company ON client_match (tenant_id, company_id, place, less, account_name, integration_id, account_id);
CREATE INDEX client_match_review ON client_match (tenant_id, place, less, account_name, integration_id, account_id)
  WHERE reviews <> '{}';

-- The companies that an account can be given to.
CREATE TABLE client_company (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  company_id text COLLATE "C" NOT NULL,
  name       text COLLATE "C" NOT NULL,
  status     text NOT NULL,
  search     text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, company_id)
);
CREATE INDEX client_company_by_name ON client_company (tenant_id, name, company_id);

-- Whether where accounts stand has to be found out anew. A request counts wanted up; a worker that
-- finds wanted above done takes it, and puts done to what wanted was when it began.
CREATE TABLE client_refresh (
  tenant_id    uuid PRIMARY KEY REFERENCES tenant,
  wanted       bigint NOT NULL,
  done         bigint NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  cause        text NOT NULL,
  dataset_id   uuid,
  started_at   timestamptz,
  finished_at  timestamptz,
  source       text NOT NULL DEFAULT '',
  accounts     bigint NOT NULL DEFAULT 0,
  failure      text NOT NULL DEFAULT '',
  attempt      integer NOT NULL DEFAULT 0,
  lease_owner  uuid,
  lease_until  timestamptz
);
COMMENT ON COLUMN client_refresh.dataset_id IS 'The dataset that was asked for; null for what integrations last said, or else the last run.';
CREATE INDEX client_refresh_waiting ON client_refresh (requested_at) WHERE wanted > done;

-- The last decision that a run was given.
ALTER TABLE run ADD COLUMN decision_no bigint NOT NULL DEFAULT 0;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['link_decision', 'link_split', 'client_match', 'client_company', 'client_refresh'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
-- Decisions stay as they are; where accounts stand is only ever what follows from them.
GRANT UPDATE, DELETE ON client_match, client_company TO "${app_role}";
GRANT UPDATE ON client_refresh TO "${app_role}";

-- The next refresh for any free worker, as claim_run hands out runs: whose it is, and nothing else.
CREATE POLICY owner_hands_out ON client_refresh FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_leases ON client_refresh FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE FUNCTION claim_client_refresh(p_owner uuid, p_lease interval)
RETURNS TABLE (tenant_id uuid, wanted bigint, attempt integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  UPDATE client_refresh r
  SET attempt = r.attempt + 1, lease_owner = p_owner, lease_until = clock_timestamp() + p_lease,
      started_at = clock_timestamp()
  WHERE r.tenant_id = (
    SELECT w.tenant_id
    FROM client_refresh w
    WHERE w.wanted > w.done AND (w.lease_until IS NULL OR w.lease_until < clock_timestamp())
    ORDER BY w.requested_at, w.tenant_id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
  RETURNING r.tenant_id, r.wanted, r.attempt;
$$;
REVOKE ALL ON FUNCTION claim_client_refresh(uuid, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_client_refresh(uuid, interval) TO "${app_role}";
