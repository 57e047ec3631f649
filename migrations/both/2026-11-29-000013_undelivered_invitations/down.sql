ALTER TABLE program_invitations DROP COLUMN undelivered_at;
