DROP TABLE feedback_shares;
ALTER TABLE interviewer_profiles DROP COLUMN named_in_shares;
