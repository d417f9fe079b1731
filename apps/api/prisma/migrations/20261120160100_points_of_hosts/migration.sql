-- Points that strangers are shown were drawn for each home by itself, so that a host with ten rooms in one house gave ten samples
-- of where it is. Now they are remembered by host: a place has one point, whichever of his homes stands there.
CREATE TABLE drawn_point (
  host_id uuid NOT NULL REFERENCES app_user(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  nth int NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  CONSTRAINT drawn_point_pkey PRIMARY KEY (host_id, nth),
  CONSTRAINT drawn_point_degrees CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND nth > 0)
);

INSERT INTO drawn_point (host_id, nth, latitude, longitude)
SELECT p.host_id, row_number() OVER (PARTITION BY p.host_id ORDER BY p.home, p.nth), p.latitude, p.longitude
FROM (
  SELECT DISTINCT ON (a.host_id, a.latitude, a.longitude) a.*
  FROM (
    SELECT l.host_id, l.id AS home, s.nth, s.latitude, s.longitude FROM shown_point s JOIN listing l ON l.id = s.listing_id
    UNION ALL
    -- Imported homes are shown where their source says.
    SELECT l.host_id, l.id, 2147483647, l.public_latitude, l.public_longitude FROM listing l
    WHERE (l.public_latitude, l.public_longitude) <> (l.latitude, l.longitude)
  ) a ORDER BY a.host_id, a.latitude, a.longitude, a.home, a.nth
) p;

DROP TABLE shown_point;

GRANT SELECT, INSERT, UPDATE, DELETE ON drawn_point TO roost_app;
