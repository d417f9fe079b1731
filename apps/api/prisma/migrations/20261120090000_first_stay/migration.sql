-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "booking_state" AS ENUM ('pending_payment', 'confirmed', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "room_type" AS ENUM ('entire', 'private', 'shared');

-- CreateEnum
CREATE TYPE "property_type" AS ENUM ('apartment', 'house', 'cabin', 'hotel', 'guesthouse', 'other');

-- CreateEnum
CREATE TYPE "booking_mode" AS ENUM ('instant', 'request');

-- CreateEnum
CREATE TYPE "listing_status" AS ENUM ('draft', 'published');

-- CreateEnum
CREATE TYPE "occupancy_kind" AS ENUM ('hold', 'booking', 'block', 'external');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('requires_payment', 'requires_action', 'processing', 'captured', 'failed', 'voided', 'refunded');

-- CreateEnum
CREATE TYPE "charge_status" AS ENUM ('requires_action', 'processing', 'captured', 'failed', 'voided');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('guest', 'host', 'admin');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('active', 'suspended', 'deleted');

-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password" (
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_token" (
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "check_in" DATE NOT NULL,
    "check_out" DATE NOT NULL,
    "adults" INTEGER NOT NULL,
    "children" INTEGER NOT NULL,
    "infants" INTEGER NOT NULL,
    "pets" INTEGER NOT NULL,
    "line_items" JSONB NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "quote_id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "guest_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "check_in" DATE NOT NULL,
    "check_out" DATE NOT NULL,
    "adults" INTEGER NOT NULL,
    "children" INTEGER NOT NULL,
    "infants" INTEGER NOT NULL,
    "pets" INTEGER NOT NULL,
    "state" "booking_state" NOT NULL,
    "line_items" JSONB NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "pay_by" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "external_id" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "property_type" "property_type" NOT NULL,
    "room_type" "room_type" NOT NULL,
    "neighbourhood" TEXT,
    "city" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "public_latitude" DOUBLE PRECISION NOT NULL,
    "public_longitude" DOUBLE PRECISION NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "nightly_price_minor" BIGINT NOT NULL,
    "cleaning_fee_minor" BIGINT NOT NULL,
    "max_guests" INTEGER NOT NULL,
    "bedrooms" INTEGER NOT NULL,
    "booking_mode" "booking_mode" NOT NULL,
    "min_nights" INTEGER NOT NULL,
    "max_nights" INTEGER NOT NULL,
    "avg_rating" DECIMAL(3,2),
    "review_count" INTEGER NOT NULL DEFAULT 0,
    "status" "listing_status" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occupancy" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "nights" daterange NOT NULL,
    "occupied" daterange NOT NULL,
    "kind" "occupancy_kind" NOT NULL,
    "reference" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "occupancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("event_id","user_id","kind")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "reference" UUID NOT NULL,
    "payer_id" UUID NOT NULL,
    "payee_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_ref" TEXT,
    "client_secret" TEXT,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "captured_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "status" "payment_status" NOT NULL,
    "pay_by" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "status" "charge_status" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL,
    "business_key" TEXT NOT NULL,
    "reference" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "holder_id" UUID,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_event" (
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_event_pkey" PRIMARY KEY ("provider","event_id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "principal" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "response" TEXT,
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("principal","action","key")
);

