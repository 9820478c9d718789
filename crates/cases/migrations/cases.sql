-- The matters to be solved. Times are UTC milliseconds since 1970. Ids carry the time a case was opened, so that the
-- order of ids is the order of opening. A case without a due time has one at the far end of time.
CREATE TABLE cases_case (
    id                 TEXT   NOT NULL PRIMARY KEY,
    number             BIGINT NOT NULL UNIQUE,
    source             TEXT,
    external_key       TEXT,
    subject            TEXT   NOT NULL,
    description        TEXT   NOT NULL,
    kind               TEXT   NOT NULL,
    class              TEXT,
    channel            TEXT   NOT NULL,
    priority           TEXT   NOT NULL,
    step               TEXT   NOT NULL,
    status             TEXT   NOT NULL CHECK (status IN ('open', 'paused', 'closed')),
    unit_id            TEXT   NOT NULL,
    owner_id           TEXT,
    first_owner_id     TEXT,
    creator_id         TEXT,
    customer_id        TEXT,
    sealed             BYTEA,
    contact_masked     TEXT,
    fields             JSONB  NOT NULL,
    attrs              JSONB  NOT NULL,
    happened_ms        BIGINT,
    opened_ms          BIGINT NOT NULL,
    answered_ms        BIGINT,
    resolved_ms        BIGINT,
    closed_ms          BIGINT CHECK (closed_ms >= opened_ms),
    step_ms            BIGINT NOT NULL,
    status_ms          BIGINT NOT NULL,
    due_ms             BIGINT NOT NULL,
    due_target         TEXT,
    due_half_ms        BIGINT,
    due_near_ms        BIGINT,
    urgency            BIGINT NOT NULL,
    promise_due_ms     BIGINT,
    open_promises      BIGINT NOT NULL CHECK (open_promises >= 0),
    transfer_id        TEXT,
    transfer_person_id TEXT,
    return_count       BIGINT NOT NULL,
    confirmation       TEXT   NOT NULL CHECK (confirmation IN ('none', 'asked', 'satisfied', 'unsatisfied')),
    outcome            TEXT,
    reopen_count       BIGINT NOT NULL,
    repeat_count       BIGINT NOT NULL,
    repeat_of          TEXT,
    policy             TEXT   NOT NULL,
    recent             JSONB  NOT NULL,
    edition            BIGINT NOT NULL,
    version            BIGINT NOT NULL
);
CREATE UNIQUE INDEX cases_case_external ON cases_case (source, external_key) WHERE source IS NOT NULL;
CREATE INDEX cases_case_due ON cases_case (due_ms, id) WHERE status <> 'closed';
CREATE INDEX cases_case_open ON cases_case (id) WHERE status <> 'closed';
CREATE INDEX cases_case_unit_due ON cases_case (unit_id, due_ms, id) WHERE status <> 'closed';
CREATE INDEX cases_case_unit_open ON cases_case (unit_id, id) WHERE status <> 'closed';
CREATE INDEX cases_case_unit_closed ON cases_case (unit_id, id) WHERE status = 'closed';
CREATE INDEX cases_case_owner_due ON cases_case (owner_id, due_ms, id) WHERE status <> 'closed';
CREATE INDEX cases_case_owner_open ON cases_case (owner_id, id) WHERE status <> 'closed';
CREATE INDEX cases_case_owner_closed ON cases_case (owner_id, id) WHERE status = 'closed';
CREATE INDEX cases_case_closed ON cases_case (id) WHERE status = 'closed';
CREATE INDEX cases_case_free ON cases_case (unit_id, due_ms, id) WHERE status <> 'closed' AND owner_id IS NULL;
CREATE INDEX cases_case_customer ON cases_case (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX cases_case_to_accept ON cases_case (unit_id, due_ms, id) WHERE transfer_id IS NOT NULL;
CREATE INDEX cases_case_to_confirm ON cases_case (unit_id, due_ms, id) WHERE confirmation = 'asked';
CREATE INDEX cases_case_promised ON cases_case (unit_id, due_ms, id) WHERE open_promises > 0;

-- Who has to do with a case beside the people of its unit: handler, first receiver, who took it in, who was called in.
-- The due time stands here too, so that a person's cases are walked in its order.
CREATE TABLE cases_party (
    case_id   TEXT    NOT NULL,
    person_id TEXT    NOT NULL,
    is_open   BOOLEAN NOT NULL,
    due_ms    BIGINT  NOT NULL,
    PRIMARY KEY (case_id, person_id)
);
CREATE INDEX cases_party_due ON cases_party (person_id, due_ms, case_id) WHERE is_open;
CREATE INDEX cases_party_open ON cases_party (person_id, case_id) WHERE is_open;
CREATE INDEX cases_party_closed ON cases_party (person_id, case_id) WHERE NOT is_open;

-- Time limits, one row per target and instance. What became of each is never changed back.
CREATE TABLE cases_clock (
    id          TEXT   NOT NULL PRIMARY KEY,
    case_id     TEXT   NOT NULL,
    target      TEXT   NOT NULL CHECK (target IN ('first_response', 'resolution', 'acceptance', 'promise', 'step')),
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
    rule        TEXT   NOT NULL
);
CREATE INDEX cases_clock_case ON cases_clock (case_id, id);

-- Reply times given to customers.
CREATE TABLE cases_promise (
    id        TEXT   NOT NULL PRIMARY KEY,
    case_id   TEXT   NOT NULL,
    person_id TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    due_ms    BIGINT NOT NULL,
    made_ms   BIGINT NOT NULL,
    state     TEXT   NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'late')),
    kept_ms   BIGINT,
    note      TEXT
);
CREATE INDEX cases_promise_case ON cases_promise (case_id, id);

