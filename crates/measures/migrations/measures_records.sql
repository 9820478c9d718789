-- Whether a record is complete (28) is a hit of the fact that says how good it is (27): both come from the same opening
-- and are told apart alike. What was kept twice becomes what a rebuild would give, so none is needed.
UPDATE measures_fact
   SET hits = f.hits, changed_by = f.changed_by
  FROM (SELECT at_ms AS of_ms, seq AS of_seq, hits, changed_by FROM measures_fact WHERE metric = 28) AS f
 WHERE metric = 27 AND at_ms = f.of_ms AND seq = f.of_seq;
UPDATE measures_cell
   SET hits = f.hits
  FROM (SELECT grain AS of_grain, dimension AS of_dimension, bucket AS of_bucket, unit_id AS of_unit, word AS of_word, hits
          FROM measures_cell WHERE metric = 28) AS f
 WHERE metric = 27 AND grain = f.of_grain AND dimension = f.of_dimension AND bucket = f.of_bucket
   AND unit_id = f.of_unit AND word = f.of_word;
DELETE FROM measures_fact WHERE metric = 28;
DELETE FROM measures_cell WHERE metric = 28;
