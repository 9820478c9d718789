-- Cases that passed from an absent person to whoever stands in, and what of each: they come back when the person does.
CREATE TABLE cases_stand_in (
    absence_id     TEXT    NOT NULL,
    case_id        TEXT    NOT NULL,
    from_id        TEXT    NOT NULL,
    to_id          TEXT    NOT NULL,
    handler        BOOLEAN NOT NULL,
    receiver       BOOLEAN NOT NULL,
    first_receiver BOOLEAN NOT NULL,
    passed_ms      BIGINT  NOT NULL,
    PRIMARY KEY (absence_id, case_id)
);
