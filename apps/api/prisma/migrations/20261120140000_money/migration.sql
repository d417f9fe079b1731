-- Payments: manual capture, lines, refunds in part, chargebacks.
CREATE TYPE "capture_method" AS ENUM ('automatic', 'manual');
ALTER TABLE "payment"
  ADD COLUMN "capture_method" "capture_method" NOT NULL DEFAULT 'automatic',
  ADD COLUMN "capture_by" TIMESTAMPTZ(3),
  ADD COLUMN "settle_currency" TEXT,
  ADD COLUMN "lines" JSONB,
  ADD COLUMN "provider_charge" TEXT,
  ADD COLUMN "refunding_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "disputed_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "earned_at" TIMESTAMPTZ(3);

-- What was opened before had the price's lines with its booking only.
UPDATE payment p SET settle_currency = p.currency, refunding_minor = p.refunded_minor,
  lines = (
    SELECT jsonb_agg(jsonb_build_object(
      'line', item.position - 1, 'kind', item.line ->> 'kind', 'payer', item.line ->> 'payer', 'payee', item.line ->> 'payee',
      'amountMinor', CASE item.line ->> 'payer' WHEN 'guest' THEN (item.line -> 'amount' ->> 'amount')::bigint ELSE 0 END,
      'settleMinor', (item.line -> 'amount' ->> 'amount')::bigint) ORDER BY item.position)
    FROM booking b, jsonb_array_elements(b.line_items) WITH ORDINALITY AS item (line, position) WHERE b.id = p.reference),
  earned_at = (SELECT t.at FROM ledger_transaction t WHERE t.business_key = 'earn:' || p.id);
ALTER TABLE "payment" ALTER COLUMN "settle_currency" SET NOT NULL, ALTER COLUMN "lines" SET NOT NULL;

ALTER TABLE payment DROP CONSTRAINT payment_amounts, DROP CONSTRAINT payment_captured;
ALTER TABLE payment
  ADD CONSTRAINT payment_amounts CHECK (amount_minor > 0 AND captured_minor BETWEEN 0 AND amount_minor),
  -- What was given back, what is asked to be given back, and what a bank took back, never exceed what came in.
  ADD CONSTRAINT payment_never_refunds_more CHECK (refunded_minor >= 0 AND disputed_minor >= 0
    AND refunded_minor <= refunding_minor AND refunding_minor + disputed_minor <= captured_minor),
  ADD CONSTRAINT payment_captured CHECK (
    (status IN ('captured', 'partially_refunded', 'refunded')) = (captured_minor = amount_minor)),
  ADD CONSTRAINT payment_refunded CHECK (CASE status
    WHEN 'refunded' THEN refunded_minor = captured_minor
    WHEN 'partially_refunded' THEN refunded_minor > 0 AND refunded_minor < captured_minor
    ELSE refunded_minor = 0 END);
DROP INDEX charge_one_under_way;
CREATE UNIQUE INDEX charge_one_under_way ON charge (payment_id)
  WHERE status IN ('processing', 'requires_action', 'authorized');
CREATE UNIQUE INDEX "payment_provider_charge_key" ON "payment"("provider_charge");
CREATE INDEX "payment_payee_id_id_idx" ON "payment"("payee_id", "id");

CREATE TYPE "refund_status" AS ENUM ('pending', 'succeeded', 'failed', 'cancelled');
CREATE TYPE "refund_reason" AS ENUM ('guest_cancelled', 'host_cancelled', 'goodwill', 'not_as_described', 'duplicate', 'late_payment', 'other');
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "status" "refund_status" NOT NULL,
    "reason" "refund_reason" NOT NULL,
    "note" TEXT,
    "amount_minor" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "requested_by" UUID,
    "provider_ref" TEXT,
    "failed_refs" TEXT[] NOT NULL DEFAULT '{}',
    "failure_code" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "refund_payment_id_id_idx" ON "refund"("payment_id", "id");
CREATE UNIQUE INDEX "refund_provider_ref_key" ON "refund"("provider_ref");
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE refund
  ADD CONSTRAINT refund_amount CHECK (amount_minor > 0),
  ADD CONSTRAINT refund_settled CHECK ((status = 'succeeded') = (settled_at IS NOT NULL)),
  ADD CONSTRAINT refund_failed_is_tried_again CHECK ((status = 'failed') = (next_try_at IS NOT NULL));
CREATE INDEX refund_due ON refund (next_try_at) WHERE status = 'failed';

INSERT INTO refund (id, payment_id, status, reason, amount_minor, lines, attempts, created_at, settled_at)
SELECT uuidv7(), p.id, 'succeeded', 'late_payment', p.refunded_minor,
  (SELECT jsonb_agg(jsonb_build_object('line', (line ->> 'line')::int, 'amountMinor', (line ->> 'amountMinor')::bigint))
   FROM jsonb_array_elements(p.lines) line WHERE (line ->> 'amountMinor')::bigint > 0),
  1, t.at, t.at
