-- Rows lie in the order of their keys, one tree each instead of two. A subject has one timer of a kind.
CREATE TABLE timer_clustered (
    kind     TEXT   NOT NULL,
    subject  TEXT   NOT NULL,
    due_ms   BIGINT NOT NULL,
    body     JSONB  NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, subject)
) WITHOUT ROWID;
-- Clocks share the timer of their case: the body of each of theirs was the case's id.
INSERT INTO timer_clustered (kind, subject, due_ms, body, attempts)
SELECT kind, CASE kind WHEN 'cases.clock' THEN trim(body, '"') ELSE subject END, MIN(due_ms), MIN(body), 0
  FROM timer GROUP BY 1, 2;
DROP TABLE timer;
ALTER TABLE timer_clustered RENAME TO timer;
CREATE INDEX timer_due ON timer (due_ms, kind, subject);

CREATE TABLE idempotency_clustered (
    person_id   TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    answer      TEXT   NOT NULL,
    PRIMARY KEY (person_id, key)
) WITHOUT ROWID;
-- Answers of commands about a case are kept shorter now; those of the last day are not asked for again.
DROP TABLE idempotency;
ALTER TABLE idempotency_clustered RENAME TO idempotency;
CREATE INDEX idempotency_at ON idempotency (at_ms);

-- Documents that wait to be taken into the index of words; known ones stand there already and are taken out first.
CREATE TABLE search_waiting (
    doc   INTEGER NOT NULL PRIMARY KEY,
    known BOOLEAN NOT NULL
);