-- Hand-overs to other units and people, with how long each waited.
CREATE TABLE cases_transfer (
    id             TEXT   NOT NULL PRIMARY KEY,
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
    working_ms     BIGINT
);
CREATE INDEX cases_transfer_case ON cases_transfer (case_id, id);

-- What was written inside (notes) and to the customer (replies).
CREATE TABLE cases_note (
    id       TEXT   NOT NULL PRIMARY KEY,
    case_id  TEXT   NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('note', 'reply')),
    channel  TEXT,
    body     TEXT   NOT NULL,
    by_id    TEXT,
    at_ms    BIGINT NOT NULL
);
CREATE INDEX cases_note_case ON cases_note (case_id, id);

-- Files; their content lies sealed in the vault's folder under the same id.
CREATE TABLE cases_attachment (
    id         TEXT   NOT NULL PRIMARY KEY,
    case_id    TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    bytes      BIGINT NOT NULL,
    digest     TEXT   NOT NULL,
    by_id      TEXT,
    at_ms      BIGINT NOT NULL
);
CREATE INDEX cases_attachment_case ON cases_attachment (case_id, id);

-- Links between cases; each stands in both directions.
CREATE TABLE cases_link (
    case_id  TEXT    NOT NULL,
    other_id TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('related', 'repeat', 'repeated_by', 'duplicate', 'follows', 'followed_by')),
    by_rule  BOOLEAN NOT NULL,
    by_id    TEXT,
    at_ms    BIGINT  NOT NULL,
    PRIMARY KEY (case_id, other_id, kind)
);

-- Saved views of the list; the query is the list's own, as in the address bar.
CREATE TABLE cases_view (
    id       TEXT   NOT NULL PRIMARY KEY,
    owner_id TEXT   NOT NULL,
    unit_id  TEXT,
    name     TEXT   NOT NULL,
    sharing  TEXT   NOT NULL CHECK (sharing IN ('own', 'team', 'all')),
    query    TEXT   NOT NULL,
    made_ms  BIGINT NOT NULL
);
CREATE INDEX cases_view_owner ON cases_view (owner_id, id);

-- Counters, kept by differences. Each is spread over a few slots, so that writers do not wait for one row.
CREATE TABLE cases_counter (
    scope TEXT   NOT NULL,
    name  TEXT   NOT NULL,
    slot  BIGINT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (scope, name, slot)
);
CREATE INDEX cases_counter_name ON cases_counter (name, scope);
