-- Keys begin with the time they were made at, so those of now lie together, whoever sent them.
ALTER TABLE idempotency DROP CONSTRAINT idempotency_pkey;
ALTER TABLE idempotency ADD PRIMARY KEY (key, person_id);
