-- What somebody asked for beside their plan; nothing of it before they do.
CREATE TABLE plan_settings (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    weekly_mail BOOLEAN NOT NULL,
    in_calendar BOOLEAN NOT NULL,
    in_briefs BOOLEAN NOT NULL,
    -- When the next weekly mail is due.
    next_mail_at TIMESTAMP,
    -- The Monday of the last week that was told, in days since 1970-01-01.
    mailed_week INTEGER,
    CHECK (weekly_mail = (next_mail_at IS NOT NULL))
);
CREATE INDEX plan_settings_by_next_mail ON plan_settings (next_mail_at);
