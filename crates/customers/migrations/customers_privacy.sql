-- Consent, legal holds, and erasure. After an erasure a profile is called by its pseudonym and holds nothing personal.
ALTER TABLE customers_customer ADD COLUMN pseudonym TEXT;
CREATE INDEX customers_customer_updated ON customers_customer (updated_ms, id) WHERE pseudonym IS NULL;

-- What a customer agreed to or took back; the newest of a purpose and channel holds.
CREATE TABLE customers_consent (
    id          TEXT    NOT NULL PRIMARY KEY,
    customer_id TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    given       BOOLEAN NOT NULL,
    source      TEXT    NOT NULL,
    evidence    BYTEA,
    at_ms       BIGINT  NOT NULL,
    by_id       TEXT
);
CREATE INDEX customers_consent_customer ON customers_consent (customer_id, id);

CREATE TABLE customers_hold (
    id          TEXT   NOT NULL PRIMARY KEY,
    customer_id TEXT   NOT NULL,
    reason      BYTEA,
    at_ms       BIGINT NOT NULL,
    by_id       TEXT,
    lifted_ms   BIGINT,
    lifted_by   TEXT
);
CREATE INDEX customers_hold_customer ON customers_hold (customer_id, id);

-- The words are what has to go from texts: sealed, and only there until it is gone.
CREATE TABLE customers_erasure (
    id          TEXT   NOT NULL PRIMARY KEY,
    customer_id TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('proposed', 'asked', 'refused', 'taken_back', 'going', 'done')),
    reason      TEXT   NOT NULL,
    pseudonym   TEXT,
    words       BYTEA,
    asked_ms    BIGINT NOT NULL,
    asked_by    TEXT,
    decided_ms  BIGINT,
    decided_by  TEXT,
    done_ms     BIGINT
);
CREATE INDEX customers_erasure_state ON customers_erasure (state, id);
CREATE INDEX customers_erasure_customer ON customers_erasure (customer_id, id);
