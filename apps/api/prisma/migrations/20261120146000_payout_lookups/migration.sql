-- A reversal is looked for by the provider's name of it with each event of its transfer, and is there once.
CREATE UNIQUE INDEX "transfer_reversal_provider_ref_key" ON "transfer_reversal"("provider_ref");

-- What of an account is on its way, or was refused by its bank, is asked with each event of the account.
CREATE INDEX payout_at_account ON payout (account_id) WHERE status IN ('in_transit', 'failed');
