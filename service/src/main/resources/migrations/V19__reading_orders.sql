-- Findings by product and by class: without these a page of fifty meant reading and sorting the run.
CREATE INDEX discrepancy_by_product ON discrepancy (tenant_id, run_id, product_code, company_name, discrepancy_id);
CREATE INDEX discrepancy_by_class ON discrepancy (tenant_id, run_id, class, company_name, discrepancy_id);
