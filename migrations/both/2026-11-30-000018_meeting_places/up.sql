-- Where people meet may be a place in words, and a program may make rooms for its sessions.
ALTER TABLE interviewer_profiles RENAME COLUMN meeting_link TO meeting_place;
ALTER TABLE sessions RENAME COLUMN join_url TO meeting_place; -- NULL until the interviewer says where
ALTER TABLE programs ADD COLUMN meeting_base TEXT; -- rooms are made under this address; NULL: at the interviewer's place
