ALTER TABLE sessions DROP COLUMN interviewer_keeps;
ALTER TABLE sessions DROP COLUMN candidate_keeps;
ALTER TABLE sessions DROP COLUMN swap_at;
ALTER TABLE sessions DROP COLUMN swap_with;
ALTER TABLE requests DROP COLUMN accepted;
ALTER TABLE requests DROP COLUMN swap;
