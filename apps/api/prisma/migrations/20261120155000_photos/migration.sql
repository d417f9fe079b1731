-- Pictures of homes. Where their files lie follows from the row: the upload below private/, the variants below public/.
CREATE TYPE photo_status AS ENUM ('awaiting_upload', 'processing', 'ready', 'rejected');

CREATE TABLE photo (
  id uuid NOT NULL,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  status photo_status NOT NULL,
  -- The first that is ready is the cover.
  position int NOT NULL,
  alt text,
  -- Of the upload, as it was announced.
  content_type text NOT NULL,
  bytes int NOT NULL,
  upload_name text NOT NULL,
  -- Real time: so long the upload's address is good.
  upload_expires_at timestamptz(3) NOT NULL,
  -- Of the upload's bytes and of how its variants are made: in their names, so that a name never shows another picture.
  hash text,
  width int,
  height int,
  -- Of its variants, ascending; each is there as webp and as jpeg.
  widths int[] NOT NULL DEFAULT '{}',
  thumbhash text,
  rejection text,
  -- Its variants were looked for and not found; they may come back.
  is_lost boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT photo_pkey PRIMARY KEY (id),
  CONSTRAINT photo_bytes CHECK (bytes BETWEEN 1 AND 20971520),
  CONSTRAINT photo_alt CHECK (length(alt) BETWEEN 1 AND 300),
  CONSTRAINT photo_ready CHECK (CASE WHEN status = 'ready'
    THEN hash IS NOT NULL AND width > 0 AND height > 0 AND thumbhash IS NOT NULL AND cardinality(widths) > 0
    ELSE hash IS NULL AND cardinality(widths) = 0 AND NOT is_lost END),
  CONSTRAINT photo_rejection CHECK ((status = 'rejected') = (rejection IS NOT NULL))
);
CREATE INDEX photo_listing_id_position_idx ON photo (listing_id, position);
CREATE INDEX photo_awaiting ON photo (upload_expires_at) WHERE status = 'awaiting_upload';

-- Every process forgets what it keeps of a home when a photo of it changes.
CREATE FUNCTION tell_photo_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('roost_cache', 'listing:' || coalesce(NEW.listing_id, OLD.listing_id));
  RETURN NULL;
END;
$$;

CREATE TRIGGER photo_changed AFTER INSERT OR UPDATE OR DELETE ON photo FOR EACH ROW EXECUTE FUNCTION tell_photo_changed();

GRANT SELECT, INSERT, UPDATE, DELETE ON photo TO roost_app;
