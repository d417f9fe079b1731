-- The journal is read by time.
CREATE INDEX "ledger_transaction_at_id_idx" ON "ledger_transaction"("at", "id");

-- Events that wait or were given up, newest first; applied ones are found by their key.
CREATE INDEX "provider_event_received_at_event_id_idx" ON "provider_event"("received_at", "event_id");
