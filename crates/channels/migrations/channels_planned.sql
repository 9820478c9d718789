-- Answers that were written and are sent later. One that could not be sent as planned stays, with the reason.
CREATE TABLE channels_planned (
    id TEXT NOT NULL PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    body TEXT NOT NULL,
    files TEXT NOT NULL,
    due_ms BIGINT NOT NULL,
    seen_seq BIGINT NOT NULL,
    withheld TEXT
);
CREATE INDEX channels_planned_of ON channels_planned (conversation_id, due_ms, id);
