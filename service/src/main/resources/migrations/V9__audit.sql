-- What it takes to prove a run again and to answer an auditor: which engine computed it, what each
-- rule decided, which findings people's decisions decided, and replays with their outcomes.

-- Null for runs from before this step.
ALTER TABLE run ADD COLUMN engine_version text, ADD COLUMN engine_revision integer;
COMMENT ON COLUMN run.engine_revision IS 'Counts changes of the engine after which the same input gives other bytes.';

ALTER TABLE account_match ADD COLUMN rule_ids text[] NOT NULL DEFAULT '{}',
  ADD COLUMN decision_id text NOT NULL DEFAULT '';
COMMENT ON COLUMN account_match.decision_id IS 'The person''s decision that it stands by; empty when rules decided.';

-- Which discrepancies a rule had a part in. A table and not an index on rule_ids: what is asked of an
-- array is not leakproof, and so never asked of an index of a row-secured table.
CREATE TABLE rule_finding (
  tenant_id      uuid NOT NULL,
  rule_id        text COLLATE "C" NOT NULL,
  run_id         uuid NOT NULL,
  discrepancy_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, rule_id, run_id, discrepancy_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

-- The same added up, with the records and accounts that a rule decided.
CREATE TABLE rule_tally (
  tenant_id          uuid NOT NULL,
  rule_id            text COLLATE "C" NOT NULL,
  run_id             uuid NOT NULL,
  kind               text COLLATE "C" NOT NULL CHECK (kind IN ('discrepancy', 'usage', 'account')),
  outcome            text COLLATE "C" NOT NULL,
  reason             text COLLATE "C" NOT NULL,
  currency           text COLLATE "C" NOT NULL,
  count              bigint NOT NULL CHECK (count > 0),
  monthly_impact     numeric NOT NULL,
  held_amount        numeric NOT NULL,
  one_off_amount     numeric NOT NULL,
  reclaimable_amount numeric NOT NULL,
  PRIMARY KEY (tenant_id, rule_id, run_id, kind, outcome, reason, currency),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
COMMENT ON COLUMN rule_tally.outcome IS 'The class of discrepancies, the fate of records, the decision on accounts.';

-- Which decisions of people a discrepancy rests on.
CREATE TABLE discrepancy_decision (
  tenant_id      uuid NOT NULL,
  run_id         uuid NOT NULL,
  discrepancy_id text COLLATE "C" NOT NULL,
  decision_id    text COLLATE "C" NOT NULL,
  kind           text NOT NULL,
  value          text NOT NULL,
  until          date,
  reason         text NOT NULL,
  decided_by     text NOT NULL,
  decided_at     timestamptz,
  PRIMARY KEY (tenant_id, run_id, discrepancy_id, decision_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);

-- Runs that were computed again, and whether the result was the same. Added to and never changed.
CREATE TABLE run_replay (
  tenant_id        uuid NOT NULL,
  replay_id        uuid NOT NULL,
  run_id           uuid NOT NULL,
  outcome          text NOT NULL CHECK (outcome IN ('identical', 'different', 'impossible')),
  reason           text NOT NULL,
  difference_count bigint NOT NULL CHECK (difference_count >= 0),
  differences      jsonb NOT NULL,
  compared         jsonb NOT NULL,
  engine_version   text NOT NULL,
  engine_revision  integer NOT NULL,
  millis           bigint NOT NULL,
  replayed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  replayed_by      text NOT NULL,
  request_id       text NOT NULL,
  PRIMARY KEY (tenant_id, replay_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE,
  CHECK ((outcome = 'different') = (difference_count > 0))
);
CREATE INDEX run_replay_newest ON run_replay (tenant_id, run_id, replayed_at DESC, replay_id DESC);

-- What runs stored before: the owner sees no rows of these tables but for a moment here.
ALTER TABLE discrepancy NO FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_fate NO FORCE ROW LEVEL SECURITY;
INSERT INTO rule_finding (tenant_id, rule_id, run_id, discrepancy_id)
SELECT DISTINCT d.tenant_id, r.rule_id, d.run_id, d.discrepancy_id
FROM discrepancy d CROSS JOIN LATERAL unnest(d.rule_ids) AS r (rule_id);
INSERT INTO rule_tally (tenant_id, rule_id, run_id, kind, outcome, reason, currency, count,
  monthly_impact, held_amount, one_off_amount, reclaimable_amount)
SELECT d.tenant_id, r.rule_id, d.run_id, 'discrepancy', d.class, d.reason, d.currency, count(*),
  coalesce(sum(d.monthly_impact), 0), coalesce(sum(d.held_amount), 0),
  coalesce(sum(d.one_off_amount), 0), coalesce(sum(d.reclaimable_amount), 0)
FROM discrepancy d CROSS JOIN LATERAL (SELECT DISTINCT unnest(d.rule_ids)) AS r (rule_id)
GROUP BY 1, 2, 3, 4, 5, 6, 7
UNION ALL
SELECT u.tenant_id, r.rule_id, u.run_id, 'usage', u.fate, u.reason, '', count(*), 0, 0, 0, 0
FROM usage_fate u CROSS JOIN LATERAL (SELECT DISTINCT unnest(u.rule_ids)) AS r (rule_id)
GROUP BY 1, 2, 3, 4, 5, 6, 7;
ALTER TABLE discrepancy FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_fate FORCE ROW LEVEL SECURITY;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rule_finding', 'rule_tally', 'discrepancy_decision', 'run_replay'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;

CREATE INDEX audit_event_of ON audit_event (tenant_id, object, seq);

-- The application may only add events. These refuse the tables' owner and a superuser too, until
-- somebody takes them off: that is no slip any more, and the chain of hashes shows what was done then.
CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
REVOKE ALL ON FUNCTION refuse_audit_change() FROM PUBLIC;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER no_truncate;
