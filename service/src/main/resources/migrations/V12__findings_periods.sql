-- What people decide about findings, and how far a month has come.

-- A month under review. run_id is what it is reviewed on: the newest finished run as of a day in it,
-- and for ever the same once it is closed.
CREATE TABLE period (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  month      date NOT NULL CHECK (extract(day FROM month) = 1),
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'in_review', 'closed')),
  run_id     uuid NOT NULL,
  opened_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at  timestamptz,
  closed_by  text NOT NULL DEFAULT '',
  reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
  left_open  integer NOT NULL DEFAULT 0,
  tally      jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, month),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
COMMENT ON COLUMN period.reason IS 'Why it was closed with critical findings undecided; empty when there were none.';
COMMENT ON COLUMN period.tally IS 'How many findings stand where: of those the run still has by status, and resolved ones.';
COMMENT ON COLUMN period.left_open IS 'How many critical findings were undecided when it was closed.';

-- What a closed month is handed out as: written once, when it is closed.
CREATE TABLE period_file (
  tenant_id  uuid NOT NULL,
  month      date NOT NULL,
  name       text NOT NULL CHECK (length(name) <= 200),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  sha256     text NOT NULL,
  blob_id    uuid NOT NULL,
  PRIMARY KEY (tenant_id, month, name),
  FOREIGN KEY (tenant_id, month) REFERENCES period
);

-- One decision a row, never changed. Numbers have no gaps and are handed out under a lock that is held
-- until the transaction ends, as those of link_decision.
CREATE TABLE finding_decision (
  tenant_id       uuid NOT NULL REFERENCES tenant,
  decision_no     bigint NOT NULL CHECK (decision_no > 0),
  first_no        bigint NOT NULL CHECK (first_no BETWEEN 1 AND decision_no),
  kind            text NOT NULL CHECK (kind IN ('accept', 'correct', 'waive', 'tolerance',
                    'tolerance_amount', 'assign', 'comment', 'undo')),
  month           date NOT NULL,
  run_id          uuid NOT NULL,
  discrepancy_id  text COLLATE "C" NOT NULL,
  company_id      text COLLATE "C" NOT NULL,
  company_name    text NOT NULL,
  product_code    text COLLATE "C" NOT NULL,
  class           text NOT NULL,
  finding_reason  text NOT NULL,
  billed_quantity numeric,
  used_quantity   numeric,
  monthly_impact  numeric,
  currency        text NOT NULL,
  value           numeric,
  agreed_impact   numeric,
  until           date,
  assignee        text NOT NULL CHECK (length(assignee) <= 100),
  undoes          bigint,
  reason          text NOT NULL CHECK (length(reason) <= 1000),
  decided_by      text NOT NULL,
  decided_at      timestamptz NOT NULL,
  request_id      text NOT NULL,
  PRIMARY KEY (tenant_id, decision_no),
  FOREIGN KEY (tenant_id, month) REFERENCES period,
  FOREIGN KEY (tenant_id, undoes) REFERENCES finding_decision,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
  CHECK (kind NOT IN ('correct', 'tolerance', 'tolerance_amount') OR value >= 0),
  CHECK (kind NOT IN ('tolerance', 'tolerance_amount') OR (company_id <> '' AND product_code <> '')),
  CHECK (kind NOT IN ('correct', 'waive', 'tolerance', 'tolerance_amount', 'comment', 'undo')
    OR reason <> '')
);
COMMENT ON COLUMN finding_decision.first_no IS 'The first of those that were made in one go: its own number when it was made alone.';
COMMENT ON COLUMN finding_decision.value IS 'correct: what should be billed; tolerance: units; tolerance_amount: money a month.';
COMMENT ON COLUMN finding_decision.agreed_impact IS 'accept, correct: what billing it right is worth a month; null where no price is known.';
COMMENT ON COLUMN finding_decision.until IS 'The last day of a waiver or tolerance; null for no end.';
CREATE INDEX finding_decision_of ON finding_decision (tenant_id, discrepancy_id, decision_no);
CREATE INDEX finding_decision_together ON finding_decision (tenant_id, first_no, decision_no);
CREATE INDEX finding_decision_standing ON finding_decision (tenant_id, decision_no)
  WHERE kind IN ('waive', 'tolerance', 'tolerance_amount', 'undo');
CREATE UNIQUE INDEX finding_decision_undone_once ON finding_decision (tenant_id, undoes)
  WHERE undoes IS NOT NULL;

