-- What changed and why, in the interviewer's words; of the first version nothing did.
ALTER TABLE feedback ADD COLUMN why TEXT;
