-- The organisation: company, sites, teams. Times are UTC milliseconds since 1970.
CREATE TABLE people_unit (
    id         TEXT    NOT NULL PRIMARY KEY,
    parent_id  TEXT,
    name       TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('company', 'site', 'team')),
    code       TEXT,
    active     BOOLEAN NOT NULL DEFAULT TRUE,
    version    BIGINT  NOT NULL DEFAULT 1,
    created_ms BIGINT  NOT NULL
);
CREATE INDEX people_unit_parent ON people_unit (parent_id);
-- There is one company, also when two people set up at one moment.
CREATE UNIQUE INDEX people_unit_company ON people_unit (kind) WHERE kind = 'company';

-- Policy names units by code; a closed unit gives its code free.
CREATE UNIQUE INDEX people_unit_code ON people_unit (code) WHERE active AND code IS NOT NULL;

-- Every pair of a unit and one at or below it, so that "this unit and all below" is one look-up.
CREATE TABLE people_unit_below (
    above_id TEXT   NOT NULL,
    below_id TEXT   NOT NULL,
    depth    BIGINT NOT NULL,
    PRIMARY KEY (above_id, below_id)
);
CREATE INDEX people_unit_above ON people_unit_below (below_id, depth);

CREATE TABLE people_post (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    active     BOOLEAN NOT NULL DEFAULT TRUE,
    version    BIGINT  NOT NULL DEFAULT 1,
    created_ms BIGINT  NOT NULL
);
CREATE INDEX people_post_unit ON people_post (unit_id, name);

CREATE TABLE people_person (
    id          TEXT    NOT NULL PRIMARY KEY,
    login       TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    employment  TEXT    NOT NULL CHECK (employment IN ('full_time', 'part_time', 'temporary')),
    unit_id     TEXT    NOT NULL,
    post_id     TEXT,
    level       TEXT,
    status      TEXT    NOT NULL CHECK (status IN ('active', 'suspended', 'left')),
    locale      TEXT    NOT NULL CHECK (locale IN ('zh-CN', 'en')),
    version     BIGINT  NOT NULL DEFAULT 1,
    created_ms  BIGINT  NOT NULL,
    updated_ms  BIGINT  NOT NULL
);
CREATE INDEX people_person_unit ON people_person (unit_id, login);

CREATE TABLE people_role (
    person_id TEXT   NOT NULL,
    role      TEXT   NOT NULL,
    given_ms  BIGINT NOT NULL,
    given_by  TEXT,
    PRIMARY KEY (person_id, role)
);
CREATE INDEX people_role_role ON people_role (role);

-- argon2id in PHC text; apart from the person, so that no list ever reads it.
CREATE TABLE people_password (
    person_id   TEXT    NOT NULL PRIMARY KEY,
    hash        TEXT    NOT NULL,
    must_change BOOLEAN NOT NULL,
    changed_ms  BIGINT  NOT NULL
);

-- Only the SHA-256 of a session's token is kept.
CREATE TABLE people_session (
    id         TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL,
    token_hash TEXT   NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL,
    seen_ms    BIGINT NOT NULL,
    address    TEXT   NOT NULL,
    agent      TEXT   NOT NULL,
    ended_ms   BIGINT
);
CREATE INDEX people_session_person ON people_session (person_id, created_ms);

-- Tries to sign in, under hashed keys: what is typed as a login may be a password.
CREATE TABLE people_attempt (
    tried     TEXT   NOT NULL PRIMARY KEY,
    failures  BIGINT NOT NULL,
    first_ms  BIGINT NOT NULL,
    locked_ms BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX people_attempt_age ON people_attempt (first_ms);
