-- Second factors (TOTP). The secret is sealed; it counts once its first code was typed.
CREATE TABLE people_second_factor (
    person_id    TEXT   NOT NULL PRIMARY KEY,
    sealed       BYTEA  NOT NULL,
    confirmed_ms BIGINT,
    last_step    BIGINT NOT NULL,
    begun_ms     BIGINT NOT NULL
);

-- Recovery codes, of which only the SHA-256 is kept; each is used once.
CREATE TABLE people_recovery (
    person_id TEXT   NOT NULL,
    code_hash TEXT   NOT NULL,
    used_ms   BIGINT,
    PRIMARY KEY (person_id, code_hash)
);
