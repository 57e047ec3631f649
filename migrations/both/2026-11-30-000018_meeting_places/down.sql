ALTER TABLE programs DROP COLUMN meeting_base;
ALTER TABLE sessions RENAME COLUMN meeting_place TO join_url;
ALTER TABLE interviewer_profiles RENAME COLUMN meeting_place TO meeting_link;
