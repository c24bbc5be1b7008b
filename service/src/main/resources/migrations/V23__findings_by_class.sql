-- Findings of a class, the largest amount first: among all of them a class that is small is far down.
DROP INDEX discrepancy_by_class;
CREATE INDEX discrepancy_by_class ON discrepancy (tenant_id, run_id, class, less, discrepancy_id);
