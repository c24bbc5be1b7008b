INSERT INTO rival.finding (company, product, sku, class, reason, billed, used, delta, unit_price, currency, impact,
                           held, held_amount, inactive, reclaimable)
WITH settings AS MATERIALIZED (SELECT DATE '2026-10-31' AS as_of, DATE '2026-10-31' + 31 AS soon),
billing AS MATERIALIZED (
  SELECT l.company, l.product, c.currency,
         count(*) FILTER (WHERE now) AS lines,
         count(*) FILTER (WHERE now AND l.billable) AS billable,
         coalesce(sum(billed) FILTER (WHERE now), 0)::int AS billed,
         coalesce(sum(l.included) FILTER (WHERE now), 0) AS included,
         coalesce(sum(billed) FILTER (WHERE later), 0) AS scheduled,
         max(l.price) FILTER (WHERE now AND l.billable AND l.price > 0) AS price,
         max(CASE WHEN l.billable THEN coalesce(l.price, 0) ELSE 0 END)
           FILTER (WHERE NOT now AND l.cancelled <= as_of) AS ended_price
    FROM rival.line l
    JOIN rival.company c ON c.company = l.company AND c.active
    CROSS JOIN settings
    CROSS JOIN LATERAL (
      SELECT coalesce(l.effective <= as_of, true) AND coalesce(l.cancelled > as_of, true) AS now,
             l.billable AND l.effective > as_of AND l.effective <= soon
               AND coalesce(l.cancelled > l.effective, true) AS later,
             CASE WHEN l.quantity < 0 THEN l.quantity ELSE greatest(l.quantity - l.included, 0) END AS billed) x
   GROUP BY l.company, l.product, c.currency),
counted AS MATERIALIZED (
  SELECT a.company, a.link, f.key::smallint AS product, p.method, p.per_unit, p.licence, f.counted, f.units, f.idle,
         f.idle_units, f.shared, f.costed, f.cost, o.ids, o.ids_in_use, o.owned, o.owned_in_use, o.owned_idle
    FROM rival.fold f
    JOIN rival.account a ON a.account = f.account AND a.link < 2
    JOIN rival.company c ON c.company = a.company AND c.active
    JOIN rival.product p ON p.product = f.key
    LEFT JOIN rival.once o ON o.account = f.account AND o.key = f.key
   WHERE f.key >= 0 AND f.counted > 0),
pending AS MATERIALIZED (
  SELECT company, product,
         (CASE method WHEN 2 THEN units WHEN 1 THEN counted ELSE ids END + per_unit - 1) / per_unit AS units
    FROM counted WHERE link = 1),
usage AS NOT MATERIALIZED (
  SELECT company, product, method, per_unit, licence, counted, units, idle, idle_units, shared, costed, cost, ids,
         ids_in_use, owned, owned_in_use, owned_idle
    FROM counted WHERE link = 0),
both_sides AS NOT MATERIALIZED (
  SELECT coalesce(b.company, u.company) AS company, coalesce(b.product, u.product) AS product,
         b.lines, b.billable, b.billed, b.included, b.scheduled, b.price, b.ended_price,
         CASE coalesce(u.method, 1)
           WHEN 1 THEN coalesce(u.counted, 0)
           WHEN 2 THEN u.units
           ELSE CASE WHEN b.lines > 0 THEN u.owned ELSE u.ids END END AS raw,
         CASE coalesce(u.method, 1)
           WHEN 1 THEN coalesce(u.counted - u.idle - CASE WHEN b.lines > 0 AND u.licence THEN u.shared ELSE 0 END, 0)
           WHEN 2 THEN u.units - coalesce(u.idle_units, 0)
           ELSE CASE WHEN b.lines > 0 THEN u.owned_in_use ELSE u.ids_in_use END END AS raw_in_use,
         CASE WHEN u.method IN (3, 4) AND b.lines > 0 THEN u.owned_idle ELSE u.idle > 0 END AS any_idle,
         CASE WHEN u.costed = u.counted THEN u.cost / 10000.0 / u.units END AS unit_cost
    FROM (SELECT * FROM billing WHERE lines > 0 OR ended_price IS NOT NULL) b
    FULL JOIN usage u ON u.company = b.company AND u.product = b.product),
