-- What lists are narrowed by beside a case's own columns: answers to fields that policy marks for it, and tags.
CREATE TABLE cases_mark (
    case_id TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (case_id, name, value)
);
CREATE INDEX cases_mark_value ON cases_mark (name, value, case_id);
