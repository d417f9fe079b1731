-- The words of homes that can be found, for searches by text: kept by triggers in the transaction of the change.

-- A text as the words that searches compare: small letters without accents, of any script; cut where neither letters nor
-- digits stand. What is written without spaces (Chinese, Japanese, Korean, Thai and their like) is taken apart into its
-- characters and every two that stand together. Texts and what people type go through the same.
CREATE FUNCTION search_words(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  unspaced CONSTANT text := '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd]';
  letters text;
  words text[];
BEGIN
  IF octet_length(value) = length(value) THEN
    letters := regexp_replace(lower(value COLLATE "C"), '[^a-z0-9]+', ' ', 'g');
  ELSE
    letters := normalize(public.unaccent('public.unaccent'::regdictionary, value), NFKD);
    -- Marks above and below Latin, Greek and Cyrillic letters, Hebrew and Arabic vowels.
    letters := regexp_replace(letters,
      '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]', '', 'g');
    letters := casefold(normalize(letters, NFKC) COLLATE "pg_unicode_fast");
    letters := regexp_replace(letters COLLATE "pg_unicode_fast", '[^[:alnum:]]+', ' ', 'g');
    IF letters ~ unspaced THEN
      letters := regexp_replace(letters, '(' || unspaced || '+)', ' \1 ', 'g');
      RETURN (SELECT coalesce(array_agg(p.part), '{}')
        FROM string_to_table(letters, ' ') w (word) CROSS JOIN LATERAL (
          SELECT left(w.word, 64) AS part WHERE w.word !~ unspaced AND w.word <> ''
          UNION ALL
          SELECT unnest(ARRAY[c.letter, c.letter || lead(c.letter) OVER (ORDER BY c.nth)])
          FROM string_to_table(w.word, NULL) WITH ORDINALITY c (letter, nth) WHERE w.word ~ unspaced
        ) p WHERE p.part IS NOT NULL);
    END IF;
  END IF;
  words := string_to_array(btrim(letters), ' ');
  -- The index has no room for very long ones.
  IF (SELECT max(length(word)) FROM unnest(words) word) > 64 THEN
    RETURN (SELECT array_agg(left(word, 64)) FROM unnest(words) word);
  END IF;
  RETURN words;
END $$;

-- What a home is found by: its words; those of its title, neighbourhood and city once more behind a dot; its city, its
-- country and every home's mark behind an at sign. Words have neither, so none of them is ever mistaken.
CREATE FUNCTION search_vector(home listing) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE head text[] := search_words(concat_ws(' ', home.title, home.neighbourhood, home.city));
BEGIN
  RETURN array_to_tsvector(head || search_words(home.description) || array(SELECT '.' || word FROM unnest(head) word)
    || ARRAY['@', '@' || search_fold(home.city), '@' || home.country]);
END $$;

CREATE VIEW listing_text_terms AS
SELECT l.id, search_vector(l) AS words FROM listing l WHERE l.status = 'published';

-- Only homes that can be found have a row. Long texts stay beside their id: most are read to be compared.
CREATE TABLE listing_text (
  id uuid NOT NULL,
  words tsvector NOT NULL,
  CONSTRAINT listing_text_pkey PRIMARY KEY (id)
) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
-- Without a list of what is pending, which every search would read.
CREATE INDEX listing_text_words ON listing_text USING gin (words) WITH (fastupdate = off);

-- In how many homes each word occurs: what chooses a plan, and what typing errors are corrected to. Some seconds behind,
-- since all homes share the row of a common word.
CREATE TABLE vocab (
  lexeme text COLLATE "C" NOT NULL,
  documents int NOT NULL,
  CONSTRAINT vocab_pkey PRIMARY KEY (lexeme)
);
-- Trigrams are of Latin letters and digits only, wherever a database has the locale C: other letters stand as one of these.
CREATE FUNCTION vocab_key(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF octet_length(word) = length(word) THEN
    RETURN word;
  END IF;
  RETURN (SELECT string_agg(CASE WHEN ascii(letter) < 128 THEN letter
    ELSE substr('abcdefghijklmnopqrstuvwxyz0123456789', ascii(letter) % 36 + 1, 1) END, '' ORDER BY nth)
    FROM string_to_table(word, NULL) WITH ORDINALITY c (letter, nth));
END $$;
CREATE INDEX vocab_similar ON vocab USING gin (vocab_key(lexeme) gin_trgm_ops) WHERE lexeme !~ '^[.@]';

-- What vocab does not count yet.
CREATE TABLE vocab_change (
  id bigint GENERATED ALWAYS AS IDENTITY,
  gone tsvector,
  came tsvector,
  CONSTRAINT vocab_change_pkey PRIMARY KEY (id)
);

CREATE FUNCTION vocab_change_of_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO vocab_change (gone, came) VALUES (OLD.words, NEW.words);
  RETURN NULL;
END $$;
CREATE TRIGGER listing_text_counted AFTER INSERT OR UPDATE OR DELETE ON listing_text
  FOR EACH ROW EXECUTE FUNCTION vocab_change_of_text();

CREATE FUNCTION refresh_listing_text(homes uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM listing_text t WHERE t.id = ANY (homes)
    AND NOT EXISTS (SELECT FROM listing_text_terms n WHERE n.id = t.id);
  INSERT INTO listing_text AS t (id, words) SELECT n.id, n.words FROM listing_text_terms n WHERE n.id = ANY (homes)
  ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words WHERE t.words <> EXCLUDED.words;
END $$;

CREATE FUNCTION listing_text_of_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_listing_text(array_agg(c.id)) FROM changed c HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_text_inserted AFTER INSERT ON listing
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_text_of_listing();
CREATE TRIGGER listing_text_deleted AFTER DELETE ON listing
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_text_of_listing();

-- Most changes of a home, such as a rating, change no word.
CREATE FUNCTION listing_text_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_listing_text(array_agg(c.id)) FROM changed c JOIN was w ON w.id = c.id
  WHERE (c.status = 'published', c.title, c.neighbourhood, c.city, c.country, c.description)
    IS DISTINCT FROM (w.status = 'published', w.title, w.neighbourhood, w.city, w.country, w.description)
  HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER listing_text_updated AFTER UPDATE ON listing
  REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION listing_text_of_changed();

-- Searches walk indexes in their order and know no bitmaps, which is all that this index answers with: so its own settings.
CREATE FUNCTION listing_text_ids(wanted tsquery, most int) RETURNS SETOF uuid LANGUAGE sql STABLE
SET enable_bitmapscan = on SET enable_seqscan = off AS $$
  SELECT t.id FROM listing_text t WHERE t.words @@ wanted LIMIT most
$$;

-- Words that a misspelt one may have been meant for.
CREATE FUNCTION vocab_like(asked text, OUT word text, OUT documents int) RETURNS SETOF record LANGUAGE sql STABLE
SET pg_trgm.similarity_threshold = 0.19 SET enable_bitmapscan = on SET enable_seqscan = off SET enable_sort = on AS $$
  SELECT v.lexeme, v.documents FROM vocab v
  WHERE v.lexeme !~ '^[.@]' AND vocab_key(v.lexeme) % vocab_key(asked) AND v.documents > 0
    AND length(v.lexeme) BETWEEN length(asked) - 2 AND length(asked) + 2
  ORDER BY similarity(vocab_key(v.lexeme), vocab_key(asked)) DESC, v.documents DESC, v.lexeme LIMIT 100
$$;

INSERT INTO listing_text SELECT * FROM listing_text_terms;
TRUNCATE vocab_change;
INSERT INTO vocab SELECT word, ndoc FROM ts_stat('SELECT words FROM listing_text');

GRANT SELECT, INSERT, UPDATE, DELETE ON listing_text, vocab, vocab_change TO roost_app;
GRANT SELECT ON listing_text_terms TO roost_app;
