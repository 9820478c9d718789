-- Up to when each person has seen what concerns them. The notices themselves are read from the log.
CREATE TABLE cases_notice_seen (
    person_id TEXT   NOT NULL PRIMARY KEY,
    until_ms  BIGINT NOT NULL
);
