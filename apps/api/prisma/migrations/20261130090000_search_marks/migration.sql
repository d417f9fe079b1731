-- The index of words knows more of a home than its words: what it has, how large and how good it is, where it stands, and a
-- lot. So what is rare is found by one index, whatever it is, and of what is frequent only the best homes are looked at, or
-- some of any.

-- How good, in steps of 0.02 from what a home without reviews has: those above it have higher numbers.
CREATE FUNCTION quality_mark(rating_sum int, review_count int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '~' || lpad(greatest(((rating_sum * 1000 + 21500) / (review_count + 5) - 4281) / 20, 0)::text, 2, '0')
$$;

-- '#sauna': an amenity. '+6', '=3', '$shared': guests, bedrooms, what is let. '~07': how good. '^c378:299': the cell of the
-- map in which its public point lies, at each of five sizes, 'a' being 8 degrees wide. '%3': a lot. One home in two has %0,
-- one in four %1, and so on: %3 and all above are any eighth of the homes.
CREATE FUNCTION search_marks(home listing) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array(SELECT '#' || code FROM unnest(home.amenities) code)
    || array(SELECT '^' || c.letter || floor((home.public_longitude + 180) / c.size)::int || ':'
      || floor((home.public_latitude + 90) / c.size)::int
      FROM (VALUES ('a', 8::float8), ('b', 2), ('c', 0.5), ('d', 0.125), ('e', 0.03125)) c (letter, size))
    || ARRAY['+' || home.max_guests, '=' || home.bedrooms, '$' || home.room_type,
      quality_mark(home.rating_sum, home.review_count),
      '%' || position(B'1' IN ('x' || substr(md5(home.id::text), 1, 4))::bit(16) || B'1') - 1]
$$;

CREATE OR REPLACE FUNCTION search_vector(home listing) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE head text[] := search_words(concat_ws(' ', home.title, home.neighbourhood, home.city));
BEGIN
  RETURN array_to_tsvector(head || search_words(home.description) || array(SELECT '.' || word FROM unnest(head) word)
    || ARRAY['@', '@' || search_fold(home.city), '@' || home.country] || search_marks(home));
END $$;

-- Most ratings leave a home's mark as it is.
CREATE OR REPLACE FUNCTION listing_text_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_listing_text(array_agg(c.id)) FROM changed c JOIN was w ON w.id = c.id
  WHERE (c.status = 'published', c.title, c.neighbourhood, c.city, c.country, c.description, c.amenities, c.max_guests,
      c.bedrooms, c.room_type, c.public_latitude, c.public_longitude, quality_mark(c.rating_sum, c.review_count))
    IS DISTINCT FROM (w.status = 'published', w.title, w.neighbourhood, w.city, w.country, w.description, w.amenities,
      w.max_guests, w.bedrooms, w.room_type, w.public_latitude, w.public_longitude,
      quality_mark(w.rating_sum, w.review_count))
  HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- What people misspell are words.
DROP INDEX vocab_similar;
CREATE INDEX vocab_similar ON vocab USING gin (vocab_key(lexeme) gin_trgm_ops) WHERE lexeme !~ '^[.@#~^%+=$]';
CREATE OR REPLACE FUNCTION vocab_like(asked text, OUT word text, OUT documents int) RETURNS SETOF record LANGUAGE sql STABLE
SET pg_trgm.similarity_threshold = 0.19 SET enable_bitmapscan = on SET enable_seqscan = off SET enable_sort = on AS $$
  SELECT v.lexeme, v.documents FROM vocab v
  WHERE v.lexeme !~ '^[.@#~^%+=$]' AND vocab_key(v.lexeme) % vocab_key(asked) AND v.documents > 0
    AND length(v.lexeme) BETWEEN length(asked) - 2 AND length(asked) + 2
  ORDER BY similarity(vocab_key(v.lexeme), vocab_key(asked)) DESC, v.documents DESC, v.lexeme LIMIT 100
$$;

TRUNCATE listing_text, vocab, vocab_change;
INSERT INTO listing_text SELECT * FROM listing_text_terms;
TRUNCATE vocab_change;
INSERT INTO vocab SELECT word, ndoc FROM ts_stat('SELECT words FROM listing_text');

-- Of equal ratings the one by more guests comes first: thousands of homes have 5.00, and those that a filter leaves out stood
-- together.
DROP INDEX listing_search_city_rating, listing_search_country_rating, listing_search_rating;
CREATE INDEX listing_search_city_rating ON listing_search (city_key, rating, quality, id) WHERE published;
CREATE INDEX listing_search_country_rating ON listing_search (country, rating, quality, id) WHERE published;
CREATE INDEX listing_search_rating ON listing_search (rating, quality, id) WHERE published;
