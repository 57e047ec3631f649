-- That a weekly mail is wanted is said by when the next one is due; twice could only disagree. SQLite drops no column
-- that a check names: the table is made anew.
CREATE TABLE new_plan_settings (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    in_calendar BOOLEAN NOT NULL,
    in_briefs BOOLEAN NOT NULL,
    -- When the next weekly mail is due; none where it is not wanted.
    next_mail_at TIMESTAMP,
    -- The Monday of the last week that was told, in days since 1970-01-01.
    mailed_week INTEGER
);
INSERT INTO new_plan_settings (account_id, in_calendar, in_briefs, next_mail_at, mailed_week)
SELECT account_id, in_calendar, in_briefs, next_mail_at, mailed_week FROM plan_settings;
DROP TABLE plan_settings;
ALTER TABLE new_plan_settings RENAME TO plan_settings;
CREATE INDEX plan_settings_by_next_mail ON plan_settings (next_mail_at);
