-- What one event counts for somebody lies together, whatever it counts.
DROP INDEX measures_fact_person;
CREATE INDEX measures_fact_person ON measures_fact (person_id, at_ms, seq, metric) WHERE person_id <> '';
DROP INDEX measures_check_fact_person;
CREATE INDEX measures_check_fact_person ON measures_check_fact (person_id, at_ms, seq, metric) WHERE person_id <> '';
