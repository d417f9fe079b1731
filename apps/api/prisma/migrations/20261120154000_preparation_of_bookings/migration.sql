-- Days after the stay that no other may take, as they were when it was booked.
ALTER TABLE booking ADD COLUMN preparation_days int NOT NULL DEFAULT 0;
ALTER TABLE booking ADD CONSTRAINT booking_preparation CHECK (preparation_days BETWEEN 0 AND 30);
