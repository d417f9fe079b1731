-- What a search reads instead of listing, occupancy, rate and stay_rule: one narrow row for each home, kept by triggers
-- in the transaction that changes any of them.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS cube;

-- Letters without accents, small: "Ålesund" and "alesund" are one city. The dictionary is named, so the answer does not
-- depend on a setting.
CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, value))
$$;

-- A bit for each amenity, by its place in the contract's catalogue; a test compares the two.
CREATE FUNCTION amenity_bits(codes text[]) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(bit_or(1::bigint << (array_position(ARRAY[
    'wifi', 'kitchen', 'heating', 'air_conditioning', 'hot_water', 'bed_linens', 'towels', 'washer', 'dryer', 'iron',
    'dishwasher', 'oven', 'microwave', 'coffee_maker', 'refrigerator', 'barbecue', 'tv', 'workspace', 'piano', 'books',
    'games', 'fireplace', 'pool', 'hot_tub', 'sauna', 'gym', 'bathtub', 'hair_dryer', 'balcony', 'garden',
    'beach_access', 'lake_access', 'ski_in_ski_out', 'bicycles', 'sea_view', 'mountain_view', 'city_view',
    'free_parking', 'paid_parking', 'ev_charger', 'elevator', 'step_free_access', 'wide_doorways',
    'accessible_bathroom', 'self_check_in', 'luggage_dropoff', 'crib', 'high_chair', 'playground', 'pets_allowed',
    'smoking_allowed', 'events_allowed', 'smoke_alarm', 'carbon_monoxide_alarm', 'fire_extinguisher',
    'first_aid_kit'], code) - 1)), 0) FROM unnest(codes) AS code
$$;

-- A home as searches compare it. ks and kw are never above what a night of a stay costs, cleaning included and fees and
-- taxes not: ks for stays of up to 6 nights, kw for longer ones, where n nights cost at least least(n, 90) * kw. kx is
-- never below it. They are what an index can order by without knowing the dates.
CREATE VIEW listing_search_terms AS
SELECT l.id, l.created_at, l.nightly_price_minor AS night,
  (p.low * (10000 - greatest(coalesce(l.early_bird_bps, 0), coalesce(l.last_minute_bps, 0))) * 6
    + l.cleaning_fee_minor * 10000) / 60000 AS ks,
  (p.low * (10000 - greatest(coalesce(l.early_bird_bps, 0), coalesce(l.last_minute_bps, 0), l.weekly_discount_bps,
    l.monthly_discount_bps)) * 90 + l.cleaning_fee_minor * 10000) / 900000 AS kw,
  p.high + l.cleaning_fee_minor + l.extra_guest_fee_minor * (l.max_guests - l.included_guests) AS kx,
  amenity_bits(l.amenities) AS amenities, l.public_latitude AS lat, l.public_longitude AS lng,
  -- As if five more guests had given 4.3: one five-star review is not better than a hundred of 4.9.
  (l.rating_sum * 1000 + 21500) / (l.review_count + 5) AS quality,
  (coalesce(l.avg_rating, 0) * 100)::int AS rating,
  l.max_guests, l.bedrooms, l.min_nights, l.max_nights, l.advance_notice_days, l.booking_window_days,
  l.preparation_days, l.room_type,
  l.status = 'published' AS published, l.booking_mode = 'instant' AS instant,
  EXISTS (SELECT FROM stay_rule s WHERE s.listing_id = l.id) AS has_rule,
  l.country, l.currency, search_fold(l.city) AS city_key, l.time_zone
FROM listing l CROSS JOIN LATERAL (
  SELECT least(l.nightly_price_minor, l.weekend_price_minor, min(r.price_minor)) AS low,
    greatest(l.nightly_price_minor, l.weekend_price_minor, max(r.price_minor)) AS high
  FROM rate r WHERE r.listing_id = l.id
) p;

