-- A stay as instants, made with the home's zone: check-in at 15:00, check-out at 11:00, local time.
ALTER TABLE "booking" ADD COLUMN "starts_at" TIMESTAMPTZ(3), ADD COLUMN "ends_at" TIMESTAMPTZ(3),
  ADD COLUMN "review_by" TIMESTAMPTZ(3);
UPDATE booking b SET
  starts_at = (b.check_in + time '15:00') AT TIME ZONE l.time_zone,
  ends_at = (b.check_out + time '11:00') AT TIME ZONE l.time_zone,
  review_by = (b.check_out + 14 + time '11:00') AT TIME ZONE l.time_zone
FROM listing l WHERE l.id = b.listing_id;
ALTER TABLE "booking" ALTER COLUMN "starts_at" SET NOT NULL, ALTER COLUMN "ends_at" SET NOT NULL,
  ALTER COLUMN "review_by" SET NOT NULL;
ALTER TABLE booking ADD CONSTRAINT booking_instants CHECK (starts_at < ends_at AND ends_at < review_by);

CREATE INDEX booking_starting ON booking (starts_at) WHERE state = 'confirmed';
CREATE INDEX booking_ending ON booking (ends_at) WHERE state = 'checked_in';

-- Only the moves of the table in the contract; a test compares the two.
CREATE OR REPLACE FUNCTION booking_legal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (
    ('pending_payment', 'confirmed'),
    ('pending_payment', 'expired'),
    ('pending_payment', 'cancelled'),
    ('expired', 'confirmed'),
    ('confirmed', 'checked_in'),
    ('checked_in', 'completed')
  ) THEN
    RAISE EXCEPTION 'booking % may not go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE "listing" ADD COLUMN "rating_sum" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD CONSTRAINT listing_rating_is_the_average
  CHECK (review_count = 0 OR avg_rating = round(rating_sum::numeric / review_count, 2));

CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "rating" SMALLINT NOT NULL,
    "categories" JSONB NOT NULL,
    "comment" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "publish_by" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "review_booking_id_author_id_key" ON "review"("booking_id", "author_id");
ALTER TABLE "review" ADD CONSTRAINT "review_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE review
  ADD CONSTRAINT review_rating CHECK (rating BETWEEN 1 AND 5),
  ADD CONSTRAINT review_not_of_oneself CHECK (author_id <> subject_id);

CREATE INDEX review_due ON review (publish_by) WHERE published_at IS NULL;
CREATE INDEX review_of_listing ON review (listing_id, id) WHERE published_at IS NOT NULL;
CREATE INDEX review_of_subject ON review (subject_id, id) WHERE published_at IS NOT NULL;

-- What was published stays as it was.
CREATE FUNCTION review_published_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'review % is published', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER review_published_is_final BEFORE UPDATE ON review
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION review_published_is_final();

GRANT SELECT, INSERT, UPDATE, DELETE ON review TO roost_app;

-- What has ended is found without reading what has not.
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
CREATE INDEX "email_token_expires_at_idx" ON "email_token"("expires_at");
