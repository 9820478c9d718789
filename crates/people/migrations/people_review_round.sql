-- Rounds of reviews of access, called by the day on which they opened, and who reviews whom in them.
CREATE TABLE people_review_round (
    day       TEXT   NOT NULL PRIMARY KEY,
    opened_ms BIGINT NOT NULL,
    due_ms    BIGINT NOT NULL,
    closed_ms BIGINT,
    people    BIGINT NOT NULL,
    done      BIGINT NOT NULL
);

-- `reviewer_id` is empty where nobody may review that person but themselves.
CREATE TABLE people_review_task (
    person_id   TEXT   NOT NULL,
    round       TEXT   NOT NULL,
    reviewer_id TEXT,
    due_ms      BIGINT NOT NULL,
    done_ms     BIGINT,
    PRIMARY KEY (person_id, round)
);
CREATE INDEX people_review_task_reviewer ON people_review_task (reviewer_id, person_id) WHERE done_ms IS NULL;
CREATE INDEX people_review_task_round ON people_review_task (round, reviewer_id);
