-- People who sign in at the pages. Programs use keys (api_key).

CREATE TABLE app_user (
  tenant_id         uuid NOT NULL REFERENCES tenant,
  name              text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  full_name         text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 100),
  role              text NOT NULL CHECK (role IN ('VIEWER', 'BILLER', 'RULE_EDITOR', 'APPROVER', 'AUDITOR', 'ADMIN')),
  -- In PHC form: method, version, cost, salt and hash.
  password_hash     text NOT NULL CHECK (length(password_hash) BETWEEN 1 AND 500),
  -- Counted up when the password is set or the user is disabled: sessions of an earlier number have ended.
  epoch             integer NOT NULL DEFAULT 1 CHECK (epoch > 0),
  created_at        timestamptz NOT NULL DEFAULT now(),
  created_by        text NOT NULL,
  password_set_at   timestamptz NOT NULL DEFAULT now(),
  disabled_at       timestamptz,
  last_signed_in_at timestamptz,
  PRIMARY KEY (tenant_id, name)
);

ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON app_user TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
-- A user is disabled, not deleted: the audit trail names them.
GRANT SELECT, INSERT ON app_user TO "${app_role}";
GRANT UPDATE (password_hash, epoch, password_set_at, disabled_at, last_signed_in_at) ON app_user TO "${app_role}";
