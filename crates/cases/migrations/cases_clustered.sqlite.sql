-- What hangs on a case lies together, in the order of the case: one tree instead of three, and one look for all of it.

-- What a clock is for is told by its type in the program, which policy may add to.
CREATE TABLE cases_clock_clustered (
    id          TEXT   NOT NULL,
    case_id     TEXT   NOT NULL,
    target      TEXT   NOT NULL,
    subject     TEXT,
    instance    BIGINT NOT NULL,
    previous_id TEXT,
    state       TEXT   NOT NULL CHECK (state IN ('running', 'paused', 'met', 'breached', 'cancelled')),
    started_ms  BIGINT NOT NULL,
    limit_ms    BIGINT NOT NULL,
    calendar    TEXT,
    warned      BIGINT NOT NULL,
    due_ms      BIGINT NOT NULL,
    half_ms     BIGINT NOT NULL,
    near_ms     BIGINT NOT NULL,
    since_ms    BIGINT NOT NULL,
    used_ms     BIGINT NOT NULL,
    ended_ms    BIGINT,
    wall_ms     BIGINT,
    working_ms  BIGINT,
    breached_ms BIGINT,
    pauses      JSONB  NOT NULL,
    extended    JSONB  NOT NULL,
    policy      TEXT   NOT NULL,
    rule        TEXT   NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
INSERT INTO cases_clock_clustered SELECT * FROM cases_clock;
DROP TABLE cases_clock;
ALTER TABLE cases_clock_clustered RENAME TO cases_clock;

CREATE TABLE cases_promise_clustered (
    id        TEXT   NOT NULL,
    case_id   TEXT   NOT NULL,
    person_id TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    due_ms    BIGINT NOT NULL,
    made_ms   BIGINT NOT NULL,
    state     TEXT   NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'late')),
    kept_ms   BIGINT,
    note      TEXT,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
INSERT INTO cases_promise_clustered SELECT * FROM cases_promise;
DROP TABLE cases_promise;
ALTER TABLE cases_promise_clustered RENAME TO cases_promise;

CREATE TABLE cases_transfer_clustered (
    id             TEXT   NOT NULL,
    case_id        TEXT   NOT NULL,
    from_unit_id   TEXT   NOT NULL,
    from_person_id TEXT,
    to_unit_id     TEXT   NOT NULL,
    to_person_id   TEXT,
    reason         TEXT   NOT NULL,
    by_id          TEXT,
    state          TEXT   NOT NULL CHECK (state IN ('pending', 'accepted', 'returned', 'superseded')),
    asked_ms       BIGINT NOT NULL,
    ended_ms       BIGINT,
    ended_by_id    TEXT,
    answer         TEXT,
    wait_ms        BIGINT,
    working_ms     BIGINT,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
INSERT INTO cases_transfer_clustered SELECT * FROM cases_transfer;
DROP TABLE cases_transfer;
ALTER TABLE cases_transfer_clustered RENAME TO cases_transfer;

CREATE TABLE cases_note_clustered (
    id       TEXT   NOT NULL,
    case_id  TEXT   NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('note', 'reply')),
    channel  TEXT,
    body     TEXT   NOT NULL,
    by_id    TEXT,
    at_ms    BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
INSERT INTO cases_note_clustered SELECT * FROM cases_note;
DROP TABLE cases_note;
ALTER TABLE cases_note_clustered RENAME TO cases_note;

CREATE TABLE cases_attachment_clustered (
    id         TEXT   NOT NULL,
    case_id    TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    bytes      BIGINT NOT NULL,
    digest     TEXT   NOT NULL,
    by_id      TEXT,
    at_ms      BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
INSERT INTO cases_attachment_clustered SELECT * FROM cases_attachment;
DROP TABLE cases_attachment;
ALTER TABLE cases_attachment_clustered RENAME TO cases_attachment;

CREATE TABLE cases_party_clustered (
    case_id   TEXT    NOT NULL,
    person_id TEXT    NOT NULL,
    is_open   BOOLEAN NOT NULL,
    due_ms    BIGINT  NOT NULL,
    PRIMARY KEY (case_id, person_id)
) WITHOUT ROWID;
INSERT INTO cases_party_clustered SELECT * FROM cases_party;
DROP TABLE cases_party;
ALTER TABLE cases_party_clustered RENAME TO cases_party;
CREATE INDEX cases_party_due ON cases_party (person_id, due_ms, case_id) WHERE is_open;
CREATE INDEX cases_party_open ON cases_party (person_id, case_id) WHERE is_open;
CREATE INDEX cases_party_closed ON cases_party (person_id, case_id) WHERE NOT is_open;
CREATE INDEX cases_note_id ON cases_note (id);
CREATE INDEX cases_attachment_id ON cases_attachment (id);

-- Documents lie in scopes: the unit of the case, and everybody who has to do with it.
CREATE TABLE cases_scoped (id TEXT NOT NULL PRIMARY KEY, words TEXT NOT NULL);
INSERT INTO cases_scoped
SELECT c.id, '1' || lower(replace(c.unit_id, '_', '')) || COALESCE(
       (SELECT group_concat(' 1' || lower(replace(p.person_id, '_', '')), '') FROM cases_party p WHERE p.case_id = c.id), '')
  FROM cases_case c;
UPDATE search_document SET words = words || ' cases' || (SELECT replace(s.words, ' 1', ' cases1') FROM cases_scoped s WHERE s.id = search_document.id)
 WHERE space = 'cases' AND id IN (SELECT id FROM cases_scoped);
UPDATE search_document SET words = words || ' casenotes' || (
       SELECT replace(s.words, ' 1', ' casenotes1') FROM cases_note n JOIN cases_scoped s ON s.id = n.case_id WHERE n.id = search_document.id)
 WHERE space = 'case_notes' AND id IN (SELECT id FROM cases_note);
DROP TABLE cases_scoped;
INSERT INTO search_index (search_index) VALUES ('delete-all');
INSERT INTO search_index (rowid, words) SELECT doc, words FROM search_document;
