-- Tenants, API keys, the audit trail, and the rule every later table follows:
--   * it carries tenant_id, first in its primary key and in every unique and foreign key;
--   * row-level security is enabled AND forced;
--   * one policy, for the application's role only: tenant_id = current_setting('app.tenant').
--     Without the missing_ok flag, so that a forgotten tenant is an error and not an empty page.
-- Any other role, the owner included, sees nothing unless a policy below says so. A later migration
-- that must rewrite rows has to lift FORCE for itself and put it back in the same transaction.
--
-- ${app_role} is the role that serves requests. It owns nothing and may not bypass any of this.

CREATE TABLE tenant (
  tenant_id  uuid PRIMARY KEY,
  slug       text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN tenant.slug IS 'What the operator calls it on the command line. The application cannot insert here, so this unique key tells no tenant of another.';

CREATE TABLE api_key (
  tenant_id     uuid NOT NULL REFERENCES tenant,
  key_id        text NOT NULL CHECK (key_id ~ '^[A-Za-z0-9]{8}$'),
  secret_sha256 bytea NOT NULL CHECK (length(secret_sha256) = 32),
  role          text NOT NULL CHECK (role IN ('VIEWER', 'BILLER', 'RULE_EDITOR', 'APPROVER', 'ADMIN')),
  label         text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
  created_at    timestamptz NOT NULL DEFAULT now(),
  created_by    text NOT NULL,
  expires_at    timestamptz,
  revoked_at    timestamptz,
  last_used_at  timestamptz,
  PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX api_key_by_id ON api_key (key_id);

CREATE TABLE audit_event (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  seq        bigint NOT NULL CHECK (seq > 0),
  at         timestamptz NOT NULL,
  actor      text NOT NULL,
  action     text NOT NULL,
  object     text NOT NULL,
  detail     jsonb NOT NULL,
  request_id text NOT NULL,
  prev_hash  bytea NOT NULL CHECK (length(prev_hash) = 32),
  hash       bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (tenant_id, seq)
);

CREATE TABLE idempotency (
  tenant_id   uuid NOT NULL REFERENCES tenant,
  principal   text NOT NULL,
  key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
  lease_owner uuid NOT NULL,
  lease_until timestamptz NOT NULL,
  status      integer,
  location    text,
  body        text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, principal, key)
);
CREATE INDEX idempotency_by_age ON idempotency (tenant_id, created_at);

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON tenant TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY tenant_isolation ON api_key TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY tenant_isolation ON audit_event TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY tenant_isolation ON idempotency TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);

GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO "${app_role}";
GRANT SELECT ON "${flyway:defaultSchema}".flyway_schema_history TO "${app_role}";
GRANT SELECT ON tenant TO "${app_role}";
GRANT SELECT, INSERT ON api_key TO "${app_role}";
GRANT UPDATE (revoked_at, last_used_at) ON api_key TO "${app_role}";
-- Append-only: no UPDATE, DELETE or TRUNCATE, whatever the application is talked into.
GRANT SELECT, INSERT ON audit_event TO "${app_role}";
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO "${app_role}";

-- Doors between tenants. A request's tenant is not known before its key is looked up, so four small
-- functions run with the owner's rights; the policies they need are the owner's alone and as
-- narrow as the function. They take parameters, build no SQL, and fix their search path.

CREATE POLICY owner_looks_up ON api_key FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_registers ON tenant TO CURRENT_USER USING (true) WITH CHECK (true);

-- Whose key this is: at most one row, never the hash. Both sides are hashed once more with a value
-- drawn for this call, so that the time a comparison takes says nothing about the stored hash.
CREATE FUNCTION authenticate_api_key(p_key_id text, p_secret_sha256 bytea)
RETURNS TABLE (tenant_id uuid, key_id text, role text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  WITH draw AS MATERIALIZED (SELECT uuid_send(gen_random_uuid()) AS salt)
  SELECT k.tenant_id, k.key_id, k.role
  FROM api_key k, draw
  WHERE k.key_id = p_key_id
    AND sha256(draw.salt || k.secret_sha256) = sha256(draw.salt || p_secret_sha256)
    AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now());
$$;

-- The tenant of that slug, for the operator's commands; no row when there is none.
CREATE FUNCTION find_tenant(p_slug text)
RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  SELECT t.tenant_id FROM tenant t WHERE t.slug = p_slug;
$$;

-- Whether the installation has any tenant at all.
CREATE FUNCTION any_tenant() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  SELECT EXISTS (SELECT FROM tenant);
$$;

CREATE FUNCTION create_tenant(p_tenant_id uuid, p_slug text, p_name text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  INSERT INTO tenant (tenant_id, slug, name) VALUES (p_tenant_id, p_slug, p_name);
$$;

REVOKE ALL ON FUNCTION authenticate_api_key(text, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION find_tenant(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION any_tenant() FROM PUBLIC;
REVOKE ALL ON FUNCTION create_tenant(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION authenticate_api_key(text, bytea) TO "${app_role}";
GRANT EXECUTE ON FUNCTION find_tenant(text) TO "${app_role}";
GRANT EXECUTE ON FUNCTION any_tenant() TO "${app_role}";
GRANT EXECUTE ON FUNCTION create_tenant(uuid, text, text) TO "${app_role}";
