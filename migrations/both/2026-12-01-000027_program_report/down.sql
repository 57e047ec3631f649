DROP TABLE told_sessions;
DROP TABLE digest_settings;
DROP TABLE former_members;
DROP TABLE program_sessions;
ALTER TABLE requests DROP COLUMN round_id;
ALTER TABLE requests DROP COLUMN program_id;
ALTER TABLE requests DROP COLUMN matched_at;
ALTER TABLE requests DROP COLUMN asked_at;
