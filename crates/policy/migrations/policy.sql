-- Versions of policy documents, kept for ever: what was decided under one stays explained by it.
-- Times are UTC milliseconds. A document is TOML text; it is read and checked before it comes here.
CREATE TABLE policy_version (
    id                TEXT   NOT NULL PRIMARY KEY,
    kind              TEXT   NOT NULL,
    version           BIGINT NOT NULL CHECK (version > 0),
    scope             TEXT   NOT NULL,
    effective_from_ms BIGINT NOT NULL,
    status            TEXT   NOT NULL CHECK (status IN ('draft', 'reviewed', 'approved', 'withdrawn')),
    withdrawn_ms      BIGINT,
    author_id         TEXT,
    reviewer_id       TEXT,
    approver_id       TEXT,
    created_ms        BIGINT NOT NULL,
    reviewed_ms       BIGINT,
    approved_ms       BIGINT,
    edition           BIGINT NOT NULL DEFAULT 1,
    body              TEXT   NOT NULL,
    UNIQUE (kind, version)
);

-- One row, renewed with every change of the table above, so that a copy in memory knows when it is out of date.
CREATE TABLE policy_state (
    name  TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL
);
