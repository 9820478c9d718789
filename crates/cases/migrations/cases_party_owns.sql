-- Who handles a case is told by its people, so that the cases themselves need no indexes by handler: a list of a handler's
-- cases is a walk along those of the person. Handlers whom an import changed without adding them are added.
ALTER TABLE cases_party ADD COLUMN owns BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX cases_party_due;
DROP INDEX cases_party_open;
DROP INDEX cases_party_closed;
INSERT INTO cases_party (case_id, person_id, is_open, due_ms, owns)
SELECT id, owner_id, status <> 'closed', due_ms, TRUE FROM cases_case WHERE owner_id IS NOT NULL
    ON CONFLICT (case_id, person_id) DO UPDATE SET owns = TRUE;
CREATE INDEX cases_party_due ON cases_party (person_id, owns, due_ms, case_id) WHERE is_open;
CREATE INDEX cases_party_open ON cases_party (person_id, owns, case_id) WHERE is_open;
CREATE INDEX cases_party_closed ON cases_party (person_id, owns, case_id) WHERE NOT is_open;
DROP INDEX cases_case_owner_due;
DROP INDEX cases_case_owner_open;
DROP INDEX cases_case_owner_closed;
