-- What a deadline waits for is told by its type in the program.
CREATE TABLE cases_deadline_of_any_part (
    id         TEXT   NOT NULL PRIMARY KEY,
    case_id    TEXT   NOT NULL,
    part       TEXT   NOT NULL,
    part_id    TEXT   NOT NULL,
    instance   BIGINT NOT NULL,
    started_ms BIGINT NOT NULL,
    limit_ms   BIGINT NOT NULL,
    calendar   TEXT,
    due_ms     BIGINT NOT NULL,
    half_ms    BIGINT NOT NULL,
    near_ms    BIGINT NOT NULL,
    warned     BIGINT NOT NULL,
    warnings   JSONB  NOT NULL,
    people     JSONB  NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('running', 'missed', 'met', 'late', 'lifted')),
    ended_ms   BIGINT,
    policy     TEXT   NOT NULL
);
INSERT INTO cases_deadline_of_any_part SELECT * FROM cases_deadline;
DROP TABLE cases_deadline;
ALTER TABLE cases_deadline_of_any_part RENAME TO cases_deadline;
CREATE INDEX cases_deadline_part ON cases_deadline (part, part_id, id);

-- Applications for service items: what was brought along, and where it stands. One row for each case that is one.
CREATE TABLE cases_application (
    case_id     TEXT   NOT NULL PRIMARY KEY,
    item        TEXT   NOT NULL,
    policy      TEXT   NOT NULL,
    applicant   TEXT,
    conditions  JSONB  NOT NULL,
    materials   JSONB  NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('checking', 'waiting', 'accepted', 'refused')),
    notices     BIGINT NOT NULL,
    papers      BIGINT NOT NULL,
    checked_ms  BIGINT,
    ended_by_id TEXT,
    ended_ms    BIGINT,
    edition     BIGINT NOT NULL
) WITHOUT ROWID;

-- Papers that the applicant got: what stands on each is kept with the version of the policy that it rests on.
CREATE TABLE cases_paper (
    id         TEXT   NOT NULL,
    case_id    TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('receipt', 'notice', 'refusal')),
    number     BIGINT NOT NULL,
    says       JSONB  NOT NULL,
    by_id      TEXT,
    at_ms      BIGINT NOT NULL,
    told_how   TEXT,
    told_ms    BIGINT,
    told_by_id TEXT,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;

-- Questions of the window to leaders.
CREATE TABLE cases_question (
    id             TEXT   NOT NULL,
    case_id        TEXT   NOT NULL,
    question       TEXT   NOT NULL,
    asked_by_id    TEXT   NOT NULL,
    asked_ms       BIGINT NOT NULL,
    leaders        JSONB  NOT NULL,
    due_ms         BIGINT NOT NULL,
    half_ms        BIGINT NOT NULL,
    near_ms        BIGINT NOT NULL,
    answer         TEXT,
    answered_by_id TEXT,
    ended_ms       BIGINT,
    policy         TEXT   NOT NULL,
    edition        BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE INDEX cases_question_asked ON cases_question (asked_by_id, id);

-- Whom open questions wait for.
CREATE TABLE cases_question_leader (
    person_id   TEXT   NOT NULL,
    due_ms      BIGINT NOT NULL,
    question_id TEXT   NOT NULL,
    case_id     TEXT   NOT NULL,
    PRIMARY KEY (person_id, due_ms, question_id)
) WITHOUT ROWID;