measured AS MATERIALIZED (
  SELECT s.*, c.currency, p.method, p.minimum, p.tolerance_amount, p.doubtful, k.price AS list,
         coalesce(t.units, p.tolerance) AS tolerance, w.company IS NOT NULL AS waived, coalesce(n.units, 0) AS pending,
         (raw + p.per_unit - 1) / p.per_unit AS used,
         (raw + p.per_unit - 1) / p.per_unit - (raw_in_use + p.per_unit - 1) / p.per_unit AS inactive
    FROM both_sides s
    JOIN rival.company c ON c.company = s.company
    JOIN rival.product p ON p.product = s.product
    LEFT JOIN rival.catalogue k ON k.product = s.product AND k.currency = c.currency
    LEFT JOIN (SELECT company, product, max(units) AS units FROM rival.decision, settings
                WHERE NOT waives AND coalesce(until >= as_of, true) GROUP BY company, product) t
           ON t.company = s.company AND t.product = s.product
    LEFT JOIN (SELECT DISTINCT company, product FROM rival.decision, settings
                WHERE waives AND coalesce(until >= as_of, true)) w
           ON w.company = s.company AND w.product = s.product
    LEFT JOIN pending n ON n.company = s.company AND n.product = s.product),
compared AS NOT MATERIALIZED (
  SELECT m.*, CASE WHEN method > 0 THEN due - billed ELSE 0 END AS delta,
         round(coalesce(price, 0) * CASE WHEN method > 0 THEN due - billed ELSE 0 END, 2) AS impact
    FROM measured m
    CROSS JOIN LATERAL (
      SELECT CASE WHEN method > 0 THEN greatest(greatest(used, coalesce(minimum, 0)) - included, 0) ELSE 0 END AS due) d
   WHERE lines > 0),
accepted AS NOT MATERIALIZED (
  SELECT c.*, CASE WHEN method > 0 THEN greatest(greatest(used, coalesce(minimum, 0)) - included, 0) ELSE 0 END AS due,
         CASE WHEN delta = 0 THEN NULL
              WHEN abs(delta) <= tolerance OR abs(impact) <= tolerance_amount THEN 'within_tolerance'
              WHEN waived THEN 'waived' END AS because
    FROM compared c),
-- what: the class, and after a bar the reason.
classified AS MATERIALIZED (
  SELECT a.*,
         CASE WHEN billable = 0 THEN 'MATCHED|not_billed_by_agreement'
              WHEN method < 0 THEN 'SETUP_ISSUE|unmapped_product'
              WHEN method = 0 THEN 'MATCHED|not_usage_based'
              WHEN doubtful THEN 'SETUP_ISSUE|failed_sync'
              WHEN price IS NULL AND (due > 0 OR billed > 0) THEN 'MISSING_PRICE|no_price'
              WHEN price IS NOT NULL AND used = 0 AND billed > 0 AND coalesce(minimum, 0) = 0 THEN
                CASE WHEN pending = 0 THEN 'FOLLOW_UP|line_without_usage' ELSE 'SETUP_ISSUE|unconfirmed_match' END
              WHEN inactive > 0 AND (delta = 0 OR because IS NOT NULL) THEN
                CASE WHEN any_idle THEN 'INACTIVE_SEATS|inactive' ELSE 'INACTIVE_SEATS|shared_mailbox' END
              WHEN because IS NOT NULL THEN 'MATCHED|' || because
              WHEN delta < 0 THEN 'OVERBILLING|quantity'
              WHEN delta > 0 THEN
                CASE WHEN scheduled >= delta THEN 'FOLLOW_UP|scheduled_change'
                     WHEN used - included > billed THEN 'UNDERBILLING|quantity'
                     ELSE 'UNDERBILLING|below_minimum' END
              WHEN unit_cost > price AND list > price THEN 'FOLLOW_UP|price_drift'
              ELSE 'MATCHED|equal' END AS what
    FROM accepted a)
