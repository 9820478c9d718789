-- A conversation's tags, by id of the one catalogue, as they are shown in lists; and again one by one, to be found by.
ALTER TABLE channels_conversation ADD COLUMN tags JSONB NOT NULL DEFAULT '[]';
CREATE TABLE channels_tag (
    tag_id          TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    PRIMARY KEY (tag_id, conversation_id)
);
