-- One act on many cases (批量操作): what is done, to which cases, and what became of each.
CREATE TABLE cases_bulk (
    id        TEXT   NOT NULL PRIMARY KEY,
    person_id TEXT   NOT NULL,
    act       JSONB  NOT NULL,
    words     TEXT,
    undo_of   TEXT,
    state     TEXT   NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
    total     BIGINT NOT NULL,
    done      BIGINT NOT NULL,
    refused   BIGINT NOT NULL,
    undone    BIGINT NOT NULL,
    reached   BIGINT NOT NULL,
    made_ms   BIGINT NOT NULL,
    ended_ms  BIGINT
);
CREATE INDEX cases_bulk_person ON cases_bulk (person_id, id);

CREATE TABLE cases_bulk_row (
    bulk_id TEXT   NOT NULL,
    place   BIGINT NOT NULL,
    case_id TEXT   NOT NULL,
    state   TEXT   NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'undone')),
    failure JSONB,
    back    JSONB,
    PRIMARY KEY (bulk_id, place)
);
CREATE INDEX cases_bulk_row_case ON cases_bulk_row (case_id);
