-- Cases that came by the portal, with what the customer said of them afterwards. The code by which a case is followed is
-- made of its id and a key, and lies nowhere.
CREATE TABLE cases_portal (
    case_id TEXT   NOT NULL PRIMARY KEY,
    request TEXT   NOT NULL UNIQUE,
    says    JSONB  NOT NULL,
    made_ms BIGINT NOT NULL
) WITHOUT ROWID;

-- What the customer wrote.
CREATE TABLE cases_portal_message (
    id      TEXT   NOT NULL,
    case_id TEXT   NOT NULL,
    request TEXT   NOT NULL,
    text    TEXT   NOT NULL,
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX cases_portal_message_request ON cases_portal_message (case_id, request);

-- How often who knocked: the key is a blind mark of an address or a contact, never the address itself.
CREATE TABLE cases_portal_count (
    key     TEXT   NOT NULL,
    slot_ms BIGINT NOT NULL,
    count   BIGINT NOT NULL,
    PRIMARY KEY (key, slot_ms)
) WITHOUT ROWID;
CREATE INDEX cases_portal_count_slot ON cases_portal_count (slot_ms);
