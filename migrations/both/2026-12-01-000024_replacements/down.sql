ALTER TABLE stand_ins ADD COLUMN program_id TEXT;
DROP INDEX stand_ins_request;
ALTER TABLE stand_ins DROP COLUMN asked_until;
DROP TABLE round_replacements;
ALTER TABLE requests DROP COLUMN other_languages;
ALTER TABLE requests DROP COLUMN other_kinds;
DROP INDEX requests_replaces_session;
ALTER TABLE requests DROP COLUMN replaces_session_id;
