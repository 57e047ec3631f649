DROP TRIGGER log_opening_change_of_busy ON busy_calendars;
DROP TRIGGER log_opening_change ON busy_calendars;
DROP TRIGGER log_opening_change ON sessions;
DROP TRIGGER log_opening_change ON accounts;
DROP TRIGGER log_opening_change ON availabilities;
DROP TRIGGER log_opening_change ON interviewer_profiles;
DROP FUNCTION log_opening_change;
DROP TABLE opening_changes;