CREATE TABLE listing_search (
  id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  night bigint NOT NULL,
  ks bigint NOT NULL,
  kw bigint NOT NULL,
  kx bigint NOT NULL,
  amenities bigint NOT NULL,
  lat float8 NOT NULL,
  lng float8 NOT NULL,
  quality int NOT NULL,
  rating int NOT NULL,
  max_guests int NOT NULL,
  bedrooms int NOT NULL,
  min_nights int NOT NULL,
  max_nights int NOT NULL,
  advance_notice_days int NOT NULL,
  booking_window_days int NOT NULL,
  preparation_days int NOT NULL,
  room_type room_type NOT NULL,
  published boolean NOT NULL,
  instant boolean NOT NULL,
  has_rule boolean NOT NULL,
  country text NOT NULL,
  currency text NOT NULL,
  city_key text NOT NULL,
  time_zone text NOT NULL,
  -- Days that stays and their preparation occupy; nights that are blocked or taken elsewhere; days that holds occupy,
  -- of which some may have expired: those are looked up where they would decide.
  booked datemultirange NOT NULL DEFAULT '{}',
  blocked datemultirange NOT NULL DEFAULT '{}',
  held datemultirange,
  CONSTRAINT listing_search_pkey PRIMARY KEY (id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

-- Calendars are in no index, so a booking changes none: its update stays on the row's page.
CREATE INDEX listing_search_city_short ON listing_search (city_key, currency, ks, id) WHERE published;
CREATE INDEX listing_search_city_long ON listing_search (city_key, currency, kw, id) WHERE published;
CREATE INDEX listing_search_city_most ON listing_search (city_key, currency, kx, id) WHERE published;
CREATE INDEX listing_search_city_night ON listing_search (city_key, currency, night, id) WHERE published;
CREATE INDEX listing_search_city_rating ON listing_search (city_key, rating, id) WHERE published;
CREATE INDEX listing_search_city_newest ON listing_search (city_key, created_at, id) WHERE published;
CREATE INDEX listing_search_city_quality ON listing_search (city_key, quality, id) WHERE published;
CREATE INDEX listing_search_short ON listing_search (currency, ks, id) WHERE published;
CREATE INDEX listing_search_long ON listing_search (currency, kw, id) WHERE published;
CREATE INDEX listing_search_most ON listing_search (currency, kx, id) WHERE published;
CREATE INDEX listing_search_night ON listing_search (currency, night, id) WHERE published;
CREATE INDEX listing_search_rating ON listing_search (rating, id) WHERE published;
CREATE INDEX listing_search_newest ON listing_search (created_at, id) WHERE published;
CREATE INDEX listing_search_quality ON listing_search (quality, id) WHERE published;
-- By price within a box, whatever its size: the index is walked from its cheapest home on. (lat, lng, currency, ks, kw,
-- kx, night); currencies are in the order of their codes.
CREATE FUNCTION currency_number(code text) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (ascii(code) * 128 + ascii(substr(code, 2))) * 128 + ascii(substr(code, 3))
$$;
CREATE INDEX listing_search_map ON listing_search USING gist (cube(ARRAY[lat, lng, currency_number(currency)::float8,
  ks::float8, kw::float8, kx::float8, night::float8])) WHERE published;
CREATE INDEX listing_search_point ON listing_search USING gist (point(lng, lat)) WHERE published;

-- The days of a home's calendar from three days ago on: what is over is of no use to a search.
CREATE FUNCTION listing_taken(home uuid, OUT booked datemultirange, OUT blocked datemultirange, OUT held datemultirange)
LANGUAGE sql STABLE AS $$
  SELECT coalesce(range_agg(o.occupied) FILTER (WHERE o.kind = 'booking'), '{}'),
    coalesce(range_agg(o.nights) FILTER (WHERE o.kind IN ('block', 'external')), '{}'),
    range_agg(o.occupied) FILTER (WHERE o.kind = 'hold')
  FROM occupancy o
  WHERE o.listing_id = home AND o.nights && daterange((roost_now() - interval '33 days')::date, NULL)
$$;

CREATE FUNCTION refresh_listing_search(homes uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- A statement of its own before the reading one: what was committed while this waited is read.
  PERFORM FROM listing_search s WHERE s.id = ANY (homes) ORDER BY s.id FOR NO KEY UPDATE;
  INSERT INTO listing_search AS s (id, created_at, night, ks, kw, kx, amenities, lat, lng, quality, rating, max_guests,
    bedrooms, min_nights, max_nights, advance_notice_days, booking_window_days, preparation_days, room_type, published, instant,
    has_rule, country, currency, city_key, time_zone)
  SELECT t.id, t.created_at, t.night, t.ks, t.kw, t.kx, t.amenities, t.lat, t.lng, t.quality, t.rating, t.max_guests,
    t.bedrooms, t.min_nights, t.max_nights, t.advance_notice_days, t.booking_window_days, t.preparation_days, t.room_type, t.published,
    t.instant, t.has_rule, t.country, t.currency, t.city_key, t.time_zone
  FROM listing_search_terms t WHERE t.id = ANY (homes)
  ON CONFLICT (id) DO UPDATE SET created_at = EXCLUDED.created_at, night = EXCLUDED.night, ks = EXCLUDED.ks,
    kw = EXCLUDED.kw, kx = EXCLUDED.kx, amenities = EXCLUDED.amenities, lat = EXCLUDED.lat, lng = EXCLUDED.lng,
    quality = EXCLUDED.quality, rating = EXCLUDED.rating, max_guests = EXCLUDED.max_guests,
    bedrooms = EXCLUDED.bedrooms, min_nights = EXCLUDED.min_nights, max_nights = EXCLUDED.max_nights,
    advance_notice_days = EXCLUDED.advance_notice_days, booking_window_days = EXCLUDED.booking_window_days,
    preparation_days = EXCLUDED.preparation_days, room_type = EXCLUDED.room_type, published = EXCLUDED.published,
    instant = EXCLUDED.instant, has_rule = EXCLUDED.has_rule, country = EXCLUDED.country,
    currency = EXCLUDED.currency, city_key = EXCLUDED.city_key, time_zone = EXCLUDED.time_zone;
END $$;

CREATE FUNCTION listing_search_of_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_listing_search(array_agg(c.id)) FROM changed c HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_search_inserted AFTER INSERT ON listing
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_listing();
CREATE TRIGGER listing_search_updated AFTER UPDATE ON listing
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_listing();

CREATE FUNCTION listing_search_of_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM listing_search s USING changed c WHERE s.id = c.id;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_search_deleted AFTER DELETE ON listing
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_deleted();

-- Prices of dates, and rules of stays: of the homes on either side of the change.
CREATE FUNCTION listing_search_of_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_listing_search(array_agg(DISTINCT c.listing_id)) FROM changed c HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_search_rate_inserted AFTER INSERT ON rate
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_terms();
CREATE TRIGGER listing_search_rate_updated AFTER UPDATE ON rate
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_terms();
CREATE TRIGGER listing_search_rate_deleted AFTER DELETE ON rate
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_terms();
CREATE TRIGGER listing_search_rule_inserted AFTER INSERT ON stay_rule
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_terms();
CREATE TRIGGER listing_search_rule_deleted AFTER DELETE ON stay_rule
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_search_of_terms();

-- At commit, so that a transaction takes the search row's lock last: a release that holds a row of occupancy and a
-- claim that waits for it never wait for each other in a circle. The row is locked first and the calendar read by the
-- statement after it, so that of two changes at once the second sees the first.
CREATE FUNCTION listing_search_of_occupancy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE home uuid := coalesce(NEW.listing_id, OLD.listing_id);
BEGIN
  PERFORM FROM listing_search s WHERE s.id = home FOR NO KEY UPDATE;
  UPDATE listing_search s SET booked = t.booked, blocked = t.blocked, held = t.held
  FROM listing_taken(home) t
  WHERE s.id = home AND (s.booked, s.blocked, s.held) IS DISTINCT FROM (t.booked, t.blocked, t.held);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER listing_search_calendar AFTER INSERT OR UPDATE OR DELETE ON occupancy
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION listing_search_of_occupancy();

INSERT INTO listing_search
SELECT t.*, c.booked, c.blocked, c.held FROM listing_search_terms t CROSS JOIN LATERAL listing_taken(t.id) c;

GRANT SELECT, INSERT, UPDATE, DELETE ON listing_search TO roost_app;
GRANT SELECT ON listing_search_terms TO roost_app;
