-- The index of words knows more of a home than its words: what it has, how large and how good it is, where it stands, and a
-- lot. So what is rare is found by one index, whatever it is, and of what is frequent only the best homes are looked at, or
-- some of any.

-- How good, in steps of 0.02 from what a home without reviews has, up to 35.
CREATE FUNCTION quality_level(rating_sum int, review_count int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(((rating_sum * 1000 + 21500) / (review_count + 5) - 4281) / 20, 0)
$$;

-- '#sauna': an amenity. '$shared': what is let. '+9': at least nine guests, '=5': at least five bedrooms, and so on. '~07': at
-- least of this quality. '%3': in a lot of any eighth of the homes, of which half are in '%4', too. '^c378:299': the cell of
-- the map in which its public point lies, at each of five sizes, 'a' being 8 degrees wide. What means "at least" is there once
-- for each step: one entry of the index is asked instead of all above it, which takes a tenth of the time.
CREATE FUNCTION search_marks(home listing) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array(SELECT '#' || code FROM unnest(home.amenities) code)
    || array(SELECT '+' || n FROM generate_series(9, home.max_guests) n)
    || array(SELECT '=' || n FROM generate_series(5, home.bedrooms) n)
    || array(SELECT '~' || lpad(n::text, 2, '0') FROM generate_series(1, quality_level(home.rating_sum, home.review_count)) n)
    || array(SELECT '%' || n FROM generate_series(1,
      position(B'1' IN ('x' || substr(md5(home.id::text), 1, 4))::bit(16) || B'1') - 1) n)
    || array(SELECT '^' || c.letter || floor((home.public_longitude + 180) / c.size)::int || ':'
      || floor((home.public_latitude + 90) / c.size)::int
      FROM (VALUES ('a', 8::float8), ('b', 2), ('c', 0.5), ('d', 0.125), ('e', 0.03125)) c (letter, size))
    || ARRAY['$' || home.room_type]
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
      c.bedrooms, c.room_type, c.public_latitude, c.public_longitude, quality_level(c.rating_sum, c.review_count))
    IS DISTINCT FROM (w.status = 'published', w.title, w.neighbourhood, w.city, w.country, w.description, w.amenities,
      w.max_guests, w.bedrooms, w.room_type, w.public_latitude, w.public_longitude,
      quality_level(w.rating_sum, w.review_count))
  HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- A word with as many of its first seven letters dropped as people may have got wrong: none of three, one of four or five,
-- two of more. Whatever the slips are, two words that are no further apart have something left in common.
CREATE FUNCTION vocab_drops(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  -- Two blanks behind the letters: who drops a blank, drops a letter less.
  SELECT array_agg(DISTINCT rtrim(overlay(overlay(w.start || '  ' PLACING '' FROM b FOR 1) PLACING '' FROM a FOR 1)))
  FROM (SELECT left(word, 7) AS start, least(length(word), 7) AS letters,
      CASE WHEN length(word) < 4 THEN 0 WHEN length(word) < 6 THEN 1 ELSE 2 END AS slips) w
    CROSS JOIN LATERAL generate_series(CASE w.slips WHEN 0 THEN w.letters + 1 ELSE 1 END, w.letters + 1) a
    CROSS JOIN LATERAL generate_series(CASE w.slips WHEN 2 THEN a + 1 ELSE w.letters + 2 END, w.letters + 2) b
$$;

-- What people misspell are words. Without a list of what is pending, which every search would read.
DROP INDEX vocab_similar;
CREATE INDEX vocab_similar ON vocab USING gin (vocab_drops(lexeme)) WITH (fastupdate = off)
  WHERE lexeme !~ '^[.@#~^%+=$]';
CREATE OR REPLACE FUNCTION vocab_like(asked text, OUT word text, OUT documents int) RETURNS SETOF record LANGUAGE sql STABLE
SET enable_bitmapscan = on SET enable_seqscan = off SET enable_sort = on AS $$
  SELECT v.lexeme, v.documents FROM vocab v
  WHERE v.lexeme !~ '^[.@#~^%+=$]' AND vocab_drops(v.lexeme) && vocab_drops(asked) AND v.documents > 0
    AND abs(length(v.lexeme) - length(asked)) <= CASE WHEN length(asked) < 6 THEN 1 ELSE 2 END
  ORDER BY v.documents DESC, v.lexeme LIMIT 400
$$;
DROP FUNCTION vocab_key;
-- Room for new counts beside the old ones: a count that moves to another page is indexed anew.
ALTER TABLE vocab SET (fillfactor = 75);

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