SELECT company, product, NULL::smallint, split_part(what, '|', 1), split_part(what, '|', 2), billed, used,
       CASE WHEN plain THEN 0 WHEN unconfirmed THEN pending - billed ELSE delta END,
       CASE WHEN missing THEN list ELSE price END, currency,
       CASE WHEN plain OR held THEN 0 ELSE impact END, held,
       CASE WHEN missing THEN round(list * due, 2) WHEN held AND NOT unconfirmed THEN impact ELSE 0 END,
       inactive, CASE WHEN plain OR held THEN 0 ELSE round(coalesce(price, 0) * inactive, 2) END
  FROM classified
  CROSS JOIN LATERAL (
    SELECT what IN ('FOLLOW_UP|scheduled_change', 'FOLLOW_UP|price_drift') AS plain,
           what = 'SETUP_ISSUE|unconfirmed_match' AS unconfirmed,
           what = 'MISSING_PRICE|no_price' AS missing,
           what LIKE 'SETUP%' OR what = 'MISSING_PRICE|no_price' OR what = 'FOLLOW_UP|line_without_usage' AS held) h
UNION ALL
SELECT company, product, NULL,
       CASE WHEN doubtful THEN 'SETUP_ISSUE' WHEN worth IS NULL THEN 'MISSING_PRICE' WHEN waived THEN 'MATCHED'
            ELSE 'UNDERBILLING' END,
       CASE WHEN doubtful THEN 'failed_sync' WHEN waived AND worth IS NOT NULL THEN 'waived'
            WHEN ended_price IS NOT NULL THEN 'service_outlives_billing' ELSE 'no_billing_line' END,
       0, used, due, worth, CASE WHEN worth IS NOT NULL THEN currency END,
       CASE WHEN worth IS NOT NULL THEN CASE WHEN doubtful THEN 0 ELSE round(worth * due, 2) END END,
       doubtful OR worth IS NULL,
       CASE WHEN worth IS NOT NULL THEN CASE WHEN doubtful THEN round(worth * due, 2) ELSE 0 END END,
       inactive, NULL
  FROM measured
  CROSS JOIN LATERAL (
    SELECT greatest(used, coalesce(minimum, 0)) AS due,
           CASE WHEN ended_price > 0 THEN ended_price ELSE list END AS worth) w
 WHERE lines IS NULL AND raw > 0 OR lines = 0 AND raw > 0
UNION ALL
SELECT a.company, NULL, -1 - f.key, 'SETUP_ISSUE', 'unaccounted_usage', NULL, f.quantity, NULL, NULL, NULL, NULL, true,
       NULL, NULL, NULL
  FROM rival.fold f
  JOIN rival.account a ON a.account = f.account AND a.link = 0
  JOIN rival.company c ON c.company = a.company AND c.active
  JOIN rival.sku s ON s.sku = -1 - f.key AND NOT s.free
 WHERE f.key < 0
UNION ALL
SELECT a.company, NULL, NULL, 'SETUP_ISSUE', 'inactive_company', NULL, sum(f.records - f.nobodies), NULL, NULL, NULL,
       NULL, true, NULL, NULL, NULL
  FROM rival.fold f
  JOIN rival.account a ON a.account = f.account AND a.link = 0
  JOIN rival.company c ON c.company = a.company AND NOT c.active
 GROUP BY a.company
UNION ALL
SELECT CASE a.link WHEN 1 THEN a.company END, NULL, NULL, 'SETUP_ISSUE',
       CASE a.link WHEN 1 THEN 'unconfirmed_match' ELSE 'unmapped_account' END, NULL, sum(f.quantity),
       CASE a.link WHEN 1 THEN 0 END, NULL, max(c.currency) FILTER (WHERE worth IS NOT NULL),
       CASE WHEN count(worth) > 0 THEN 0 END, true, round(sum(worth), 2), NULL, NULL
  FROM rival.fold f
  JOIN rival.account a ON a.account = f.account AND a.link > 0
  LEFT JOIN rival.company c ON c.company = a.company AND a.link = 1
  LEFT JOIN LATERAL (
    SELECT coalesce(b.price, 0) * n.units AS worth
      FROM billing b JOIN pending n ON n.company = b.company AND n.product = b.product
     WHERE a.link = 1 AND b.company = a.company AND b.product = f.key AND b.lines > 0) v ON true
 GROUP BY a.account, a.company, a.link
