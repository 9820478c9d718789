-- Whom a lock on signing in concerns, where the login is somebody's, and from where it was tried; for those who unlock.
ALTER TABLE people_attempt ADD COLUMN person_id TEXT;
ALTER TABLE people_attempt ADD COLUMN address TEXT;
CREATE INDEX people_attempt_locked ON people_attempt (locked_ms);
