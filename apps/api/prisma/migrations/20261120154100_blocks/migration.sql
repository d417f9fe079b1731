-- What a host says of nights that he keeps for himself; the nights themselves are an occupancy of kind block, with this id
-- as reference. `until` is the day after the last.
CREATE TABLE block (
  id uuid NOT NULL,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  first date NOT NULL,
  until date NOT NULL,
  note text,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT block_pkey PRIMARY KEY (id),
  CONSTRAINT block_range CHECK (first < until AND isfinite(first) AND isfinite(until))
);
CREATE INDEX block_listing_id_first_idx ON block (listing_id, first);

GRANT SELECT, INSERT, UPDATE, DELETE ON block TO roost_app;
