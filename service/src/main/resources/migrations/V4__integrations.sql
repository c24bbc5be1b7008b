-- Integrations: which systems are connected, how, and with what credentials. Microsoft's names of
-- its SKUs.

CREATE TABLE integration (
  tenant_id      uuid NOT NULL REFERENCES tenant,
  integration_id text NOT NULL CHECK (integration_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  connector      text NOT NULL CHECK (length(connector) BETWEEN 1 AND 100),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  settings       jsonb NOT NULL,
  enabled        boolean NOT NULL,
  sync_every     interval CHECK (sync_every BETWEEN interval '5 minutes' AND interval '31 days'),
  max_age_hours  integer NOT NULL CHECK (max_age_hours BETWEEN 1 AND 8784),
  version        bigint NOT NULL DEFAULT 1,
  source         text NOT NULL CHECK (source IN ('api', 'file')),
  created_at     timestamptz NOT NULL DEFAULT now(),
  created_by     text NOT NULL,
  updated_at     timestamptz NOT NULL DEFAULT now(),
  updated_by     text NOT NULL,
  PRIMARY KEY (tenant_id, integration_id)
);
COMMENT ON COLUMN integration.sync_every IS 'Null: only when somebody asks for it.';
COMMENT ON COLUMN integration.source IS 'file: declared in config.yml, which alone can change it.';

-- A tenant's keys, encrypted with the master key, which is not in the database.
CREATE TABLE data_key (
  tenant_id     uuid NOT NULL REFERENCES tenant,
  keyset        bytea NOT NULL,
  master_key_id bigint NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  rotated_at    timestamptz,
  PRIMARY KEY (tenant_id)
);

-- Encrypted with the tenant's data key, bound to tenant, integration and name.
CREATE TABLE credential (
  tenant_id      uuid NOT NULL,
  integration_id text NOT NULL,
  name           text NOT NULL CHECK (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
  value          bytea NOT NULL,
  set_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  set_by         text NOT NULL,
  PRIMARY KEY (tenant_id, integration_id, name),
  FOREIGN KEY (tenant_id, integration_id) REFERENCES integration ON DELETE CASCADE
);

-- What Microsoft calls its licences, as imported from its own list; a built-in table fills the gaps.
CREATE TABLE microsoft_sku (
  tenant_id       uuid NOT NULL REFERENCES tenant,
  sku_id          uuid NOT NULL,
  sku_part_number text NOT NULL CHECK (length(sku_part_number) BETWEEN 1 AND 200),
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  imported_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, sku_id)
);
CREATE INDEX microsoft_sku_by_part_number ON microsoft_sku (tenant_id, lower(sku_part_number));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['integration', 'data_key', 'credential', 'microsoft_sku'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I TO %I
        USING (tenant_id = current_setting(''app.tenant'')::uuid)
        WITH CHECK (tenant_id = current_setting(''app.tenant'')::uuid)', t, '${app_role}');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', t, '${app_role}');
  END LOOP;
END $$;
-- A data key that is gone takes every credential of its tenant with it.
REVOKE DELETE ON data_key FROM "${app_role}";

-- Two more doors between tenants, for the operator's key rotation and the check at start. They tell
-- whose data keys there are and which master key they were encrypted with, never a key.
CREATE POLICY owner_counts_keys ON data_key FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION data_key_tenants() RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  SELECT k.tenant_id FROM data_key k ORDER BY k.tenant_id;
$$;

-- One tenant for each master key that data keys were encrypted with: trying these tries all.
CREATE FUNCTION sample_data_keys() RETURNS TABLE (tenant_id uuid, master_key_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
  SELECT DISTINCT ON (k.master_key_id) k.tenant_id, k.master_key_id
  FROM data_key k ORDER BY k.master_key_id, k.tenant_id;
$$;
REVOKE ALL ON FUNCTION data_key_tenants() FROM PUBLIC;
REVOKE ALL ON FUNCTION sample_data_keys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION data_key_tenants() TO "${app_role}";
GRANT EXECUTE ON FUNCTION sample_data_keys() TO "${app_role}";
