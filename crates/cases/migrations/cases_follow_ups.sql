-- Customers asked afterwards. What policy said, where the dice began and what was thrown is kept with each.
CREATE TABLE cases_follow_up (
    id          TEXT   NOT NULL PRIMARY KEY,
    case_id     TEXT   NOT NULL,
    unit_id     TEXT   NOT NULL,
    person_id   TEXT,
    rule        JSONB  NOT NULL,
    instance    BIGINT NOT NULL,
    seed        BIGINT NOT NULL,
    drawn       BIGINT NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('open', 'done', 'lifted')),
    result      TEXT   CHECK (result IN ('satisfied', 'not_satisfied', 'not_reached', 'refused')),
    comment     TEXT,
    scores      JSONB  NOT NULL,
    made_ms     BIGINT NOT NULL,
    due_ms      BIGINT NOT NULL,
    half_ms     BIGINT NOT NULL,
    near_ms     BIGINT NOT NULL,
    next_ms     BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    ended_by_id TEXT,
    ended_ms    BIGINT,
    policy      TEXT   NOT NULL,
    edition     BIGINT NOT NULL
);
CREATE INDEX cases_follow_up_case ON cases_follow_up (case_id, id);
CREATE INDEX cases_follow_up_mine ON cases_follow_up (person_id, due_ms, id) WHERE state = 'open';
CREATE INDEX cases_follow_up_unit ON cases_follow_up (unit_id, due_ms, id) WHERE state = 'open';
CREATE INDEX cases_follow_up_due ON cases_follow_up (due_ms, id) WHERE state = 'open';
CREATE INDEX cases_follow_up_done ON cases_follow_up (ended_by_id, id);

-- Tries that reached nobody.
CREATE TABLE cases_follow_up_attempt (
    id           TEXT   NOT NULL PRIMARY KEY,
    follow_up_id TEXT   NOT NULL,
    by_id        TEXT   NOT NULL,
    at_ms        BIGINT NOT NULL,
    note         TEXT
);
CREATE INDEX cases_follow_up_attempt_of ON cases_follow_up_attempt (follow_up_id, id);

-- Cases that are parts of another one.
CREATE TABLE cases_child (
    child_id  TEXT   NOT NULL PRIMARY KEY,
    parent_id TEXT   NOT NULL,
    by_id     TEXT,
    at_ms     BIGINT NOT NULL
);
CREATE INDEX cases_child_parent ON cases_child (parent_id, child_id);
