ALTER TABLE plan_settings ADD COLUMN weekly_mail BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE plan_settings SET weekly_mail = (next_mail_at IS NOT NULL);
ALTER TABLE plan_settings ALTER COLUMN weekly_mail DROP DEFAULT;
ALTER TABLE plan_settings ADD CHECK (weekly_mail = (next_mail_at IS NOT NULL));
