-- Evidence of neighbouring findings says much the same: they share a block of pieces, of which each is
-- stored once. A row of discrepancy_evidence says where in which block it is; rows from before this
-- step have all of their text and keep it. No foreign key to the run, as for the rows themselves.
CREATE TABLE evidence_block (
  tenant_id uuid NOT NULL,
  run_id    uuid NOT NULL,
  first_id  text COLLATE "C" NOT NULL,
  content   bytea NOT NULL,
  PRIMARY KEY (tenant_id, run_id, first_id)
);
ALTER TABLE evidence_block ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON COLUMN evidence_block.first_id IS 'The discrepancy whose evidence comes first.';
ALTER TABLE evidence_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_block FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON evidence_block TO "${app_role}"
  USING (tenant_id = current_setting('app.tenant')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON evidence_block TO "${app_role}";
COMMENT ON COLUMN discrepancy_evidence.evidence IS
  'A first byte tells plain text (0), deflated text (1), and place and first_id of a block (2).';

-- The result files of a divided run are written after it is done, by a batch of their own. Runs that
-- are under way go on: what was their batch of files has stored accounts, problems and files, or is
-- going to store all but the files, which come last then.
ALTER TABLE run_batch NO FORCE ROW LEVEL SECURITY;
ALTER TABLE run_plan NO FORCE ROW LEVEL SECURITY;
ALTER TABLE run NO FORCE ROW LEVEL SECURITY;
ALTER TABLE run_batch DROP CONSTRAINT run_batch_kind_check;
ALTER TABLE run_batch
  ADD CONSTRAINT run_batch_kind_check CHECK (kind IN ('rest', 'rows', 'finish', 'files'));
INSERT INTO run_batch (tenant_id, run_id, batch_no, kind, weight, state)
SELECT b.tenant_id, b.run_id, p.batches, 'files', 0,
  CASE b.state WHEN 'done' THEN 'done' ELSE 'waiting' END
FROM run_batch b
JOIN run_plan p USING (tenant_id, run_id)
JOIN run r USING (tenant_id, run_id)
WHERE r.status = 'running' AND b.kind = 'files';
UPDATE run_batch SET kind = 'rest' WHERE kind = 'files' AND batch_no = 0;
ALTER TABLE run_batch FORCE ROW LEVEL SECURITY;
ALTER TABLE run_plan FORCE ROW LEVEL SECURITY;
ALTER TABLE run FORCE ROW LEVEL SECURITY;
