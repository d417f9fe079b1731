-- Calendars of a home elsewhere, and the nights that they take.
CREATE TABLE calendar_feed (
  id uuid NOT NULL,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  name text NOT NULL,
  url text NOT NULL,
  etag text,
  last_modified text,
  body_hash text,
  created_at timestamptz(3) NOT NULL,
  last_synced_at timestamptz(3),
  last_fault text,
  failures int NOT NULL DEFAULT 0,
  unread int NOT NULL DEFAULT 0,
  next_sync_at timestamptz(3) NOT NULL,
  asked_at timestamptz(3),
  CONSTRAINT calendar_feed_pkey PRIMARY KEY (id),
  CONSTRAINT calendar_feed_url CHECK (url LIKE 'https://%'),
  CONSTRAINT calendar_feed_counts CHECK (failures >= 0 AND unread >= 0),
  CONSTRAINT calendar_feed_fault CHECK ((last_fault IS NULL) = (failures = 0))
);
CREATE UNIQUE INDEX calendar_feed_listing_id_url_key ON calendar_feed (listing_id, url);
CREATE INDEX calendar_feed_next_sync_at_idx ON calendar_feed (next_sync_at);

-- taken: all of its nights are occupied as `external`. clashing: those that something here has wait until it is gone.
-- echo: it came from us.
CREATE TYPE feed_event_state AS ENUM ('taken', 'clashing', 'echo');

CREATE TABLE feed_event (
  id uuid NOT NULL,
  feed_id uuid NOT NULL REFERENCES calendar_feed(id) ON DELETE CASCADE ON UPDATE CASCADE,
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  uid text NOT NULL,
  part text NOT NULL,
  first date NOT NULL,
  until date NOT NULL,
  state feed_event_state NOT NULL,
  told text[] NOT NULL DEFAULT '{}',
  CONSTRAINT feed_event_pkey PRIMARY KEY (id),
  CONSTRAINT feed_event_range CHECK (first < until AND isfinite(first) AND isfinite(until)),
  CONSTRAINT feed_event_uid CHECK (length(uid) BETWEEN 1 AND 255)
);
CREATE UNIQUE INDEX feed_event_feed_id_uid_part_key ON feed_event (feed_id, uid, part);
CREATE INDEX feed_event_of_listing ON feed_event (listing_id) WHERE state <> 'echo';
CREATE INDEX feed_event_waiting ON feed_event (listing_id) WHERE state = 'clashing';

-- The address at which a home's own calendar is read: its token follows from the version, so a new version makes the
-- old address void. last_read_at is real time, as ids are.
CREATE TABLE calendar_link (
  listing_id uuid NOT NULL REFERENCES listing(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  last_read_at timestamptz(3),
  CONSTRAINT calendar_link_pkey PRIMARY KEY (listing_id),
  CONSTRAINT calendar_link_version CHECK (version >= 1)
);

-- The SEQUENCE of an exported event: grows when nights are moved.
ALTER TABLE occupancy ADD COLUMN revision int NOT NULL DEFAULT 0;

GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feed, feed_event, calendar_link TO roost_app;