-- CreateTable
CREATE TABLE "provider_call" (
    "id" UUID NOT NULL,
    "work" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "actor_id" UUID,
    "request_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock_offset" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "clock_offset_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "roles" "role"[],
    "status" "user_status" NOT NULL DEFAULT 'active',
    "email_verified_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_subject_id_idx" ON "audit"("subject", "id");

-- CreateIndex
CREATE INDEX "audit_actor_id_id_idx" ON "audit"("actor_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "email_token_user_id_idx" ON "email_token"("user_id");

-- CreateIndex
CREATE INDEX "quote_expires_at_idx" ON "quote"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "booking_quote_id_key" ON "booking"("quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_payment_id_key" ON "booking"("payment_id");

-- CreateIndex
CREATE INDEX "booking_guest_id_id_idx" ON "booking"("guest_id", "id");

-- CreateIndex
CREATE INDEX "booking_host_id_id_idx" ON "booking"("host_id", "id");

-- CreateIndex
CREATE INDEX "booking_listing_id_check_in_idx" ON "booking"("listing_id", "check_in");

-- CreateIndex
CREATE UNIQUE INDEX "listing_external_id_key" ON "listing"("external_id");

-- CreateIndex
CREATE INDEX "listing_host_id_id_idx" ON "listing"("host_id", "id");

-- CreateIndex
CREATE INDEX "occupancy_reference_idx" ON "occupancy"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "payment_reference_key" ON "payment"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_ref_key" ON "payment"("provider_ref");

-- CreateIndex
CREATE INDEX "payment_payer_id_id_idx" ON "payment"("payer_id", "id");

-- CreateIndex
CREATE INDEX "charge_payment_id_id_idx" ON "charge"("payment_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_business_key_key" ON "ledger_transaction"("business_key");

-- CreateIndex
CREATE INDEX "ledger_transaction_reference_idx" ON "ledger_transaction"("reference");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_holder_id_currency_idx" ON "ledger_entry"("account", "holder_id", "currency");

-- CreateIndex
CREATE INDEX "idempotency_call_id_idx" ON "idempotency"("call_id");

-- CreateIndex
CREATE INDEX "idempotency_created_at_idx" ON "idempotency"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_external_id_key" ON "app_user"("external_id");

-- AddForeignKey
ALTER TABLE "password" ADD CONSTRAINT "password_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_payer_id_fkey" FOREIGN KEY ("payer_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_payee_id_fkey" FOREIGN KEY ("payee_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Below: what Prisma's schema cannot say.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Occupancy. The exclusion constraints are what makes double-booking impossible; the checks close the
-- ways around them (empty, unbounded and NULL ranges never collide with anything).
ALTER TABLE occupancy
  ADD CONSTRAINT occupancy_nights_finite
    CHECK (NOT isempty(nights) AND isfinite(lower(nights)) IS TRUE AND isfinite(upper(nights)) IS TRUE),
  ADD CONSTRAINT occupancy_occupied_covers_nights
    CHECK (NOT isempty(occupied) AND isfinite(upper(occupied)) IS TRUE
      AND lower(occupied) IS NOT DISTINCT FROM lower(nights) AND occupied @> nights),
  ADD CONSTRAINT occupancy_preparation_only_for_stays CHECK (kind IN ('hold', 'booking') OR occupied = nights),
  ADD CONSTRAINT occupancy_only_holds_expire CHECK ((kind = 'hold') = (expires_at IS NOT NULL)),
  ADD CONSTRAINT occupancy_no_two_stays
    EXCLUDE USING gist (listing_id WITH =, occupied WITH &&) WHERE (kind IN ('hold', 'booking')),
  ADD CONSTRAINT occupancy_no_two_uses_of_a_night
    EXCLUDE USING gist (listing_id WITH =, nights WITH &&,
      (CASE WHEN kind = 'external' THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE id END) WITH <>);

ALTER TABLE app_user
  ADD CONSTRAINT app_user_email_is_lower_case CHECK (email = lower(email));

ALTER TABLE listing
  ADD CONSTRAINT listing_prices CHECK (nightly_price_minor > 0 AND cleaning_fee_minor >= 0),
  ADD CONSTRAINT listing_nights CHECK (min_nights BETWEEN 1 AND max_nights AND max_nights <= 365),
  ADD CONSTRAINT listing_guests CHECK (max_guests BETWEEN 1 AND 50 AND bedrooms BETWEEN 0 AND 50),
  ADD CONSTRAINT listing_point CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180),
  ADD CONSTRAINT listing_rating CHECK ((review_count = 0) = (avg_rating IS NULL) AND avg_rating BETWEEN 1 AND 5);

CREATE INDEX listing_city_price ON listing (lower(city), currency, nightly_price_minor, id) WHERE status = 'published';
-- Postgres keeps no statistics for the expressions of partial indexes: without this a city looks like 50 homes.
CREATE STATISTICS listing_lower_city ON (lower(city)) FROM listing;
CREATE INDEX listing_public_point ON listing USING gist (point(public_longitude, public_latitude))
  WHERE status = 'published';

ALTER TABLE quote ADD CONSTRAINT quote_stay CHECK (check_out > check_in AND total_minor > 0);
ALTER TABLE booking
  ADD CONSTRAINT booking_stay CHECK (check_out > check_in AND total_minor > 0),
  ADD CONSTRAINT booking_not_own_listing CHECK (guest_id <> host_id),
  ADD CONSTRAINT booking_pay_by CHECK ((state = 'pending_payment') = (pay_by IS NOT NULL));

CREATE INDEX booking_due ON booking (pay_by) WHERE state = 'pending_payment';

-- Only the moves of the table in the contract; a test compares the two.
CREATE FUNCTION booking_legal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (
    ('pending_payment', 'confirmed'),
    ('pending_payment', 'expired'),
    ('pending_payment', 'cancelled'),
    ('expired', 'confirmed')
  ) THEN
    RAISE EXCEPTION 'booking % may not go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER booking_legal_move BEFORE UPDATE OF state ON booking
  FOR EACH ROW EXECUTE FUNCTION booking_legal_move();

ALTER TABLE payment
  ADD CONSTRAINT payment_amounts CHECK (amount_minor > 0 AND captured_minor BETWEEN 0 AND amount_minor
    AND refunded_minor BETWEEN 0 AND captured_minor),
  ADD CONSTRAINT payment_captured CHECK ((status IN ('captured', 'refunded')) = (captured_minor = amount_minor));

-- One attempt at a time: the next begins when the one before has ended.
CREATE UNIQUE INDEX charge_one_under_way ON charge (payment_id) WHERE status IN ('processing', 'requires_action');

ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_not_zero CHECK (amount_minor <> 0);

CREATE FUNCTION ledger_zero_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_entry WHERE transaction_id = NEW.transaction_id
             GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_zero_sum AFTER INSERT OR UPDATE ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_zero_sum();

-- Grants stop the app's role; this stops everybody else who does not mean to.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();

ALTER TABLE idempotency ADD CONSTRAINT idempotency_status CHECK (
  (status = 'done' AND response IS NOT NULL) OR (status = 'secret' AND response IS NULL)
  OR (status = 'refused' AND response IS NOT NULL) OR (status = 'running' AND call_id IS NOT NULL));
ALTER TABLE provider_call ADD CONSTRAINT provider_call_status CHECK (
  status IN ('running', 'done') AND (status = 'done') = (finished_at IS NOT NULL));
CREATE INDEX provider_call_due ON provider_call (lease_expires_at) WHERE status = 'running';
CREATE INDEX provider_event_due ON provider_event (received_at) WHERE applied_at IS NULL;

ALTER TABLE clock_offset ADD CONSTRAINT clock_offset_one_row CHECK (one);
INSERT INTO clock_offset (one, offset_ms) VALUES (true, 0);

-- Domain time: the database's clock plus the sandbox's offset.
CREATE FUNCTION roost_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() + (SELECT offset_ms FROM clock_offset) * interval '1 millisecond'
$$;

-- The server's role: no DDL, and nothing but reading and appending where history must stay.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roost_app') THEN CREATE ROLE roost_app NOLOGIN; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO roost_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO roost_app;
REVOKE UPDATE, DELETE ON ledger_transaction, ledger_entry, audit, event FROM roost_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO roost_app;
