-- Qualifications and certificates held. Days are local days as text; `expires_ms` is the end of the last day on which it
-- holds.
CREATE TABLE people_certificate (
    id         TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    number     TEXT   NOT NULL,
    issued     TEXT   NOT NULL,
    expires    TEXT,
    expires_ms BIGINT NOT NULL,
    evidence   TEXT   NOT NULL,
    added_by   TEXT,
    added_ms   BIGINT NOT NULL,
    removed_ms BIGINT
);
CREATE INDEX people_certificate_person ON people_certificate (person_id, kind);
CREATE INDEX people_certificate_expires ON people_certificate (expires_ms) WHERE removed_ms IS NULL;
