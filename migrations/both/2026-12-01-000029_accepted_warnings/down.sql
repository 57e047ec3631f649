ALTER TABLE feedback DROP COLUMN accepted_warnings;
