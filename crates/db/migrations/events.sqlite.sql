-- The event log: every change of state, in the order it was committed. Times are UTC milliseconds.
-- The single writer gives the order here, so the transaction's own number (tx_id) is always 0.
CREATE TABLE event_log (
    seq         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    tx_id       BIGINT  NOT NULL DEFAULT 0,
    at_ms       BIGINT  NOT NULL,
    actor_id    TEXT,
    kind        TEXT    NOT NULL,
    case_id     TEXT,
    contact_id  TEXT,
    customer_id TEXT,
    person_id   TEXT,
    policy      TEXT,
    body        JSONB   NOT NULL
);
CREATE INDEX event_log_case ON event_log (case_id, seq) WHERE case_id IS NOT NULL;
CREATE INDEX event_log_customer ON event_log (customer_id, seq) WHERE customer_id IS NOT NULL;
CREATE INDEX event_log_person ON event_log (person_id, seq) WHERE person_id IS NOT NULL;
-- What happens to the organisation and its policies is rare among what happens to cases, and found by kind.
CREATE INDEX event_log_kind ON event_log (kind, tx_id, seq) WHERE case_id IS NULL;

-- Text search: bigrams made by us, kept in the database's own full-text index.
CREATE TABLE search_document (
    doc   INTEGER NOT NULL PRIMARY KEY,
    space TEXT    NOT NULL,
    id    TEXT    NOT NULL,
    words TEXT    NOT NULL,
    UNIQUE (space, id)
);
CREATE VIRTUAL TABLE search_index USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', detail = none);

-- Running numbers that people read and say.
CREATE TABLE number_sequence (
    name TEXT   NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
