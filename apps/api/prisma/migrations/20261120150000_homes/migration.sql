-- What a home is, beyond its first few fields, and what it costs beyond a night and cleaning.
ALTER TYPE listing_status ADD VALUE IF NOT EXISTS 'pending_approval' BEFORE 'published';
ALTER TYPE listing_status ADD VALUE IF NOT EXISTS 'unlisted';
ALTER TYPE listing_status ADD VALUE IF NOT EXISTS 'suspended';
ALTER TYPE listing_status ADD VALUE IF NOT EXISTS 'archived';

CREATE TYPE cancellation_policy AS ENUM ('flexible', 'moderate', 'limited', 'firm', 'strict');

ALTER TABLE listing
  ADD COLUMN address text,
  ADD COLUMN region text,
  ADD COLUMN beds int NOT NULL DEFAULT 1,
  ADD COLUMN bathrooms numeric(3,1) NOT NULL DEFAULT 1,
  ADD COLUMN amenities text[] NOT NULL DEFAULT '{}',
  ADD COLUMN weekend_price_minor bigint,
  ADD COLUMN included_guests int NOT NULL DEFAULT 1,
  ADD COLUMN extra_guest_fee_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN pet_fee_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN weekly_discount_bps int NOT NULL DEFAULT 0,
  ADD COLUMN monthly_discount_bps int NOT NULL DEFAULT 0,
  ADD COLUMN early_bird_days_ahead int,
  ADD COLUMN early_bird_bps int,
  ADD COLUMN last_minute_days_before int,
  ADD COLUMN last_minute_bps int,
  ADD COLUMN pricing_version int NOT NULL DEFAULT 1,
  ADD COLUMN cancellation_policy cancellation_policy NOT NULL DEFAULT 'flexible',
  ADD COLUMN advance_notice_days int NOT NULL DEFAULT 0,
  ADD COLUMN preparation_days int NOT NULL DEFAULT 0,
  ADD COLUMN booking_window_days int NOT NULL DEFAULT 731,
  ADD COLUMN check_in_from text NOT NULL DEFAULT '15:00',
  ADD COLUMN check_in_until text,
  ADD COLUMN check_out_before text NOT NULL DEFAULT '11:00';

UPDATE listing SET beds = greatest(bedrooms, 1), included_guests = max_guests;

ALTER TABLE listing
  ADD CONSTRAINT listing_rooms CHECK (beds BETWEEN 1 AND 100 AND bathrooms BETWEEN 0 AND 50 AND bathrooms * 2 = trunc(bathrooms * 2)),
  ADD CONSTRAINT listing_included_guests CHECK (included_guests BETWEEN 1 AND max_guests),
  ADD CONSTRAINT listing_extras CHECK (weekend_price_minor > 0 AND extra_guest_fee_minor >= 0 AND pet_fee_minor >= 0),
  ADD CONSTRAINT listing_extra_steps CHECK (weekend_price_minor % currency_step(currency) = 0
    AND extra_guest_fee_minor % currency_step(currency) = 0 AND pet_fee_minor % currency_step(currency) = 0),
  ADD CONSTRAINT listing_discounts CHECK (weekly_discount_bps BETWEEN 0 AND 9000 AND monthly_discount_bps BETWEEN 0 AND 9000),
  ADD CONSTRAINT listing_early_bird CHECK (
    (early_bird_days_ahead IS NULL) = (early_bird_bps IS NULL)
    AND early_bird_days_ahead BETWEEN 1 AND 730 AND early_bird_bps BETWEEN 1 AND 9000),
  ADD CONSTRAINT listing_last_minute CHECK (
    (last_minute_days_before IS NULL) = (last_minute_bps IS NULL)
    AND last_minute_days_before BETWEEN 1 AND 60 AND last_minute_bps BETWEEN 1 AND 9000),
  ADD CONSTRAINT listing_lead CHECK (advance_notice_days BETWEEN 0 AND 60 AND preparation_days BETWEEN 0 AND 30
    AND booking_window_days BETWEEN 1 AND 731),
  ADD CONSTRAINT listing_hours CHECK (
    check_in_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND check_out_before ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    AND check_in_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND check_in_until > check_in_from);
