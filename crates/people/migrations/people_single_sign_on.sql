-- Where people sign in that also lets them in here (OpenID Connect). The secret that the provider gave us is sealed.
CREATE TABLE people_provider (
    id                TEXT    NOT NULL PRIMARY KEY,
    name              TEXT    NOT NULL,
    issuer            TEXT    NOT NULL,
    client_id         TEXT    NOT NULL,
    secret            BYTEA,
    claim             TEXT    NOT NULL,
    email_domain      TEXT,
    insecure_loopback BOOLEAN NOT NULL,
    active            BOOLEAN NOT NULL,
    version           BIGINT  NOT NULL DEFAULT 1,
    created_ms        BIGINT  NOT NULL
);

-- Who somebody is at a provider. Only the SHA-256 of their name there is kept; one person is one name at each.
CREATE TABLE people_provider_name (
    provider_id TEXT   NOT NULL,
    sub_hash    TEXT   NOT NULL,
    person_id   TEXT   NOT NULL,
    bound_ms    BIGINT NOT NULL,
    used_ms     BIGINT NOT NULL,
    PRIMARY KEY (provider_id, sub_hash)
);
CREATE UNIQUE INDEX people_provider_name_person ON people_provider_name (person_id, provider_id);

-- By which provider a session began, in its name of then; nothing by password. `strong`: the provider asked for a second
-- factor that policy trusts.
ALTER TABLE people_session ADD COLUMN provider TEXT;
ALTER TABLE people_session ADD COLUMN strong BOOLEAN NOT NULL DEFAULT FALSE;