-- Where a finding stands in a month, for those that somebody said something about, or that went away.
CREATE TABLE finding_state (
  tenant_id      uuid NOT NULL REFERENCES tenant,
  month          date NOT NULL,
  discrepancy_id text COLLATE "C" NOT NULL,
  status         text NOT NULL CHECK (status IN ('open', 'accepted', 'corrected', 'waived', 'tolerated',
                   'resolved')),
  live           boolean NOT NULL,
  assignee       text NOT NULL DEFAULT '',
  comments       integer NOT NULL DEFAULT 0,
  decision_no    bigint,
  last_no        bigint NOT NULL DEFAULT 0,
  was_status     text NOT NULL DEFAULT '',
  was_run        uuid,
  carried_from   date,
  PRIMARY KEY (tenant_id, month, discrepancy_id),
  FOREIGN KEY (tenant_id, month) REFERENCES period
);
COMMENT ON COLUMN finding_state.live IS 'Whether the run of the month still finds it.';
COMMENT ON COLUMN finding_state.decision_no IS 'The decision it stands by; null for none.';
COMMENT ON COLUMN finding_state.last_no IS 'The last decision about it in this month, of any kind; 0 for none.';
COMMENT ON COLUMN finding_state.was_status IS 'What it was before its figures changed, it went away, or the month ended.';
COMMENT ON COLUMN finding_state.was_run IS 'The run that still found it, for those that went away.';
COMMENT ON COLUMN finding_state.carried_from IS 'The month before whose decision it began with.';
CREATE INDEX finding_state_by_status ON finding_state (tenant_id, month, status, discrepancy_id) WHERE live;
CREATE INDEX finding_state_gone ON finding_state (tenant_id, month, discrepancy_id) WHERE status = 'resolved';

-- Filters that a person keeps under a name.
CREATE TABLE saved_view (
  tenant_id uuid NOT NULL REFERENCES tenant,
  owner     text NOT NULL,
  name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  query     text NOT NULL CHECK (length(query) <= 2000),
  made_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, owner, name)
);

-- The last decision about findings that a run was given.
ALTER TABLE run ADD COLUMN finding_no bigint NOT NULL DEFAULT 0;

-- A whole number, in thousandths, as client_match.less: so that a page far down is found by the index.
ALTER TABLE discrepancy ADD COLUMN less bigint NOT NULL
  GENERATED ALWAYS AS (-(least(
    greatest(abs(coalesce(monthly_impact, 0)), abs(coalesce(held_amount, 0)),
             abs(coalesce(one_off_amount, 0)), abs(coalesce(reclaimable_amount, 0))),
    9000000000000) * 1000)::bigint) STORED;
DROP INDEX discrepancy_by_stake;
CREATE INDEX discrepancy_by_stake ON discrepancy (tenant_id, run_id, less, discrepancy_id);
CREATE INDEX discrepancy_by_company ON discrepancy (tenant_id, run_id, company_name, product_code, discrepancy_id);

-- What a search looks through, put together and in small letters once.
ALTER TABLE discrepancy ADD COLUMN search text NOT NULL
  GENERATED ALWAYS AS (lower(company_name || ' ' || company_id || ' ' || product_code || ' ' || account_id
    || ' ' || explanation)) STORED;

-- Months that were reconciled before there were periods.
INSERT INTO period (tenant_id, month, run_id)
SELECT DISTINCT ON (r.tenant_id, date_trunc('month', r.as_of)) r.tenant_id,
  date_trunc('month', r.as_of)::date, r.run_id
FROM run r
WHERE r.status = 'done' AND r.as_of IS NOT NULL
ORDER BY r.tenant_id, date_trunc('month', r.as_of), r.created_at DESC, r.run_id DESC;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['period', 'period_file', 'finding_decision', 'finding_state', 'saved_view'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
GRANT UPDATE ON period, finding_state, saved_view TO "${app_role}";
GRANT DELETE ON saved_view TO "${app_role}";

-- A closed month stays as it is, for its owner too.
CREATE FUNCTION period_refuses() RETURNS trigger LANGUAGE plpgsql
  SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state <> 'closed' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'month % is closed', OLD.month USING ERRCODE = 'TU001';
END $$;
CREATE TRIGGER closed_for_good BEFORE UPDATE OR DELETE ON period
  FOR EACH ROW EXECUTE FUNCTION period_refuses();

CREATE FUNCTION closed_refuses() RETURNS trigger LANGUAGE plpgsql
  SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE closed date;
BEGIN
  SELECT p.month INTO closed FROM period p
  WHERE p.state = 'closed' AND (p.tenant_id, p.month) IN (SELECT c.tenant_id, c.month FROM changed c)
  LIMIT 1;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'month % is closed', closed USING ERRCODE = 'TU001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER closed_for_good AFTER INSERT ON finding_decision REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION closed_refuses();
CREATE TRIGGER closed_no_insert AFTER INSERT ON finding_state REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION closed_refuses();
CREATE TRIGGER closed_no_update AFTER UPDATE ON finding_state REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION closed_refuses();
CREATE TRIGGER closed_no_insert AFTER INSERT ON period_file REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION closed_refuses();
CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'TU001';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON finding_decision
  FOR EACH STATEMENT EXECUTE FUNCTION stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON period_file
  FOR EACH STATEMENT EXECUTE FUNCTION stays();
