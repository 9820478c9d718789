-- How far a mailbox was read, which process reads it now, and what is in the way.
CREATE TABLE channels_mailbox (
    entrance_id TEXT   NOT NULL PRIMARY KEY,
    validity    BIGINT NOT NULL,
    uid         BIGINT NOT NULL,
    read_ms     BIGINT,
    trouble     TEXT,
    node        TEXT,
    lease_ms    BIGINT NOT NULL
);

-- Letters that came and were not yet taken in; their bytes lie sealed among the files, under the same id. One that cannot
-- be taken in is laid aside: `due_ms` is empty.
CREATE TABLE channels_letter (
    id          TEXT    NOT NULL PRIMARY KEY,
    entrance_id TEXT    NOT NULL,
    validity    BIGINT  NOT NULL,
    uid         BIGINT  NOT NULL,
    whole       BOOLEAN NOT NULL,
    came_ms     BIGINT  NOT NULL,
    due_ms      BIGINT,
    attempts    BIGINT  NOT NULL,
    failure     TEXT,
    UNIQUE (entrance_id, validity, uid)
);
CREATE INDEX channels_letter_due ON channels_letter (entrance_id, due_ms, id) WHERE due_ms IS NOT NULL;
