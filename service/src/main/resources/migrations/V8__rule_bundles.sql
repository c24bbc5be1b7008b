-- The rulebook: bundles of rules, policy, presets and scenarios, from draft to published.

-- Texts by their digest: a file that is the same in forty bundles is kept once. What a published
-- bundle is made of can be added and read, and not be changed or removed by the application.
CREATE TABLE rule_text (
  tenant_id uuid NOT NULL REFERENCES tenant,
  sha256    bytea NOT NULL CHECK (length(sha256) = 32),
  content   text NOT NULL,
  PRIMARY KEY (tenant_id, sha256)
);

-- What files there are together, by the hash of paths and texts; whichever bundles have them.
CREATE TABLE bundle_content (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  hash       text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  rules_hash text NOT NULL CHECK (rules_hash ~ '^[0-9a-f]{64}$'),
  file_count integer NOT NULL CHECK (file_count > 0),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  PRIMARY KEY (tenant_id, hash)
);
COMMENT ON COLUMN bundle_content.rules_hash IS 'Of what decides a run: all files but the scenarios. Runs carry it.';

CREATE TABLE bundle_file (
  tenant_id uuid NOT NULL,
  hash      text NOT NULL,
  path      text COLLATE "C" NOT NULL CHECK (length(path) <= 200),
  sha256    bytea NOT NULL,
  PRIMARY KEY (tenant_id, hash, path),
  FOREIGN KEY (tenant_id, hash) REFERENCES bundle_content,
  FOREIGN KEY (tenant_id, sha256) REFERENCES rule_text
);

-- What was published, when, and by whom. Superseded is whatever the rulebook no longer points at.
CREATE TABLE bundle_version (
  tenant_id       uuid NOT NULL REFERENCES tenant,
  version         bigint NOT NULL CHECK (version > 0),
  hash            text NOT NULL,
  origin          text NOT NULL CHECK (origin IN ('shipped', 'draft', 'rollback')),
  -- The bundle that it replaced, the draft it was, and the older bundle that it brought back.
  base_version    bigint,
  draft_id        uuid,
  restored        bigint,
  message         text NOT NULL CHECK (length(message) <= 2000),
  published_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  published_by    text NOT NULL,
  approved_by     text,
  override_reason text,
  source          text NOT NULL DEFAULT '',
  commit_id       text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, version),
  FOREIGN KEY (tenant_id, hash) REFERENCES bundle_content,
  FOREIGN KEY (tenant_id, base_version) REFERENCES bundle_version,
  FOREIGN KEY (tenant_id, restored) REFERENCES bundle_version,
  CHECK ((origin = 'draft') = (draft_id IS NOT NULL)),
  CHECK ((origin = 'rollback') = (restored IS NOT NULL))
);
CREATE UNIQUE INDEX bundle_version_of_draft ON bundle_version (tenant_id, draft_id) WHERE draft_id IS NOT NULL;

-- The bundle in force: one row a tenant, read at the start of every run.
CREATE TABLE rulebook (
  tenant_id uuid PRIMARY KEY REFERENCES tenant,
  version   bigint NOT NULL,
  FOREIGN KEY (tenant_id, version) REFERENCES bundle_version
);

CREATE TABLE bundle_draft (
  tenant_id         uuid NOT NULL REFERENCES tenant,
  draft_id          uuid NOT NULL,
  title             text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  state             text NOT NULL CHECK (state IN
                      ('draft', 'checked', 'tested', 'compared', 'approved', 'published', 'discarded')),
  -- Counts every change; content_revision is the revision that its files were last changed in.
  revision          bigint NOT NULL CHECK (revision > 0),
  content_revision  bigint NOT NULL CHECK (content_revision > 0),
  base_version      bigint NOT NULL,
  source            text NOT NULL DEFAULT '',
  commit_id         text NOT NULL DEFAULT '',
  created_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by        text NOT NULL,
  updated_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_by        text NOT NULL,
  approved_by       text,
  override_reason   text,
  published_version bigint,
  PRIMARY KEY (tenant_id, draft_id),
  FOREIGN KEY (tenant_id, base_version) REFERENCES bundle_version,
  FOREIGN KEY (tenant_id, published_version) REFERENCES bundle_version,
  CHECK ((state = 'published') = (published_version IS NOT NULL))
);
CREATE INDEX bundle_draft_newest ON bundle_draft (tenant_id, updated_at DESC, draft_id DESC);

CREATE TABLE bundle_draft_file (
  tenant_id uuid NOT NULL,
  draft_id  uuid NOT NULL,
  path      text COLLATE "C" NOT NULL CHECK (length(path) <= 200),
  sha256    bytea NOT NULL,
  PRIMARY KEY (tenant_id, draft_id, path),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES bundle_draft,
  FOREIGN KEY (tenant_id, sha256) REFERENCES rule_text
);

-- Everybody who had a hand in a draft's content, and so may not approve it.
CREATE TABLE bundle_draft_author (
  tenant_id uuid NOT NULL,
  draft_id  uuid NOT NULL,
  actor     text NOT NULL,
  PRIMARY KEY (tenant_id, draft_id, actor),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES bundle_draft
);

-- What was done to a draft, in order. Added to and never changed.
CREATE TABLE bundle_step (
  tenant_id        uuid NOT NULL,
  draft_id         uuid NOT NULL,
  seq              bigint NOT NULL CHECK (seq > 0),
  kind             text NOT NULL CHECK (kind IN ('created', 'edited', 'merged', 'checked', 'tested', 'compared',
                     'submitted', 'approved', 'rejected', 'published', 'discarded')),
  actor            text NOT NULL,
  at               timestamptz NOT NULL DEFAULT clock_timestamp(),
  content_revision bigint NOT NULL,
  -- Whether what was tried held; null for steps that try nothing.
  passed           boolean,
  note             text NOT NULL CHECK (length(note) <= 2000),
  result           jsonb NOT NULL,
  PRIMARY KEY (tenant_id, draft_id, seq),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES bundle_draft
);

-- Folders that are watched: what was last seen in each, and what came of it.
CREATE TABLE rule_directory (
  tenant_id uuid NOT NULL REFERENCES tenant,
  name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  hash      text NOT NULL,
  commit_id text NOT NULL,
  state     text NOT NULL CHECK (state IN ('in_force', 'checking', 'waiting', 'refused', 'unreadable')),
  line      text NOT NULL,
  draft_id  uuid,
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rule_text', 'bundle_content', 'bundle_file', 'bundle_version', 'rulebook',
      'bundle_draft', 'bundle_draft_file', 'bundle_draft_author', 'bundle_step', 'rule_directory'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
GRANT UPDATE ON rulebook, bundle_draft, bundle_draft_file, rule_directory TO "${app_role}";
GRANT DELETE ON bundle_draft_file TO "${app_role}";

-- Which bundle a run is judged by: noted when it starts, and kept when another node takes it up.
ALTER TABLE run ADD COLUMN bundle_version bigint,
  ADD FOREIGN KEY (tenant_id, bundle_version) REFERENCES bundle_version;

-- People who look at everything, the audit trail included, and change nothing.
ALTER TABLE api_key DROP CONSTRAINT api_key_role_check;
ALTER TABLE api_key ADD CONSTRAINT api_key_role_check
  CHECK (role IN ('VIEWER', 'BILLER', 'RULE_EDITOR', 'APPROVER', 'AUDITOR', 'ADMIN'));
