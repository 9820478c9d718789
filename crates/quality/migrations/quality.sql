-- What goes wrong right now and was told to supervisors. `over_ms` is when its cause was gone: until then nothing else
-- is told of the same cause, also once somebody has settled it.
CREATE TABLE quality_alert (
    id              TEXT    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    conversation_id TEXT,
    person_id       TEXT,
    queue           TEXT,
    unit_id         TEXT,
    found           BIGINT  NOT NULL,
    raised_ms       BIGINT  NOT NULL,
    owner_id        TEXT,
    acknowledged_ms BIGINT,
    resolved_ms     BIGINT,
    resolved_by     TEXT,
    note            TEXT,
    over_ms         BIGINT,
    version         BIGINT  NOT NULL
);
CREATE UNIQUE INDEX quality_alert_cause ON quality_alert (kind, subject) WHERE over_ms IS NULL;
CREATE INDEX quality_alert_open ON quality_alert (raised_ms, id) WHERE resolved_ms IS NULL;
CREATE INDEX quality_alert_past ON quality_alert (resolved_ms, id) WHERE resolved_ms IS NOT NULL;
