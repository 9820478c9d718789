-- Data keys, wrapped by the master key, which is never in the database.
CREATE TABLE vault_key (
    purpose    TEXT   NOT NULL,
    epoch      BIGINT NOT NULL CHECK (epoch > 0),
    wrapped    BYTEA  NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (purpose, epoch)
);

-- How far sealing anew under a new key has come, one row per sealed column.
CREATE TABLE vault_reseal (
    place      TEXT   NOT NULL PRIMARY KEY,
    epoch      BIGINT NOT NULL,
    after_id   TEXT   NOT NULL DEFAULT '',
    seen       BIGINT NOT NULL DEFAULT 0,
    changed    BIGINT NOT NULL DEFAULT 0,
    done_ms    BIGINT
);
