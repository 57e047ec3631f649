-- The linter's warnings that the writer accepted when this version was submitted, with their reasons: a JSON array, or NULL for none.
ALTER TABLE feedback ADD COLUMN accepted_warnings TEXT;
