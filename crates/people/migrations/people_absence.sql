-- Who stands in for whoever holds a post (AB 角), and who when that one is absent too.
ALTER TABLE people_post ADD COLUMN backup_id TEXT;
ALTER TABLE people_post ADD COLUMN second_id TEXT;

-- Times somebody is not at work. `until_ms` is what was planned, `end_ms` when it is over: the far end of time while
-- nobody knows. `acting_id` is who acts meanwhile, as told last.
CREATE TABLE people_absence (
    id             TEXT    NOT NULL PRIMARY KEY,
    person_id      TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    from_ms        BIGINT  NOT NULL,
    until_ms       BIGINT,
    end_ms         BIGINT  NOT NULL,
    reason         TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('planned', 'running', 'over', 'withdrawn')),
    acting_id      TEXT,
    passes         BOOLEAN NOT NULL,
    first_receiver BOOLEAN NOT NULL,
    policy         TEXT,
    entered_by     TEXT,
    entered_ms     BIGINT  NOT NULL
);
CREATE INDEX people_absence_person ON people_absence (person_id, from_ms);
CREATE INDEX people_absence_end ON people_absence (end_ms) WHERE state <> 'withdrawn';

-- Rights lent to somebody for a time. What the giver does not hold any more, the other does not hold either.
CREATE TABLE people_delegation (
    id         TEXT   NOT NULL PRIMARY KEY,
    giver_id   TEXT   NOT NULL,
    to_id      TEXT   NOT NULL,
    rights     JSONB  NOT NULL,
    from_ms    BIGINT NOT NULL,
    until_ms   BIGINT NOT NULL,
    reason     TEXT   NOT NULL,
    given_ms   BIGINT NOT NULL,
    ended_ms   BIGINT,
    ended_by   TEXT
);
CREATE INDEX people_delegation_to ON people_delegation (to_id, until_ms);
CREATE INDEX people_delegation_giver ON people_delegation (giver_id, until_ms);
