-- Payouts that wait for their host are due all the time, and not looked at for a day: the sweep reads over none of them.
CREATE INDEX payout_look ON payout (greatest(due_at, next_try_at)) WHERE status IN ('scheduled', 'blocked');
DROP INDEX payout_due;
