-- The revision of nights that the home's own calendar was last read with: what other sites send back may be an echo of these,
-- and of nothing else. Holds are never in it, and a hold that becomes a booking was not in it before.
ALTER TABLE occupancy ADD COLUMN told_revision int;
