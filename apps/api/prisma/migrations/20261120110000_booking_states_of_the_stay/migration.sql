-- Apart from the next migration: a new value of an enum may not be used in the transaction that adds it.
ALTER TYPE "booking_state" ADD VALUE 'checked_in' AFTER 'confirmed';
ALTER TYPE "booking_state" ADD VALUE 'completed' AFTER 'checked_in';