FROM payment p JOIN ledger_transaction t ON t.business_key = 'refund:' || p.id WHERE p.refunded_minor > 0;

-- Chargebacks: what a bank takes back for a card's holder.
CREATE TYPE "chargeback_status" AS ENUM ('inquiry', 'needs_response', 'under_review', 'won', 'lost', 'closed');
CREATE TABLE "chargeback" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "provider_ref" TEXT NOT NULL,
    "status" "chargeback_status" NOT NULL,
    "reason" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "over_minor" BIGINT NOT NULL DEFAULT 0,
    "withdrawn_minor" BIGINT NOT NULL DEFAULT 0,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "absorbed_minor" BIGINT NOT NULL DEFAULT 0,
    "lines" JSONB,
    "evidence" JSONB,
    "evidence_due_by" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "chargeback_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "chargeback_provider_ref_key" ON "chargeback"("provider_ref");
CREATE INDEX "chargeback_payment_id_idx" ON "chargeback"("payment_id");
ALTER TABLE "chargeback" ADD CONSTRAINT "chargeback_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE chargeback
  ADD CONSTRAINT chargeback_amount CHECK (amount_minor > 0 AND over_minor BETWEEN 0 AND amount_minor
    AND fee_minor >= 0 AND absorbed_minor >= 0),
  ADD CONSTRAINT chargeback_closed CHECK ((status IN ('won', 'lost', 'closed')) = (closed_at IS NOT NULL)),
  -- Which lines of the price went back is known once it is lost.
  ADD CONSTRAINT chargeback_lines CHECK ((status = 'lost') = (lines IS NOT NULL));
CREATE INDEX chargeback_due ON chargeback (evidence_due_by)
  WHERE status IN ('inquiry', 'needs_response') AND warned_at IS NULL;

-- Payouts: a host's account at the provider, and what goes there.
CREATE TYPE "payout_account_status" AS ENUM ('onboarding', 'restricted', 'enabled', 'replaced');
CREATE TABLE "payout_account" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_ref" TEXT,
    "country" TEXT NOT NULL,
    "status" "payout_account_status" NOT NULL,
    "requirements" JSONB NOT NULL DEFAULT '[]',
    "held_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_account_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_account_provider_ref_key" ON "payout_account"("provider_ref");
CREATE INDEX "payout_account_user_id_id_idx" ON "payout_account"("user_id", "id");
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- One account in use for each person, and one that he is changing to.
CREATE UNIQUE INDEX payout_account_one_in_use ON payout_account (user_id) WHERE status IN ('enabled', 'restricted');
CREATE UNIQUE INDEX payout_account_one_onboarding ON payout_account (user_id) WHERE status = 'onboarding';

