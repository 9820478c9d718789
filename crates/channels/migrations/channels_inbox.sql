-- By which message somebody was called in last; what they have not seen of that is counted.
ALTER TABLE channels_part ADD COLUMN called_seq BIGINT NOT NULL DEFAULT 0;
CREATE INDEX channels_part_called ON channels_part (person_id, conversation_id) WHERE called_seq > seen_seq;
