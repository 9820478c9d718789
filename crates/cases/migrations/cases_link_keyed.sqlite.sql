-- A link lies in the order of its key: an entry less for each.
CREATE TABLE cases_link_keyed (
    case_id  TEXT    NOT NULL,
    other_id TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    by_rule  BOOLEAN NOT NULL,
    by_id    TEXT,
    at_ms    BIGINT  NOT NULL,
    PRIMARY KEY (case_id, other_id, kind)
) WITHOUT ROWID;
INSERT INTO cases_link_keyed (case_id, other_id, kind, by_rule, by_id, at_ms)
SELECT case_id, other_id, kind, by_rule, by_id, at_ms FROM cases_link;
DROP TABLE cases_link;
ALTER TABLE cases_link_keyed RENAME TO cases_link;
