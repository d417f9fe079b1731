-- Apart from the next migration: a new value of an enum may not be used in the transaction that adds it.
ALTER TYPE "payment_status" ADD VALUE 'authorized' AFTER 'processing';
ALTER TYPE "payment_status" ADD VALUE 'partially_refunded' AFTER 'captured';
ALTER TYPE "charge_status" ADD VALUE 'authorized' AFTER 'processing';
ALTER TYPE "booking_state" ADD VALUE 'pending_host' AFTER 'pending_payment';
ALTER TYPE "booking_state" ADD VALUE 'accepted' AFTER 'pending_host';
ALTER TYPE "booking_state" ADD VALUE 'declined' AFTER 'expired';
