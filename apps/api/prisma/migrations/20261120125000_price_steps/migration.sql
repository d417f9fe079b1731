-- The smallest step of an amount that the whole way of the money accepts: `granularityOf` of the contract, in SQL. A
-- test holds the two together. One expression, so that the planner puts it in place of the call.
CREATE FUNCTION currency_step(currency text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN currency IN ('HUF', 'TWD') THEN 100 WHEN currency IN ('KWD', 'TND') THEN 10 ELSE 1 END::bigint
$$;

-- Prices from before the rule: to the nearest step, and never for nothing.
UPDATE listing SET
  nightly_price_minor = greatest(1, round(nightly_price_minor / currency_step(currency)::numeric)) * currency_step(currency),
  cleaning_fee_minor = round(cleaning_fee_minor / currency_step(currency)::numeric) * currency_step(currency)
WHERE nightly_price_minor % currency_step(currency) <> 0 OR cleaning_fee_minor % currency_step(currency) <> 0;

ALTER TABLE listing ADD CONSTRAINT listing_price_steps
  CHECK (nightly_price_minor % currency_step(currency) = 0 AND cleaning_fee_minor % currency_step(currency) = 0);
