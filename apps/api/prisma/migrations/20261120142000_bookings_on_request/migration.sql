-- Bookings on request: whether the host is asked, when he was, and what he said.
ALTER TABLE "booking" ADD COLUMN "booking_mode" "booking_mode" NOT NULL DEFAULT 'instant',
  ADD COLUMN "asked_at" TIMESTAMPTZ(3), ADD COLUMN "accepted_at" TIMESTAMPTZ(3), ADD COLUMN "decline_reason" TEXT;
ALTER TABLE booking
  ADD CONSTRAINT booking_only_requests_are_asked CHECK (booking_mode = 'request'
    OR (asked_at IS NULL AND accepted_at IS NULL AND state NOT IN ('pending_host', 'accepted', 'declined'))),
  ADD CONSTRAINT booking_answered_once_asked CHECK (asked_at IS NOT NULL
    OR (accepted_at IS NULL AND state NOT IN ('pending_host', 'accepted', 'declined'))),
  -- Nobody stays at a home whose host was asked and has not said yes.
  ADD CONSTRAINT booking_accepted CHECK (accepted_at IS NOT NULL
    OR NOT (state = 'accepted' OR (booking_mode = 'request' AND state IN ('confirmed', 'checked_in', 'completed')))),
  ADD CONSTRAINT booking_decline_reason CHECK (decline_reason IS NULL OR state = 'declined');

-- A host's bookings that are not over, among many that are.
CREATE INDEX booking_of_host_not_over ON booking (host_id, id)
  WHERE state IN ('pending_payment', 'pending_host', 'accepted', 'confirmed', 'checked_in');

-- Only the moves of the table in the contract; a test compares the two.
CREATE OR REPLACE FUNCTION booking_legal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (
    ('pending_payment', 'pending_host'),
    ('pending_payment', 'confirmed'),
    ('pending_payment', 'expired'),
    ('pending_payment', 'cancelled'),
    ('pending_host', 'accepted'),
    ('pending_host', 'declined'),
    ('pending_host', 'expired'),
    ('pending_host', 'cancelled'),
    ('accepted', 'confirmed'),
    ('accepted', 'expired'),
    ('accepted', 'cancelled'),
    ('expired', 'confirmed'),
    ('confirmed', 'checked_in'),
    ('checked_in', 'completed')
  ) THEN
    RAISE EXCEPTION 'booking % may not go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
