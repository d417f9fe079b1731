-- The bank account behind a payout account, so that its change is noticed; and a version, so that what was fetched
-- before a change is not applied after it.
ALTER TABLE "payout_account"
  ADD COLUMN "bank_ref" TEXT,
  ADD COLUMN "bank_last4" TEXT,
  ADD COLUMN "bank_currency" TEXT,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payout_account
  ADD CONSTRAINT payout_account_in_use CHECK (status NOT IN ('enabled', 'restricted') OR provider_ref IS NOT NULL);

ALTER TABLE "payout"
  ADD COLUMN "told_blocks" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "failed_bank_refs" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE payout
  ADD CONSTRAINT payout_blocked CHECK ((status = 'blocked') = (cardinality(blocks) > 0)),
  ADD CONSTRAINT payout_held CHECK ((hold_reason IS NOT NULL) = ('operator' = ANY (blocks))),
  ADD CONSTRAINT payout_failed_is_tried_again CHECK (status <> 'failed' OR next_try_at IS NOT NULL);
