-- Dates with a price of their own. `until` is the day after the last night.
CREATE TABLE rate (
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  first date NOT NULL,
  until date NOT NULL,
  price_minor bigint NOT NULL,
  CONSTRAINT rate_pkey PRIMARY KEY (listing_id, first),
  CONSTRAINT rate_range CHECK (first < until AND isfinite(first) AND isfinite(until)),
  CONSTRAINT rate_price CHECK (price_minor > 0),
  CONSTRAINT rate_no_two_prices EXCLUDE USING gist (listing_id WITH =, daterange(first, until) WITH &&)
);

-- What holds for arrivals (nights, closed_to_arrival) and departures (closed_to_departure) of a season: in place of the
-- home's own nights, and of several rules over one day the strictest. weekdays: a bit for each ISO weekday on which
-- it holds, Monday 1, Sunday 64; 127 are all.
CREATE TABLE stay_rule (
  id uuid NOT NULL,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  first date NOT NULL,
  until date NOT NULL,
  weekdays int NOT NULL DEFAULT 127,
  min_nights int,
  max_nights int,
  closed_to_arrival boolean NOT NULL DEFAULT false,
  closed_to_departure boolean NOT NULL DEFAULT false,
  CONSTRAINT stay_rule_pkey PRIMARY KEY (id),
  CONSTRAINT stay_rule_range CHECK (first < until AND isfinite(first) AND isfinite(until)),
  CONSTRAINT stay_rule_weekdays CHECK (weekdays BETWEEN 1 AND 127),
  CONSTRAINT stay_rule_nights CHECK (min_nights BETWEEN 1 AND 365 AND max_nights BETWEEN 1 AND 365 AND min_nights <= max_nights),
  CONSTRAINT stay_rule_says_something CHECK (min_nights IS NOT NULL OR max_nights IS NOT NULL OR closed_to_arrival OR closed_to_departure)
);
CREATE INDEX stay_rule_listing_id_first_idx ON stay_rule (listing_id, first);

-- What a jurisdiction takes: a part of nights and cleaning, or an amount for each night and adult. The narrowest place
-- does not hide the wider ones: a state's and a city's tax are both due. A rule is never changed, it is ended, and
-- followed by one with the next version.
CREATE TABLE tax_rule (
  id uuid NOT NULL,
  code text NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  region text,
  city text,
  bps int,
  amount_minor bigint,
  currency text,
  -- Stays of so many nights and more are exempt.
  exempt_from_nights int,
  -- By check-in.
  valid_from date NOT NULL,
  valid_until date,
  CONSTRAINT tax_rule_pkey PRIMARY KEY (id),
  CONSTRAINT tax_rule_version UNIQUE (code, version),
  CONSTRAINT tax_rule_kind CHECK ((bps IS NULL) <> (amount_minor IS NULL) AND (amount_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT tax_rule_amounts CHECK (bps BETWEEN 1 AND 5000 AND amount_minor > 0 AND amount_minor % currency_step(currency) = 0),
  CONSTRAINT tax_rule_exemption CHECK (exempt_from_nights BETWEEN 1 AND 365),
  CONSTRAINT tax_rule_validity CHECK (valid_from < valid_until)
);
CREATE INDEX tax_rule_country_idx ON tax_rule (country);

GRANT SELECT, INSERT, UPDATE, DELETE ON rate, stay_rule TO roost_app;
GRANT SELECT, INSERT, UPDATE ON tax_rule TO roost_app;
