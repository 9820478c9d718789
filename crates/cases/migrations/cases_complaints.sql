-- What is written about complaints, as it stands; each part with who wrote it and when.
CREATE TABLE cases_complaint (
    case_id  TEXT   NOT NULL PRIMARY KEY,
    record   JSONB  NOT NULL,
    finding  JSONB  NOT NULL,
    analysis JSONB  NOT NULL,
    edition  BIGINT NOT NULL
);

-- What investigations found, one row each, for ever.
CREATE TABLE cases_investigation (
    id       TEXT   NOT NULL PRIMARY KEY,
    case_id  TEXT   NOT NULL,
    found    TEXT   NOT NULL,
    evidence TEXT,
    by_id    TEXT   NOT NULL,
    at_ms    BIGINT NOT NULL
);
CREATE INDEX cases_investigation_case ON cases_investigation (case_id, id);
