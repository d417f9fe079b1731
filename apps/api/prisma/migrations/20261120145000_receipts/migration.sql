-- What a payment was paid with, and whether its receipt, or a refund's credit note, has been issued.
ALTER TABLE "payment" ADD COLUMN "method" JSONB, ADD COLUMN "invoiced" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "refund" ADD COLUMN "invoiced" BOOLEAN NOT NULL DEFAULT false;

-- What waits for its number: as a rule for the moment until its job runs. What was paid before is numbered from here.
CREATE INDEX payment_to_invoice ON payment (id) WHERE captured_minor > 0 AND NOT invoiced;
CREATE INDEX refund_to_invoice ON refund (id) WHERE status = 'succeeded' AND NOT invoiced;
