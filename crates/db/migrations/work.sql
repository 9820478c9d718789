-- How far each listener has heard the event log.
CREATE TABLE listener_cursor (
    name  TEXT   NOT NULL PRIMARY KEY,
    tx_id BIGINT NOT NULL,
    seq   BIGINT NOT NULL
);

-- What has to happen at a time; the row goes when it has happened. Times are UTC milliseconds.
CREATE TABLE timer (
    id       TEXT   NOT NULL PRIMARY KEY,
    due_ms   BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    subject  TEXT   NOT NULL,
    body     JSONB  NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX timer_due ON timer (due_ms, id);
CREATE INDEX timer_subject ON timer (subject, kind);

-- What has to be sent outward; kept after it was sent, so that it can be shown.
CREATE TABLE outbox (
    id       TEXT   NOT NULL PRIMARY KEY,
    courier  TEXT   NOT NULL,
    body     JSONB  NOT NULL,
    made_ms  BIGINT NOT NULL,
    due_ms   BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    state    TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    failure  TEXT
);
CREATE INDEX outbox_waiting ON outbox (due_ms, id) WHERE state = 'waiting';

-- Commands that were carried out, by the key their sender gave them.
CREATE TABLE idempotency (
    person_id   TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    answer      TEXT   NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at_ms);
