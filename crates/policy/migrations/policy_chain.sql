-- The whole way of a version (POL-2): a draft is submitted before it is reviewed, and what was never approved can be
-- discarded. A check cannot be widened on SQLite, so the table is made anew.
CREATE TABLE policy_version_next (
    id                TEXT   NOT NULL PRIMARY KEY,
    kind              TEXT   NOT NULL,
    version           BIGINT NOT NULL CHECK (version > 0),
    scope             TEXT   NOT NULL,
    effective_from_ms BIGINT NOT NULL,
    status            TEXT   NOT NULL
                      CHECK (status IN ('draft', 'submitted', 'reviewed', 'approved', 'withdrawn', 'discarded')),
    withdrawn_ms      BIGINT,
    author_id         TEXT,
    reviewer_id       TEXT,
    approver_id       TEXT,
    created_ms        BIGINT NOT NULL,
    approved_ms       BIGINT,
    edition           BIGINT NOT NULL DEFAULT 1,
    body              TEXT   NOT NULL,
    UNIQUE (kind, version)
);

INSERT INTO policy_version_next
       (id, kind, version, scope, effective_from_ms, status, withdrawn_ms, author_id, reviewer_id, approver_id,
        created_ms, approved_ms, edition, body)
SELECT id, kind, version, scope, effective_from_ms, status, withdrawn_ms, author_id, reviewer_id, approver_id,
       created_ms, approved_ms, edition, body
  FROM policy_version;

DROP TABLE policy_version;

ALTER TABLE policy_version_next RENAME TO policy_version;

-- Who did what with a version, and when; `nth` counts from 1 within the version.
CREATE TABLE policy_deed (
    kind      TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    nth       BIGINT NOT NULL,
    deed      TEXT   NOT NULL,
    person_id TEXT,
    at_ms     BIGINT NOT NULL,
    note      TEXT,
    PRIMARY KEY (kind, version, nth)
);
