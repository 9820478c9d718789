-- Doors through which contacts arrive: a site with a chat window, a mailbox, an account of a social network.
CREATE TABLE channels_entrance (
    id       TEXT    NOT NULL PRIMARY KEY,
    medium   TEXT    NOT NULL,
    channel  TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    settings JSONB   NOT NULL,
    secret   BYTEA,
    active   BOOLEAN NOT NULL,
    version  BIGINT  NOT NULL
);

-- Somebody as they are known at an entrance. The address is sealed and found blind.
CREATE TABLE channels_party (
    id          TEXT   NOT NULL PRIMARY KEY,
    entrance_id TEXT   NOT NULL,
    blind       TEXT   NOT NULL,
    address     BYTEA  NOT NULL,
    name        BYTEA,
    customer_id TEXT,
    made_ms     BIGINT NOT NULL,
    UNIQUE (entrance_id, blind)
);
CREATE INDEX channels_party_customer ON channels_party (customer_id, id) WHERE customer_id IS NOT NULL;

-- What is exchanged with a party from the first message to the end. What of it changes with every message stands in no
-- index.
CREATE TABLE channels_conversation (
    id               TEXT    NOT NULL PRIMARY KEY,
    entrance_id      TEXT    NOT NULL,
    medium           TEXT    NOT NULL,
    channel          TEXT    NOT NULL,
    party_id         TEXT    NOT NULL,
    customer_id      TEXT,
    queue            TEXT    NOT NULL,
    topic            TEXT,
    language         TEXT,
    tier             TEXT,
    subject          TEXT,
    state            TEXT    NOT NULL,
    came_ms          BIGINT  NOT NULL,
    queued_ms        BIGINT  NOT NULL,
    back             BOOLEAN NOT NULL,
    agent_id         TEXT,
    unit_id          TEXT,
    offered_to_id    TEXT,
    offered_until_ms BIGINT,
    snoozed_until_ms BIGINT,
    last_seq         BIGINT  NOT NULL,
    last_ms          BIGINT  NOT NULL,
    last_author      TEXT    NOT NULL,
    last_text        TEXT    NOT NULL,
    unread           BIGINT  NOT NULL,
    seen_by_staff    BIGINT  NOT NULL,
    seen_by_customer BIGINT  NOT NULL,
    waiting_ms       BIGINT,
    due_ms           BIGINT,
    answered_ms      BIGINT,
    case_count       BIGINT  NOT NULL,
    closed_ms        BIGINT,
    outcome          TEXT,
    rating           BIGINT,
    rating_text      TEXT,
    version          BIGINT  NOT NULL
);
CREATE UNIQUE INDEX channels_conversation_party_open ON channels_conversation (party_id) WHERE closed_ms IS NULL;
CREATE INDEX channels_conversation_party ON channels_conversation (party_id, came_ms);
CREATE INDEX channels_conversation_queue ON channels_conversation (queued_ms, id) WHERE state = 'waiting';
CREATE INDEX channels_conversation_offered ON channels_conversation (offered_to_id, id) WHERE state = 'offered';
CREATE INDEX channels_conversation_snoozed ON channels_conversation (snoozed_until_ms, id) WHERE state = 'snoozed';
CREATE INDEX channels_conversation_lapsing ON channels_conversation (offered_until_ms, id) WHERE state = 'offered';
CREATE INDEX channels_conversation_mine ON channels_conversation (agent_id, id) WHERE closed_ms IS NULL;
CREATE INDEX channels_conversation_unit ON channels_conversation (unit_id, came_ms, id) WHERE closed_ms IS NULL;
CREATE INDEX channels_conversation_open ON channels_conversation (came_ms, id) WHERE closed_ms IS NULL;
CREATE INDEX channels_conversation_ended_agent ON channels_conversation (agent_id, closed_ms, id) WHERE closed_ms IS NOT NULL;
CREATE INDEX channels_conversation_ended_unit ON channels_conversation (unit_id, closed_ms, id) WHERE closed_ms IS NOT NULL;
CREATE INDEX channels_conversation_ended ON channels_conversation (closed_ms, id) WHERE closed_ms IS NOT NULL;
CREATE INDEX channels_conversation_customer ON channels_conversation (customer_id, came_ms, id) WHERE customer_id IS NOT NULL;

