-- What a conversation came to, in the words of whoever closed it.
ALTER TABLE channels_conversation ADD COLUMN summary TEXT;
