-- What hangs on a case is found by the case. What a clock is for is told by its type in the program.
ALTER TABLE cases_clock DROP CONSTRAINT cases_clock_target_check;
DROP INDEX cases_clock_case;
ALTER TABLE cases_clock DROP CONSTRAINT cases_clock_pkey;
ALTER TABLE cases_clock ADD PRIMARY KEY (case_id, id);
DROP INDEX cases_promise_case;
ALTER TABLE cases_promise DROP CONSTRAINT cases_promise_pkey;
ALTER TABLE cases_promise ADD PRIMARY KEY (case_id, id);
DROP INDEX cases_transfer_case;
ALTER TABLE cases_transfer DROP CONSTRAINT cases_transfer_pkey;
ALTER TABLE cases_transfer ADD PRIMARY KEY (case_id, id);
DROP INDEX cases_note_case;
ALTER TABLE cases_note DROP CONSTRAINT cases_note_pkey;
ALTER TABLE cases_note ADD PRIMARY KEY (case_id, id);
DROP INDEX cases_attachment_case;
ALTER TABLE cases_attachment DROP CONSTRAINT cases_attachment_pkey;
ALTER TABLE cases_attachment ADD PRIMARY KEY (case_id, id);
CREATE INDEX cases_note_id ON cases_note (id);
CREATE INDEX cases_attachment_id ON cases_attachment (id);

-- Documents lie in scopes: the unit of the case, and everybody who has to do with it.
CREATE TABLE cases_scoped (id TEXT NOT NULL PRIMARY KEY, words TEXT[] NOT NULL);
INSERT INTO cases_scoped
SELECT c.id, array_append(
       ARRAY(SELECT lower(replace(p.person_id, '_', '')) FROM cases_party p WHERE p.case_id = c.id),
       lower(replace(c.unit_id, '_', '')))
  FROM cases_case c;
UPDATE search_document d SET words = d.words || array_to_tsvector(ARRAY(SELECT 'cases1' || w FROM unnest(s.words) w))
  FROM cases_scoped s WHERE d.space = 'cases' AND s.id = d.id;
UPDATE search_document d SET words = d.words || array_to_tsvector(ARRAY(SELECT 'casenotes1' || w FROM unnest(s.words) w))
  FROM cases_note n JOIN cases_scoped s ON s.id = n.case_id WHERE d.space = 'case_notes' AND n.id = d.id;
DROP TABLE cases_scoped;
