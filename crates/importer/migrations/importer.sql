-- Runs of the importer. Times are UTC milliseconds since 1970. `rows_done` is the checkpoint: so many rows of the file
-- are dealt with, whatever became of them; it is moved in the transaction that writes what they became, and only from
-- where whoever moves it left it, so that no two processes do the same run. `touched_ms` is when that was.
CREATE TABLE importer_job (
    id          TEXT    NOT NULL PRIMARY KEY,
    source      TEXT    NOT NULL,
    file_name   TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    mapping     JSONB   NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    dry_run     BOOLEAN NOT NULL,
    by_id       TEXT,
    made_ms     BIGINT  NOT NULL,
    ended_ms    BIGINT,
    rows_done   BIGINT  NOT NULL,
    bytes_done  BIGINT  NOT NULL,
    bytes_total BIGINT  NOT NULL,
    summary     JSONB   NOT NULL,
    failure     JSONB,
    lang        TEXT    NOT NULL CHECK (lang IN ('zh', 'en')),
    stop_asked  BOOLEAN NOT NULL DEFAULT FALSE,
    touched_ms  BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX importer_job_digest ON importer_job (source, digest);

-- The rows a run brought in, each as a number of 8 bytes: a row that comes again in a later file is known.
CREATE TABLE importer_chunk (
    source   TEXT   NOT NULL,
    job_id   TEXT   NOT NULL,
    first    BIGINT NOT NULL,
    prints   BYTEA  NOT NULL,
    PRIMARY KEY (source, job_id, first)
);

-- Each batch of a source takes the next turn. A run whose batch meets another turn than its own last one has been
-- overtaken: rows it takes for new may have come in.
CREATE TABLE importer_source (
    source   TEXT   NOT NULL PRIMARY KEY,
    turn     BIGINT NOT NULL
);

-- What is known of each imported case: where later rows of it go on.
CREATE TABLE importer_case (
    source  TEXT  NOT NULL,
    key     TEXT  NOT NULL,
    case_id TEXT  NOT NULL,
    job_id  TEXT  NOT NULL,
    life    JSONB NOT NULL,
    PRIMARY KEY (source, key)
);

-- Rows and cells that could not be used, as many as are worth reading.
CREATE TABLE importer_problem (
    job_id      TEXT    NOT NULL,
    no          BIGINT  NOT NULL,
    line        BIGINT  NOT NULL,
    column_name TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    refused     BOOLEAN NOT NULL,
    PRIMARY KEY (job_id, no)
);
