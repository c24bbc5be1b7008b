-- People whom an identity provider vouches for, and roles that change.

ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL;
COMMENT ON COLUMN app_user.password_hash IS 'In PHC form; null for people who have no password here.';

-- Who somebody is at an identity provider: its subject, which is never given to another person.
CREATE TABLE user_identity (
  tenant_id  uuid NOT NULL,
  issuer     text COLLATE "C" NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject    text COLLATE "C" NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, issuer, subject),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, name) REFERENCES app_user
);

ALTER TABLE user_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON user_identity TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON user_identity TO "${app_role}";
GRANT UPDATE (role, full_name) ON app_user TO "${app_role}";