CREATE TYPE "payout_status" AS ENUM ('scheduled', 'blocked', 'in_transit', 'paid', 'failed', 'reversed', 'cancelled');
CREATE TYPE "payout_purpose" AS ENUM ('stay', 'claim', 'adjustment');
CREATE TABLE "payout" (
    "id" UUID NOT NULL,
    "payee_id" UUID NOT NULL,
    "reference" UUID NOT NULL,
    "purpose" "payout_purpose" NOT NULL,
    "status" "payout_status" NOT NULL,
    "blocks" TEXT[] NOT NULL DEFAULT '{}',
    "hold_reason" TEXT,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT,
    "netted_minor" BIGINT NOT NULL DEFAULT 0,
    "transferred_minor" BIGINT NOT NULL DEFAULT 0,
    "reversed_minor" BIGINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "transfer_ref" TEXT,
    "bank_ref" TEXT,
    "bank_attempts" INTEGER NOT NULL DEFAULT 0,
    "bank_failure" TEXT,
    "next_try_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_reference_purpose_key" ON "payout"("reference", "purpose");
CREATE UNIQUE INDEX "payout_transfer_ref_key" ON "payout"("transfer_ref");
CREATE UNIQUE INDEX "payout_bank_ref_key" ON "payout"("bank_ref");
CREATE INDEX "payout_payee_id_id_idx" ON "payout"("payee_id", "id");
ALTER TABLE "payout" ADD CONSTRAINT "payout_payee_id_fkey" FOREIGN KEY ("payee_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout" ADD CONSTRAINT "payout_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "payout_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE payout
  -- The amount is known once it is earned: then what is netted and what is transferred make the whole of it.
  ADD CONSTRAINT payout_amounts CHECK (netted_minor >= 0 AND transferred_minor >= 0
    AND reversed_minor BETWEEN 0 AND transferred_minor
    AND (transferred_minor = 0 OR netted_minor + transferred_minor = amount_minor)),
  ADD CONSTRAINT payout_transferred_once CHECK ((transfer_ref IS NOT NULL) = (transferred_minor > 0)),
  ADD CONSTRAINT payout_paid CHECK ((status = 'paid') <= (paid_at IS NOT NULL));
CREATE INDEX payout_due ON payout (due_at) WHERE status IN ('scheduled', 'blocked');
CREATE INDEX payout_bank_due ON payout (next_try_at) WHERE next_try_at IS NOT NULL;

INSERT INTO payout (id, payee_id, reference, purpose, status, currency, due_at, created_at)
SELECT uuidv7(), b.host_id, b.id, 'stay', 'scheduled', b.currency, b.ends_at, coalesce(b.confirmed_at, b.created_at)
FROM booking b WHERE b.state IN ('confirmed', 'checked_in', 'completed');

-- What was transferred and is fetched back, once for each cause (a refund, a chargeback).
CREATE TABLE "transfer_reversal" (
    "id" UUID NOT NULL,
    "payout_id" UUID NOT NULL,
    "cause" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "provider_ref" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_reversal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "transfer_reversal_payout_id_cause_key" ON "transfer_reversal"("payout_id", "cause");
ALTER TABLE "transfer_reversal" ADD CONSTRAINT "transfer_reversal_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE transfer_reversal
  ADD CONSTRAINT transfer_reversal_status CHECK (amount_minor > 0 AND status IN ('pending', 'done', 'refused')
    AND (status = 'done') = (provider_ref IS NOT NULL));

-- Ledger: which of the provider's objects a transaction is about, for the comparison with the provider's books.
ALTER TABLE "ledger_transaction" ADD COLUMN "source" TEXT;
CREATE INDEX "ledger_transaction_source_idx" ON "ledger_transaction"("source");
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_account CHECK (account IN ('provider_clearing', 'guest_held',
    'host_payable', 'revenue', 'tax_payable', 'provider_fees', 'dispute_reserve', 'fx', 'penalties', 'suspense',
    'platform_loss', 'bank')),
  ADD CONSTRAINT ledger_entry_holder CHECK ((account = 'host_payable') = (holder_id IS NOT NULL));

-- The provider's books as they were fetched.
CREATE TABLE "provider_transaction" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_transaction_pkey" PRIMARY KEY ("provider","id")
);
CREATE INDEX "provider_transaction_source_idx" ON "provider_transaction"("source");
CREATE INDEX "provider_transaction_provider_created_at_idx" ON "provider_transaction"("provider", "created_at");

CREATE TABLE "reconciliation" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "transactions" INTEGER NOT NULL,
    "differences" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- Invoice numbers: one series a year, without gaps.
-- A counter instead of a sequence: a sequence leaves gaps where a transaction is undone.
CREATE TYPE "invoice_kind" AS ENUM ('receipt', 'credit_note');
CREATE TABLE "invoice_counter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "invoice_counter_pkey" PRIMARY KEY ("year")
);
CREATE TABLE "invoice" (
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "invoice_kind" NOT NULL,
    "payment_id" UUID NOT NULL,
    "refund_id" UUID,
    "body" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("year","number")
);
CREATE INDEX "invoice_payment_id_idx" ON "invoice"("payment_id");
CREATE UNIQUE INDEX "invoice_refund_id_key" ON "invoice"("refund_id");
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE invoice ADD CONSTRAINT invoice_of CHECK (number > 0 AND (kind = 'credit_note') = (refund_id IS NOT NULL));
CREATE UNIQUE INDEX invoice_one_receipt ON invoice (payment_id) WHERE kind = 'receipt';

-- Events: which object they tell of, whose account it is in, and those that were given up.
ALTER TABLE "provider_event" ADD COLUMN "account" TEXT, ADD COLUMN "gave_up_at" TIMESTAMPTZ(3);
DROP INDEX provider_event_due;
CREATE INDEX provider_event_due ON provider_event (received_at) WHERE applied_at IS NULL;

-- Bookings on request: authorized, then the host has his say.
ALTER TABLE "booking" ADD COLUMN "respond_by" TIMESTAMPTZ(3);
ALTER TABLE booking DROP CONSTRAINT booking_pay_by;
ALTER TABLE booking
  ADD CONSTRAINT booking_pay_by CHECK (CASE state WHEN 'pending_payment' THEN pay_by IS NOT NULL
    WHEN 'accepted' THEN pay_by IS NOT NULL ELSE pay_by IS NULL END),
  ADD CONSTRAINT booking_respond_by CHECK ((state = 'pending_host') = (respond_by IS NOT NULL));
DROP INDEX booking_due;
CREATE INDEX booking_due ON booking (pay_by) WHERE state IN ('pending_payment', 'accepted');
CREATE INDEX booking_to_answer ON booking (respond_by) WHERE state = 'pending_host';

GRANT SELECT, INSERT, UPDATE, DELETE ON refund, chargeback, payout_account, payout, transfer_reversal,
  provider_transaction, reconciliation, invoice_counter TO roost_app;
GRANT SELECT, INSERT ON invoice TO roost_app;
REVOKE UPDATE, DELETE ON invoice FROM roost_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
