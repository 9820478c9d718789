-- Departments that work on cases together: limits of their own after acceptance, joint handling, urging, merging.

-- What became of a transfer, what a deadline waits for, and what a case is to another are told by their types in the
-- program.
ALTER TABLE cases_transfer DROP CONSTRAINT IF EXISTS cases_transfer_state_check;
ALTER TABLE cases_transfer ADD COLUMN due_ms BIGINT;
ALTER TABLE cases_transfer ADD COLUMN half_ms BIGINT;
ALTER TABLE cases_transfer ADD COLUMN near_ms BIGINT;
ALTER TABLE cases_transfer ADD COLUMN handled_ms BIGINT;
ALTER TABLE cases_transfer ADD COLUMN handling_ms BIGINT;
ALTER TABLE cases_transfer ADD COLUMN handling_working_ms BIGINT;
ALTER TABLE cases_deadline DROP CONSTRAINT IF EXISTS cases_deadline_part_check;
ALTER TABLE cases_link DROP CONSTRAINT IF EXISTS cases_link_kind_check;

-- Not written when a case is taken in: they begin at nothing.
ALTER TABLE cases_case ADD COLUMN urge_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases_case ADD COLUMN open_joint BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases_case ADD COLUMN merged_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases_case ADD COLUMN merged_into TEXT;
CREATE INDEX cases_case_urged ON cases_case (unit_id, due_ms, id) WHERE urge_count > 0;

-- What other departments are asked for (协办), each with a limit of its own and how long it waited.
CREATE TABLE cases_joint (
    id                  TEXT    NOT NULL,
    case_id             TEXT    NOT NULL,
    unit_id             TEXT    NOT NULL,
    person_id           TEXT,
    task                TEXT    NOT NULL,
    by_id               TEXT,
    state               TEXT    NOT NULL,
    asked_ms            BIGINT  NOT NULL,
    accepted_ms         BIGINT,
    owner_id            TEXT,
    wait_ms             BIGINT,
    working_ms          BIGINT,
    ended_ms            BIGINT,
    ended_by_id         TEXT,
    answer              TEXT,
    handling_ms         BIGINT,
    handling_working_ms BIGINT,
    wanted_ms           BIGINT,
    due_ms              BIGINT  NOT NULL,
    half_ms             BIGINT  NOT NULL,
    near_ms             BIGINT  NOT NULL,
    sees                BOOLEAN NOT NULL,
    policy              TEXT    NOT NULL,
    edition             BIGINT  NOT NULL,
    PRIMARY KEY (case_id, id)
);
CREATE INDEX cases_joint_due ON cases_joint (unit_id, due_ms, id) WHERE ended_ms IS NULL;

-- Whom such a part concerns: they are told, and see the case as long as policy lets them.
CREATE TABLE cases_joint_person (
    person_id TEXT    NOT NULL,
    case_id   TEXT    NOT NULL,
    joint_id  TEXT    NOT NULL,
    sees      BOOLEAN NOT NULL,
    PRIMARY KEY (person_id, case_id, joint_id)
);
CREATE INDEX cases_joint_person_case ON cases_joint_person (case_id, person_id);

-- Urgings (催办) of a case.
CREATE TABLE cases_urging (
    id       TEXT   NOT NULL,
    case_id  TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    reason   TEXT   NOT NULL,
    by_id    TEXT,
    owner_id TEXT,
    told     JSONB  NOT NULL,
    brought  TEXT,
    at_ms    BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
);

-- Cases that became one with another. Nothing is moved: what stood before stands here, so that it can be as it was.
CREATE TABLE cases_merge (
    id            TEXT   NOT NULL,
    case_id       TEXT   NOT NULL,
    source_id     TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    by_id         TEXT,
    at_ms         BIGINT NOT NULL,
    until_ms      BIGINT NOT NULL,
    before        JSONB  NOT NULL,
    carried       JSONB  NOT NULL,
    undone_ms     BIGINT,
    undone_by_id  TEXT,
    undone_reason TEXT,
    edition       BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
);
