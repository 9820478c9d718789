-- Profiles that are one person. A merged profile stays as it was, and says who stands for it: what belongs to it is read
-- through this, so that a merge and its undoing move nothing.
ALTER TABLE customers_customer ADD COLUMN survivor_id TEXT;
CREATE INDEX customers_customer_survivor ON customers_customer (survivor_id, id) WHERE survivor_id IS NOT NULL;

-- What the survivor was before, sealed at this row's own place.
CREATE TABLE customers_merge (
    id           TEXT   NOT NULL PRIMARY KEY,
    survivor_id  TEXT   NOT NULL,
    merged_id    TEXT   NOT NULL,
    name_of      TEXT   NOT NULL CHECK (name_of IN ('survivor', 'merged', 'both')),
    tier_of      TEXT   NOT NULL CHECK (tier_of IN ('survivor', 'merged', 'both')),
    note_of      TEXT   NOT NULL CHECK (note_of IN ('survivor', 'merged', 'both')),
    name         BYTEA,
    tier         TEXT,
    note         BYTEA,
    at_ms        BIGINT NOT NULL,
    by_id        TEXT,
    undone_ms    BIGINT,
    undone_by_id TEXT
);
CREATE INDEX customers_merge_survivor ON customers_merge (survivor_id, id);
CREATE INDEX customers_merge_merged ON customers_merge (merged_id, id);

-- What is looked at to find profiles of one person: blind indexes of parts of identities.
CREATE TABLE customers_sign (
    mark        TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    sign        TEXT NOT NULL,
    PRIMARY KEY (mark, customer_id)
);
CREATE INDEX customers_sign_customer ON customers_sign (customer_id, mark);

-- Pairs that may be one person; the smaller id stands first. A claimed one was brought in with the other's number.
CREATE TABLE customers_pair (
    first_id    TEXT   NOT NULL,
    second_id   TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('open', 'later', 'not_same', 'merged')),
    weight      BIGINT NOT NULL,
    signs       JSONB  NOT NULL,
    claimed     BOOLEAN NOT NULL DEFAULT FALSE,
    proposed_ms BIGINT NOT NULL,
    decided_ms  BIGINT,
    decided_by  TEXT,
    PRIMARY KEY (first_id, second_id)
);
CREATE INDEX customers_pair_second ON customers_pair (second_id, first_id);
CREATE INDEX customers_pair_state ON customers_pair (state, weight, first_id, second_id);
