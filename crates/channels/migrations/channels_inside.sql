-- A file said among colleagues, with a note or a whisper, is never shown to the customer of the conversation.
ALTER TABLE channels_file ADD COLUMN inside BOOLEAN NOT NULL DEFAULT FALSE;
