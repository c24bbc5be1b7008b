-- Links by which people set their password, each good once and for one person.

CREATE TABLE user_link (
  tenant_id  uuid NOT NULL,
  name       text NOT NULL,
  -- SHA-256 of the token: whoever reads this table cannot use it.
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, name) REFERENCES app_user
);

ALTER TABLE user_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_link FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON user_link TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON user_link TO "${app_role}";

-- What auditors look for: all that was done of a kind, or within a time.
CREATE INDEX audit_event_action ON audit_event (tenant_id, action, seq);
CREATE INDEX audit_event_at ON audit_event (tenant_id, at, seq);
