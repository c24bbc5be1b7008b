-- What drafts would have made of past runs, as it was shown to those who decided about them.

-- Found again by the run and the hash of what decides, so that any draft with those rules has it. Made
-- anew by comparing again; the oldest make room.
CREATE TABLE comparison (
  tenant_id     uuid NOT NULL REFERENCES tenant,
  comparison_id uuid NOT NULL,
  run_id        uuid NOT NULL,
  rules_hash    text NOT NULL CHECK (rules_hash ~ '^[0-9a-f]{64}$'),
  made_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  line          text NOT NULL CHECK (length(line) <= 1000),
  summary       json NOT NULL,
  PRIMARY KEY (tenant_id, comparison_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run ON DELETE CASCADE
);
CREATE INDEX comparison_of_rules ON comparison (tenant_id, rules_hash, made_at DESC);

CREATE TABLE comparison_difference (
  tenant_id     uuid NOT NULL,
  comparison_id uuid NOT NULL,
  -- Place in the order in which they are shown: the largest stake first.
  ordinal       bigint NOT NULL CHECK (ordinal > 0),
  kind          text NOT NULL,
  -- On either side: one each, unless it moved or was reclassified.
  company_ids   text[] NOT NULL,
  classes       text[] NOT NULL,
  -- Changes of the rules that made it, and the rules that read a changed policy.
  rules         text[] NOT NULL,
  document      json NOT NULL,
  PRIMARY KEY (tenant_id, comparison_id, ordinal),
  FOREIGN KEY (tenant_id, comparison_id) REFERENCES comparison ON DELETE CASCADE
);

CREATE TABLE comparison_client (
  tenant_id     uuid NOT NULL,
  comparison_id uuid NOT NULL,
  ordinal       bigint NOT NULL CHECK (ordinal > 0),
  document      json NOT NULL,
  PRIMARY KEY (tenant_id, comparison_id, ordinal),
  FOREIGN KEY (tenant_id, comparison_id) REFERENCES comparison ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['comparison', 'comparison_difference', 'comparison_client'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
