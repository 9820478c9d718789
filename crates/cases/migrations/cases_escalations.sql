-- Cases brought before leaders, level by level, and cases that supervisors watch; each step one row.
CREATE TABLE cases_escalation (
    id          TEXT   NOT NULL PRIMARY KEY,
    case_id     TEXT   NOT NULL,
    unit_id     TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('level', 'nature', 'watched')),
    level       BIGINT NOT NULL,
    nature      TEXT,
    cause       TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    by_id       TEXT,
    leaders     JSONB  NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('waiting', 'taken', 'passed', 'settled')),
    taken_by_id TEXT,
    taken_ms    BIGINT,
    at_ms       BIGINT NOT NULL,
    due_ms      BIGINT NOT NULL,
    half_ms     BIGINT NOT NULL,
    near_ms     BIGINT NOT NULL,
    answer      TEXT,
    ended_ms    BIGINT,
    policy      TEXT   NOT NULL,
    edition     BIGINT NOT NULL
);
CREATE INDEX cases_escalation_case ON cases_escalation (case_id, id);
CREATE INDEX cases_escalation_due ON cases_escalation (due_ms, id) WHERE ended_ms IS NULL;
