-- People and devices that are counted once; a shared mailbox is nobody where a line bills people.
CREATE UNLOGGED TABLE rival.once AS
SELECT account, key,
       count(*) AS ids,
       count(*) FILTER (WHERE in_use) AS ids_in_use,
       count(*) FILTER (WHERE owned) AS owned,
       count(*) FILTER (WHERE owned_in_use) AS owned_in_use,
       bool_or(owned_idle) AS owned_idle
  FROM (SELECT u.account, s.key,
               bool_or(u.seen >= s.idle_before) AS in_use,
               bool_or(s.method = 4 OR NOT u.shared) AS owned,
               bool_or((s.method = 4 OR NOT u.shared) AND u.seen >= s.idle_before) AS owned_in_use,
               bool_or((s.method = 4 OR NOT u.shared) AND u.seen < s.idle_before) AS owned_idle
          FROM rival.usage u
          JOIN rival.sku s ON s.sku = u.sku
         WHERE s.method IN (3, 4) AND s.states >> u.state & 1 = 1
         GROUP BY u.account, s.key, CASE s.method WHEN 3 THEN u.person ELSE u.device END) each
 GROUP BY account, key
