-- What is personal is sealed by the vault; names and identities are found by blind indexes of their normal forms.
CREATE TABLE customers_customer (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       BYTEA,
    name_blind TEXT,
    tier       TEXT,
    note       BYTEA,
    open_cases BIGINT NOT NULL DEFAULT 0,
    version    BIGINT NOT NULL DEFAULT 1,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX customers_customer_name ON customers_customer (name_blind, id) WHERE name_blind IS NOT NULL;

-- A blind index holds the kind as well, so one column is unique over all kinds.
CREATE TABLE customers_identity (
    id          TEXT    NOT NULL PRIMARY KEY,
    customer_id TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('phone', 'account', 'email', 'social', 'id_card')),
    content     BYTEA   NOT NULL,
    blind       TEXT    NOT NULL UNIQUE,
    verified    BOOLEAN NOT NULL DEFAULT FALSE,
    created_ms  BIGINT  NOT NULL
);
CREATE INDEX customers_identity_customer ON customers_identity (customer_id, id);

-- How often somebody revealed something on a day (days of UTC since 1970).
CREATE TABLE customers_reveal (
    person_id TEXT   NOT NULL,
    day       BIGINT NOT NULL,
    times     BIGINT NOT NULL,
    PRIMARY KEY (person_id, day)
);
