CREATE TABLE old_plan_settings (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    weekly_mail BOOLEAN NOT NULL,
    in_calendar BOOLEAN NOT NULL,
    in_briefs BOOLEAN NOT NULL,
    next_mail_at TIMESTAMP,
    mailed_week INTEGER,
    CHECK (weekly_mail = (next_mail_at IS NOT NULL))
);
INSERT INTO old_plan_settings (account_id, weekly_mail, in_calendar, in_briefs, next_mail_at, mailed_week)
SELECT account_id, next_mail_at IS NOT NULL, in_calendar, in_briefs, next_mail_at, mailed_week FROM plan_settings;
DROP TABLE plan_settings;
ALTER TABLE old_plan_settings RENAME TO plan_settings;
CREATE INDEX plan_settings_by_next_mail ON plan_settings (next_mail_at);
