-- Only the moves of the table in the contract; a test compares the two.
CREATE FUNCTION listing_legal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IS DISTINCT FROM OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (
    ('draft', 'published'),
    ('unlisted', 'published'),
    ('draft', 'pending_approval'),
    ('unlisted', 'pending_approval'),
    ('pending_approval', 'published'),
    ('pending_approval', 'unlisted'),
    ('published', 'unlisted'),
    ('pending_approval', 'suspended'),
    ('published', 'suspended'),
    ('unlisted', 'suspended'),
    ('suspended', 'unlisted'),
    ('draft', 'archived'),
    ('pending_approval', 'archived'),
    ('published', 'archived'),
    ('unlisted', 'archived'),
    ('suspended', 'archived')
  ) THEN
    RAISE EXCEPTION 'listing % may not go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER listing_legal_move BEFORE UPDATE OF status ON listing
  FOR EACH ROW EXECUTE FUNCTION listing_legal_move();

-- Public points that a home had before it moved, oldest first: a place that comes again is shown as it was.
CREATE TABLE shown_point (
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  nth int NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  CONSTRAINT shown_point_pkey PRIMARY KEY (listing_id, nth),
  CONSTRAINT shown_point_degrees CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND nth > 0)
);
CREATE UNIQUE INDEX shown_point_once ON shown_point (listing_id, latitude, longitude);

CREATE TABLE favorite (
  user_id uuid NOT NULL REFERENCES app_user(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT favorite_pkey PRIMARY KEY (user_id, listing_id)
);
CREATE INDEX favorite_newest ON favorite (user_id, created_at, listing_id);
CREATE INDEX favorite_listing_id_idx ON favorite (listing_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON shown_point, favorite TO roost_app;
