-- The field of policy that a cell does not fit: its names, and what may stand there.
ALTER TABLE importer_problem ADD COLUMN field JSONB;
