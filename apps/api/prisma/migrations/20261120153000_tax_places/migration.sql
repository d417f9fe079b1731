-- A stay asks for its place's taxes and for no others.
DROP INDEX tax_rule_country_idx;
CREATE INDEX tax_rule_place_idx ON tax_rule (country, lower(coalesce(region, '')), lower(coalesce(city, '')));

ALTER TABLE tax_rule
  ADD CONSTRAINT tax_rule_place CHECK (country ~ '^[A-Z]{2}$' AND region <> '' AND city <> ''),
  ADD CONSTRAINT tax_rule_code CHECK (code ~ '^[a-z0-9][a-z0-9._-]{0,59}$' AND version BETWEEN 1 AND 1000000),
  ADD CONSTRAINT tax_rule_amount_travels CHECK (amount_minor <= 1000000000000);

ALTER TABLE rate ADD CONSTRAINT rate_price_travels CHECK (price_minor <= 1000000000000);
