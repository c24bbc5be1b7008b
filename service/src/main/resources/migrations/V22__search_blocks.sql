-- What a search looks through: texts of neighbouring findings in small letters, a line each. LIKE and
-- strpos are not leakproof, so under row-level security no index is asked for a text; what can be
-- saved is reading every row of every run for it. A block has some 1,800 bytes at most, so that it
-- stays in its row and is not packed: a search reads short rows and takes apart the few blocks that
-- have the text. A text that is longer is a block of its own. No foreign key to the run, as for the
-- findings themselves.
CREATE TABLE search_block (
  tenant_id uuid NOT NULL,
  run_id    uuid NOT NULL,
  first_id  text COLLATE "C" NOT NULL,
  ids       text[] NOT NULL,
  texts     text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, run_id, first_id)
);
COMMENT ON COLUMN search_block.ids IS 'The discrepancies, in the order of the lines of texts.';
COMMENT ON COLUMN search_block.texts IS
  'Company, its id, product, account and explanation of each, in small letters; line breaks are blanks.';
CREATE STATISTICS search_block_run (ndistinct, dependencies) ON tenant_id, run_id FROM search_block;

-- Runs that are there. Letters become small one by one, as the program makes them: by the rules that come
-- with PostgreSQL (from 17 on) or by ICU's, which differ for the capital I with a dot and the last sigma
-- of a word, or else by the database's.
ALTER TABLE discrepancy NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE letters text;
BEGIN
  SELECT coalesce(
    (SELECT c.collname FROM pg_collation c
     WHERE c.collnamespace = 'pg_catalog'::regnamespace AND c.collname IN ('pg_c_utf8', 'und-x-icu')
       AND c.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
     ORDER BY c.collname <> 'pg_c_utf8' LIMIT 1),
    'default') INTO letters;
  EXECUTE format($fill$
    INSERT INTO search_block (tenant_id, run_id, first_id, ids, texts)
    SELECT p.tenant_id, p.run_id, (array_agg(p.id ORDER BY p.place))[1],
      array_agg(p.id ORDER BY p.place), string_agg(p.line, E'\n' ORDER BY p.place)
    FROM (
      SELECT t.*, row_number() OVER run AS place,
        (sum(octet_length(t.line) + octet_length(t.id) + 8) OVER run
          - octet_length(t.line) - octet_length(t.id) - 8) / 1600 AS block
      FROM (
        SELECT d.tenant_id, d.run_id, d.discrepancy_id AS id, d.company_name,
          lower(translate(d.company_name || ' ' || d.company_id || ' ' || d.product_code || ' '
            || d.account_id || ' ' || d.explanation, E'\n', ' ') COLLATE pg_catalog.%I) AS line
        FROM discrepancy d) t
      WINDOW run AS (PARTITION BY t.tenant_id, t.run_id ORDER BY t.company_name, t.id
        ROWS UNBOUNDED PRECEDING)) p
    GROUP BY p.tenant_id, p.run_id, p.block$fill$, letters);
END $$;
ALTER TABLE discrepancy FORCE ROW LEVEL SECURITY;

ALTER TABLE discrepancy DROP COLUMN search;
ALTER TABLE search_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_block FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON search_block TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON search_block TO "${app_role}";
