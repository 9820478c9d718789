-- What reviewers of access said of each person: keep, or withdraw; and the roles the person had then.
CREATE TABLE people_review (
    person_id   TEXT   NOT NULL,
    reviewed_ms BIGINT NOT NULL,
    by_id       TEXT   NOT NULL,
    verdict     TEXT   NOT NULL CHECK (verdict IN ('keep', 'withdraw')),
    note        TEXT   NOT NULL,
    roles       JSONB  NOT NULL,
    PRIMARY KEY (person_id, reviewed_ms)
);
