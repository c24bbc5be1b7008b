CREATE INDEX ON rival.usage (account, sku);
CREATE INDEX ON rival.usage (sku);
CREATE INDEX ON rival.line (company, product);
CREATE INDEX ON rival.decision (company, product);
VACUUM (ANALYZE) rival.company, rival.account, rival.product, rival.catalogue, rival.sku, rival.line, rival.decision, rival.usage;