-- Messages lie beside each other, in their order.
CREATE TABLE channels_message (
    conversation_id TEXT   NOT NULL,
    seq             BIGINT NOT NULL,
    at_ms           BIGINT NOT NULL,
    author          TEXT   NOT NULL,
    kind            TEXT   NOT NULL,
    person_id       TEXT,
    client_id       TEXT,
    body            TEXT   NOT NULL,
    more            JSONB,
    delivery        TEXT,
    PRIMARY KEY (conversation_id, seq)
) WITHOUT ROWID;

-- What was received or sent already, so that nothing is taken in twice.
CREATE TABLE channels_message_key (
    conversation_id TEXT   NOT NULL,
    client_id       TEXT   NOT NULL,
    seq             BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, client_id)
) WITHOUT ROWID;
CREATE TABLE channels_outer_id (
    entrance_id     TEXT   NOT NULL,
    outer_id        TEXT   NOT NULL,
    conversation_id TEXT   NOT NULL,
    seq             BIGINT NOT NULL,
    PRIMARY KEY (entrance_id, outer_id)
) WITHOUT ROWID;

-- Files of messages; not yet of any while they wait to be sent.
CREATE TABLE channels_file (
    id              TEXT   NOT NULL PRIMARY KEY,
    conversation_id TEXT,
    party_id        TEXT,
    person_id       TEXT,
    name            TEXT   NOT NULL,
    media_type      TEXT   NOT NULL,
    bytes           BIGINT NOT NULL,
    digest          TEXT   NOT NULL,
    at_ms           BIGINT NOT NULL
);

-- Who of the staff takes part in a conversation beside its agent: called in by a mention, joined, watching.
CREATE TABLE channels_part (
    person_id       TEXT   NOT NULL,
    conversation_id TEXT   NOT NULL,
    how             TEXT   NOT NULL,
    seen_seq        BIGINT NOT NULL,
    at_ms           BIGINT NOT NULL,
    PRIMARY KEY (person_id, conversation_id)
) WITHOUT ROWID;
CREATE INDEX channels_part_conversation ON channels_part (conversation_id, person_id);

-- What somebody began to write.
CREATE TABLE channels_draft (
    conversation_id TEXT   NOT NULL,
    person_id       TEXT   NOT NULL,
    kind            TEXT   NOT NULL,
    body            TEXT   NOT NULL,
    seen_seq        BIGINT NOT NULL,
    at_ms           BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, person_id)
) WITHOUT ROWID;

-- Cases that a conversation is about.
CREATE TABLE channels_case (
    conversation_id TEXT   NOT NULL,
    case_id         TEXT   NOT NULL,
    by_id           TEXT,
    at_ms           BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, case_id)
) WITHOUT ROWID;
CREATE INDEX channels_case_case ON channels_case (case_id, conversation_id);

-- What agents are, as the server knows it: a lease, not a tab's timer.
CREATE TABLE channels_presence (
    person_id TEXT   NOT NULL PRIMARY KEY,
    unit_id   TEXT,
    state     TEXT   NOT NULL,
    word      TEXT,
    since_ms  BIGINT NOT NULL,
    limit_ms  BIGINT,
    lease_ms  BIGINT NOT NULL
);
CREATE INDEX channels_presence_unit ON channels_presence (unit_id, person_id) WHERE state <> 'offline';
CREATE INDEX channels_presence_lease ON channels_presence (lease_ms) WHERE state <> 'offline';

-- What agents can do.
CREATE TABLE channels_agent (
    person_id TEXT   NOT NULL PRIMARY KEY,
    skills    JSONB  NOT NULL,
    languages JSONB  NOT NULL,
    channels  JSONB  NOT NULL,
    version   BIGINT NOT NULL
);

-- Which process hands contacts out now.
CREATE TABLE channels_router (
    id       BIGINT NOT NULL PRIMARY KEY,
    node     TEXT   NOT NULL,
    until_ms BIGINT NOT NULL
);
