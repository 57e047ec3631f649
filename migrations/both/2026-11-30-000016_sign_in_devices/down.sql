ALTER TABLE sign_ins DROP COLUMN last_seen_at;
ALTER TABLE sign_ins DROP COLUMN network;
ALTER TABLE sign_ins DROP COLUMN device;
