-- Until when parts of cases may take: levels of approvals, follow-ups, messages of progress, escalations.
CREATE TABLE cases_deadline (
    id         TEXT   NOT NULL PRIMARY KEY,
    case_id    TEXT   NOT NULL,
    part       TEXT   NOT NULL CHECK (part IN ('approval', 'follow_up', 'progress', 'escalation')),
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
CREATE INDEX cases_deadline_part ON cases_deadline (part, part_id, id);

-- What others have to approve. What was asked for, and what was so then, is never changed.
CREATE TABLE cases_approval (
    id          TEXT   NOT NULL PRIMARY KEY,
    case_id     TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    ask         JSONB  NOT NULL,
    reason      TEXT   NOT NULL,
    snapshot    JSONB  NOT NULL,
    asked_by_id TEXT   NOT NULL,
    asked_ms    BIGINT NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('pending', 'sent_back', 'granted', 'refused', 'withdrawn')),
    level       BIGINT NOT NULL,
    levels      JSONB  NOT NULL,
    ended_ms    BIGINT,
    policy      TEXT   NOT NULL,
    edition     BIGINT NOT NULL
);
CREATE INDEX cases_approval_case ON cases_approval (case_id, id);
CREATE INDEX cases_approval_asked ON cases_approval (asked_by_id, id);

-- Who may decide now; a row leaves when its level is decided.
CREATE TABLE cases_approval_decider (
    approval_id TEXT    NOT NULL,
    person_id   TEXT    NOT NULL,
    is_delegate BOOLEAN NOT NULL,
    due_ms      BIGINT  NOT NULL,
    PRIMARY KEY (approval_id, person_id)
);
CREATE INDEX cases_approval_decider_due ON cases_approval_decider (person_id, due_ms, approval_id);

-- What was decided and said, one row each, for ever.
CREATE TABLE cases_approval_decision (
    id          TEXT   NOT NULL PRIMARY KEY,
    approval_id TEXT   NOT NULL,
    level       BIGINT NOT NULL,
    person_id   TEXT   NOT NULL,
    for_id      TEXT,
    verdict     TEXT   NOT NULL CHECK (verdict IN ('approve', 'refuse', 'send_back', 'answer', 'withdraw')),
    reason      TEXT,
    at_ms       BIGINT NOT NULL,
    working_ms  BIGINT NOT NULL
);
CREATE INDEX cases_approval_decision_of ON cases_approval_decision (approval_id, id);
CREATE INDEX cases_approval_decision_by ON cases_approval_decision (person_id, id);

-- What customers were given.
CREATE TABLE cases_compensation (
    id             TEXT   NOT NULL PRIMARY KEY,
    case_id        TEXT   NOT NULL,
    approval_id    TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    fen            BIGINT NOT NULL CHECK (fen > 0),
    budget_unit_id TEXT   NOT NULL,
    at_ms          BIGINT NOT NULL
);
CREATE INDEX cases_compensation_case ON cases_compensation (case_id, id);
CREATE INDEX cases_compensation_budget ON cases_compensation (budget_unit_id, id);
