-- When the email of an invitation was given up: its address refuses email, or three days were not enough.
ALTER TABLE program_invitations ADD COLUMN undelivered_at TIMESTAMP;
