-- Figures, kept by a listener on the event log and rebuilt from it to the bit. Whole numbers only; times are UTC
-- milliseconds, days and months are counted from 1970-01 in the recorded time zone.

-- Under which time zone and definitions the figures were made.
CREATE TABLE measures_edition (
    id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    zone    TEXT   NOT NULL,
    edition TEXT   NOT NULL
);

-- What has to be known about a case to count its next event.
CREATE TABLE measures_case (
    case_id TEXT NOT NULL PRIMARY KEY,
    state   TEXT NOT NULL
);

-- What was counted: the rows behind every figure. A fact that was taken back stays with n = 0. Some metrics are
-- counted from the same facts and share their number here.
CREATE TABLE measures_fact (
    metric     BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    day        BIGINT NOT NULL,
    case_id    TEXT   NOT NULL,
    round      BIGINT NOT NULL,
    value      BIGINT,
    n          BIGINT NOT NULL,
    hits       BIGINT NOT NULL,
    unit_id    TEXT   NOT NULL,
    person_id  TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    class      TEXT   NOT NULL,
    channel    TEXT   NOT NULL,
    priority   TEXT   NOT NULL,
    step       TEXT   NOT NULL,
    changed_by BIGINT,
    PRIMARY KEY (metric, at_ms, seq)
);
CREATE INDEX measures_fact_value ON measures_fact (metric, day, value, n) WHERE value IS NOT NULL;
CREATE INDEX measures_fact_person ON measures_fact (metric, person_id, at_ms, seq) WHERE person_id <> '';

-- When cases were open, and as what: the rows behind the backlog. to_ms is the end of time while the case is open.
CREATE TABLE measures_stint (
    seq       BIGINT NOT NULL PRIMARY KEY,
    case_id   TEXT   NOT NULL,
    from_ms   BIGINT NOT NULL,
    to_ms     BIGINT NOT NULL,
    unit_id   TEXT   NOT NULL,
    person_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    class     TEXT   NOT NULL,
    channel   TEXT   NOT NULL,
    priority  TEXT   NOT NULL
);
CREATE INDEX measures_stint_end ON measures_stint (to_ms, from_ms, seq);

-- Sums per day (grain 2); for the backlog also per hour (1) and month (3). Dimension 0 is not told apart except by
-- unit.
CREATE TABLE measures_cell (
    metric      BIGINT NOT NULL,
    grain       BIGINT NOT NULL,
    dimension   BIGINT NOT NULL,
    bucket      BIGINT NOT NULL,
    unit_id     TEXT   NOT NULL,
    word        TEXT   NOT NULL,
    n           BIGINT NOT NULL,
    hits        BIGINT NOT NULL,
    total       BIGINT NOT NULL,
    square_high BIGINT NOT NULL,
    square_low  BIGINT NOT NULL,
    PRIMARY KEY (metric, grain, dimension, bucket, unit_id, word)
);

-- How many values belong to each mark of a logarithmic ruler, per day.
CREATE TABLE measures_ruler (
    metric BIGINT NOT NULL,
    day    BIGINT NOT NULL,
    mark   BIGINT NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (metric, day, mark)
);

-- The same tables once more: here the figures are made anew from the log, to be compared and to take their place.
CREATE TABLE measures_check_case (
    case_id TEXT NOT NULL PRIMARY KEY,
    state   TEXT NOT NULL
);

CREATE TABLE measures_check_fact (
    metric     BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    day        BIGINT NOT NULL,
    case_id    TEXT   NOT NULL,
    round      BIGINT NOT NULL,
    value      BIGINT,
    n          BIGINT NOT NULL,
    hits       BIGINT NOT NULL,
    unit_id    TEXT   NOT NULL,
    person_id  TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    class      TEXT   NOT NULL,
    channel    TEXT   NOT NULL,
    priority   TEXT   NOT NULL,
    step       TEXT   NOT NULL,
    changed_by BIGINT,
    PRIMARY KEY (metric, at_ms, seq)
);
CREATE INDEX measures_check_fact_value ON measures_check_fact (metric, day, value, n) WHERE value IS NOT NULL;
CREATE INDEX measures_check_fact_person ON measures_check_fact (metric, person_id, at_ms, seq) WHERE person_id <> '';

CREATE TABLE measures_check_stint (
    seq       BIGINT NOT NULL PRIMARY KEY,
    case_id   TEXT   NOT NULL,
    from_ms   BIGINT NOT NULL,
    to_ms     BIGINT NOT NULL,
    unit_id   TEXT   NOT NULL,
    person_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    class     TEXT   NOT NULL,
    channel   TEXT   NOT NULL,
    priority  TEXT   NOT NULL
);
CREATE INDEX measures_check_stint_end ON measures_check_stint (to_ms, from_ms, seq);

CREATE TABLE measures_check_cell (
    metric      BIGINT NOT NULL,
    grain       BIGINT NOT NULL,
    dimension   BIGINT NOT NULL,
    bucket      BIGINT NOT NULL,
    unit_id     TEXT   NOT NULL,
    word        TEXT   NOT NULL,
    n           BIGINT NOT NULL,
    hits        BIGINT NOT NULL,
    total       BIGINT NOT NULL,
    square_high BIGINT NOT NULL,
    square_low  BIGINT NOT NULL,
    PRIMARY KEY (metric, grain, dimension, bucket, unit_id, word)
);

CREATE TABLE measures_check_ruler (
    metric BIGINT NOT NULL,
    day    BIGINT NOT NULL,
    mark   BIGINT NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (metric, day, mark)
);
