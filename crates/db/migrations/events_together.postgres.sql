-- What a command tells about one case lies in one row, which has the number of its last event. A row takes as many numbers as
-- it may hold events.
ALTER TABLE event_log ALTER COLUMN seq SET INCREMENT BY 32;
SELECT setval('event_log_seq_seq', COALESCE((SELECT MAX(seq) FROM event_log), 0) + 1);
