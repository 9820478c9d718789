-- A case's tags, by id, as they are shown in lists.
ALTER TABLE cases_case ADD COLUMN tags JSONB NOT NULL DEFAULT '[]';

-- Tags. One that was merged into another says into which; one that is retired stays on the cases that have it.
CREATE TABLE cases_tag (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    colour     TEXT   NOT NULL,
    made_by_id TEXT,
    made_ms    BIGINT NOT NULL,
    retired_ms BIGINT,
    into_id    TEXT,
    version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX cases_tag_name ON cases_tag (name) WHERE retired_ms IS NULL;

-- Saved views show columns beside those every list has, are changed by version, and are pinned by whoever wants to.
ALTER TABLE cases_view ADD COLUMN columns TEXT NOT NULL DEFAULT '';
ALTER TABLE cases_view ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE TABLE cases_view_pin (
    person_id TEXT   NOT NULL,
    view_id   TEXT   NOT NULL,
    pinned_ms BIGINT NOT NULL,
    PRIMARY KEY (person_id, view_id)
);

-- Templates of cases and of answers, with every version there ever was.
CREATE TABLE cases_template (
    id       TEXT    NOT NULL PRIMARY KEY,
    sort     TEXT    NOT NULL CHECK (sort IN ('case', 'answer')),
    owner_id TEXT    NOT NULL,
    unit_id  TEXT,
    sharing  TEXT    NOT NULL CHECK (sharing IN ('own', 'team', 'all')),
    name     TEXT    NOT NULL,
    says     JSONB   NOT NULL,
    uses     BIGINT  NOT NULL,
    made_ms  BIGINT  NOT NULL,
    is_gone  BOOLEAN NOT NULL,
    version  BIGINT  NOT NULL
);
CREATE INDEX cases_template_owner ON cases_template (owner_id, id);
CREATE TABLE cases_template_version (
    template_id TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    says        JSONB  NOT NULL,
    by_id       TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    PRIMARY KEY (template_id, version)
);
