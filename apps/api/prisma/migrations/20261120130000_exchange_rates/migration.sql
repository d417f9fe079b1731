-- What one euro is worth, by day. Rates are added, day by day; one from the ECB is never changed.
CREATE TABLE "exchange_rate" (
    "currency" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "per_eur" DECIMAL(20,10) NOT NULL,
    "source" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("currency","as_of")
);
ALTER TABLE exchange_rate
  ADD CONSTRAINT exchange_rate_positive CHECK (per_eur > 0),
  ADD CONSTRAINT exchange_rate_source CHECK (source IN ('ecb', 'configured')),
  ADD CONSTRAINT exchange_rate_not_of_the_euro CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'EUR');
GRANT SELECT, INSERT, UPDATE ON exchange_rate TO roost_app;
REVOKE DELETE ON exchange_rate FROM roost_app;

-- Euro foreign exchange reference rates of the European Central Bank of 5 March 2026, as in its file
-- eurofxref-hist.csv (https://www.ecb.europa.eu/stats/eurofxref/).
INSERT INTO exchange_rate (currency, as_of, per_eur, source, fetched_at)
SELECT currency, '2026-03-05', per_eur, 'ecb', now() FROM (VALUES
  ('AUD', 1.649), ('BRL', 6.0976), ('CAD', 1.5828), ('CHF', 0.9064), ('CNY', 8.0177), ('CZK', 24.396),
  ('DKK', 7.4716), ('GBP', 0.8695), ('HKD', 9.0863), ('HUF', 387.55), ('IDR', 19644.7), ('ILS', 3.5707),
  ('INR', 106.4773), ('ISK', 144.7), ('JPY', 183.03), ('KRW', 1714.57), ('MXN', 20.4869), ('MYR', 4.581),
  ('NOK', 11.214), ('NZD', 1.9623), ('PHP', 68.11), ('PLN', 4.2725), ('RON', 5.0933), ('SEK', 10.6885),
  ('SGD', 1.4839), ('THB', 36.788), ('TRY', 51.1125), ('USD', 1.1618), ('ZAR', 19.173)
) AS rate (currency, per_eur);

-- What the ECB does not publish, as of the same day. AED and SAR: their pegs of 3.6725 and 3.75 to the dollar, at the
-- ECB's dollar. BGN: the irrevocable rate at which the lev became the euro. The others: market rates to the dollar of
-- 2 March 2026 (ExchangeRate-API), at the ECB's dollar of 5 March. FX_RATES_FILE sets other ones.
INSERT INTO exchange_rate (currency, as_of, per_eur, source, fetched_at)
SELECT currency, '2026-03-05', per_eur, 'configured', now() FROM (VALUES
  ('AED', 4.26671), ('BGN', 1.95583), ('KES', 150.331), ('KWD', 0.356648), ('SAR', 4.35675), ('TND', 3.33845),
  ('TWD', 36.5602), ('TZS', 2981.35), ('UGX', 4177.63), ('VND', 30175.1)
) AS rate (currency, per_eur);

-- What the guest pays with. Until now that was the home's own currency.
ALTER TABLE "quote" ADD COLUMN "presentment_currency" TEXT, ADD COLUMN "presentment_rate" DECIMAL(38,20),
  ADD COLUMN "presentment_source" TEXT, ADD COLUMN "presentment_at" TIMESTAMPTZ(3),
  ADD COLUMN "presentment_minor" BIGINT, ADD COLUMN "presentment_lines" JSONB;
ALTER TABLE "booking" ADD COLUMN "presentment_currency" TEXT, ADD COLUMN "presentment_rate" DECIMAL(38,20),
  ADD COLUMN "presentment_source" TEXT, ADD COLUMN "presentment_at" TIMESTAMPTZ(3),
  ADD COLUMN "presentment_minor" BIGINT, ADD COLUMN "presentment_lines" JSONB;

UPDATE quote SET presentment_currency = currency, presentment_rate = 1, presentment_source = 'same',
  presentment_at = expires_at - interval '30 minutes', presentment_minor = total_minor, presentment_lines = coalesce((
    SELECT jsonb_agg(CASE line ->> 'payer' WHEN 'guest' THEN (line -> 'amount' ->> 'amount')::bigint ELSE 0 END ORDER BY place)
    FROM jsonb_array_elements(line_items) WITH ORDINALITY AS l (line, place)), '[]');
UPDATE booking b SET presentment_currency = q.presentment_currency, presentment_rate = q.presentment_rate,
  presentment_source = q.presentment_source, presentment_at = q.presentment_at, presentment_minor = q.presentment_minor,
  presentment_lines = q.presentment_lines
FROM quote q WHERE q.id = b.quote_id;

ALTER TABLE "quote" ALTER COLUMN "presentment_currency" SET NOT NULL, ALTER COLUMN "presentment_rate" SET NOT NULL,
  ALTER COLUMN "presentment_source" SET NOT NULL, ALTER COLUMN "presentment_at" SET NOT NULL,
  ALTER COLUMN "presentment_minor" SET NOT NULL, ALTER COLUMN "presentment_lines" SET NOT NULL;
ALTER TABLE "booking" ALTER COLUMN "presentment_currency" SET NOT NULL, ALTER COLUMN "presentment_rate" SET NOT NULL,
  ALTER COLUMN "presentment_source" SET NOT NULL, ALTER COLUMN "presentment_at" SET NOT NULL,
  ALTER COLUMN "presentment_minor" SET NOT NULL, ALTER COLUMN "presentment_lines" SET NOT NULL;

ALTER TABLE quote
  ADD CONSTRAINT quote_presentment CHECK (presentment_minor > 0 AND presentment_rate > 0
    AND presentment_source IN ('same', 'ecb', 'configured')
    AND (presentment_source = 'same') = (presentment_currency = currency)
    AND (presentment_source <> 'same' OR (presentment_rate = 1 AND presentment_minor = total_minor))),
  ADD CONSTRAINT quote_presentment_lines CHECK (jsonb_array_length(presentment_lines) = jsonb_array_length(line_items));
ALTER TABLE booking
  ADD CONSTRAINT booking_presentment CHECK (presentment_minor > 0 AND presentment_rate > 0
    AND presentment_source IN ('same', 'ecb', 'configured')
    AND (presentment_source = 'same') = (presentment_currency = currency)
    AND (presentment_source <> 'same' OR (presentment_rate = 1 AND presentment_minor = total_minor))),
  ADD CONSTRAINT booking_presentment_lines CHECK (jsonb_array_length(presentment_lines) = jsonb_array_length(line_items));
