-- Sheets of customers that are brought in. A row waits sealed until it was brought in; then it is gone from here.
CREATE TABLE customers_sheet (
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('reading', 'read', 'checking', 'checked', 'bringing', 'done')),
    columns    JSONB   NOT NULL,
    mapping    JSONB   NOT NULL,
    known      TEXT    NOT NULL CHECK (known IN ('skip', 'update', 'propose')),
    row_count  BIGINT  NOT NULL DEFAULT 0,
    at_row     BIGINT  NOT NULL DEFAULT 0,
    bad        BIGINT  NOT NULL DEFAULT 0,
    fresh      BIGINT  NOT NULL DEFAULT 0,
    met        BIGINT  NOT NULL DEFAULT 0,
    added      BIGINT  NOT NULL DEFAULT 0,
    updated    BIGINT  NOT NULL DEFAULT 0,
    skipped    BIGINT  NOT NULL DEFAULT 0,
    proposed   BIGINT  NOT NULL DEFAULT 0,
    by_id      TEXT,
    at_ms      BIGINT  NOT NULL,
    ended_ms   BIGINT
);
CREATE INDEX customers_sheet_by ON customers_sheet (by_id, id);

-- The id holds the sheet and the row, so that rows lie in the order of the file.
CREATE TABLE customers_sheet_row (
    id       TEXT   NOT NULL PRIMARY KEY,
    sheet_id TEXT   NOT NULL,
    row_at   BIGINT NOT NULL,
    content  BYTEA  NOT NULL,
    problems JSONB
);
CREATE INDEX customers_sheet_row_bad ON customers_sheet_row (sheet_id, row_at) WHERE problems IS NOT NULL;
