-- Links by which people set their own password. Only the SHA-256 of a link's word is kept; a newer link ends the older.
CREATE TABLE people_invitation (
    id           TEXT   NOT NULL PRIMARY KEY,
    person_id    TEXT   NOT NULL,
    word_hash    TEXT   NOT NULL UNIQUE,
    made_by      TEXT,
    made_ms      BIGINT NOT NULL,
    until_ms     BIGINT NOT NULL,
    used_ms      BIGINT,
    withdrawn_ms BIGINT
);
CREATE INDEX people_invitation_person ON people_invitation (person_id, made_ms);
