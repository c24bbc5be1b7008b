-- What the SQL rival reads: every text is a small number, every decimal that fits a whole one.
DROP SCHEMA IF EXISTS rival CASCADE;
CREATE SCHEMA rival;
CREATE TABLE rival.company (
  company int PRIMARY KEY, active boolean NOT NULL, currency smallint NOT NULL);
-- link: 0 linked, 1 suggested, 2 nobody's.
CREATE TABLE rival.account (account int PRIMARY KEY, company int NOT NULL, link smallint NOT NULL);
-- method: 1 records, 2 quantity, 3 people, 4 devices, 0 a flat fee, -1 no mapping. minimum and tolerance_amount may be null.
CREATE TABLE rival.product (
  product smallint PRIMARY KEY, method smallint NOT NULL, per_unit int NOT NULL, minimum int,
  tolerance int NOT NULL, tolerance_amount numeric, doubtful boolean NOT NULL, licence boolean NOT NULL);
CREATE TABLE rival.catalogue (
  product smallint, currency smallint, price numeric NOT NULL, PRIMARY KEY (product, currency));
-- key: the product, or for a SKU that no mapping selects -1 less its number. states: a bit for each that is billed.
CREATE TABLE rival.sku (
  sku smallint PRIMARY KEY, key smallint NOT NULL, method smallint NOT NULL, states int NOT NULL,
  idle_before int NOT NULL, free boolean NOT NULL);
CREATE TABLE rival.line (
  company int NOT NULL, product smallint NOT NULL, quantity int NOT NULL, included int NOT NULL,
  price numeric, billable boolean NOT NULL, effective date, cancelled date);
CREATE TABLE rival.decision (
  company int NOT NULL, product smallint NOT NULL, waives boolean NOT NULL, units int NOT NULL, until date);
-- person and device are 0 where there is none; seen is in seconds, the largest where nothing is known; unit_cost is in ten-thousandths.
CREATE TABLE rival.usage (
  account int NOT NULL, seen int NOT NULL, quantity int NOT NULL, unit_cost int, person int NOT NULL,
  device int NOT NULL, sku smallint NOT NULL, state smallint NOT NULL, shared boolean NOT NULL);
CREATE TABLE rival.finding (
  company int, product smallint, sku smallint, class text NOT NULL, reason text NOT NULL, billed int,
  used bigint NOT NULL, delta bigint, unit_price numeric, currency smallint, impact numeric, held boolean NOT NULL,
  held_amount numeric, inactive bigint, reclaimable numeric);
