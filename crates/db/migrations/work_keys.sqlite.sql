-- Keys begin with the time they were made at, so those of now lie together, whoever sent them.
CREATE TABLE idempotency_by_key (
    key         TEXT   NOT NULL,
    person_id   TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    answer      TEXT   NOT NULL,
    PRIMARY KEY (key, person_id)
) WITHOUT ROWID;
INSERT INTO idempotency_by_key (key, person_id, fingerprint, at_ms, answer)
SELECT key, person_id, fingerprint, at_ms, answer FROM idempotency;
DROP TABLE idempotency;
ALTER TABLE idempotency_by_key RENAME TO idempotency;
CREATE INDEX idempotency_at ON idempotency (at_ms);
