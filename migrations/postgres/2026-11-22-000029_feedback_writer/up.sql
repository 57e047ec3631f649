-- Who wrote a version of the feedback in the interviewer's place; null where the interviewer did. An account that is closed keeps its
-- row, so no reference is needed, which SQLite could not drop with the column.
ALTER TABLE feedback ADD COLUMN writer_id TEXT;
