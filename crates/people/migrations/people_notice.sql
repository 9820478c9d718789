-- What somebody is told of beside their cases: policies that wait for them, certificates that end, reviews that are due.
CREATE TABLE people_notice (
    person_id TEXT    NOT NULL,
    at_ms     BIGINT  NOT NULL,
    about     TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    actor_id  TEXT,
    body      JSONB   NOT NULL,
    seen      BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (person_id, at_ms, about)
);
