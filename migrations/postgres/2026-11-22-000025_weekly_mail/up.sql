-- That a weekly mail is wanted is said by when the next one is due; twice could only disagree. Its check goes with it.
ALTER TABLE plan_settings DROP COLUMN weekly_mail;
