-- The records, folded once by account and product (or unknown SKU): everything after this is small.
CREATE UNLOGGED TABLE rival.fold AS
SELECT u.account, s.key,
       count(*) AS records,
       sum(u.quantity) AS quantity,
       count(*) FILTER (WHERE s.method = 3 AND u.shared) AS nobodies,
       count(*) FILTER (WHERE s.states >> u.state & 1 = 1) AS counted,
       sum(u.quantity) FILTER (WHERE s.states >> u.state & 1 = 1) AS units,
       count(*) FILTER (WHERE s.states >> u.state & 1 = 1 AND u.seen < s.idle_before) AS idle,
       sum(u.quantity) FILTER (WHERE s.states >> u.state & 1 = 1 AND u.seen < s.idle_before) AS idle_units,
       count(*) FILTER (WHERE s.states >> u.state & 1 = 1 AND u.shared AND u.seen >= s.idle_before) AS shared,
       count(u.unit_cost) FILTER (WHERE s.states >> u.state & 1 = 1) AS costed,
       sum(u.unit_cost * u.quantity) FILTER (WHERE s.states >> u.state & 1 = 1) AS cost
  FROM rival.usage u
  JOIN rival.sku s ON s.sku = u.sku
 GROUP BY u.account, s.key
