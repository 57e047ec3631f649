DROP TABLE program_messages;
ALTER TABLE program_members DROP COLUMN wants_mail;
