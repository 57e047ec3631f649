DROP TRIGGER note_opening_change ON sessions;
DROP TRIGGER note_opening_change ON accounts;
DROP TRIGGER note_opening_change ON availabilities;
DROP TRIGGER note_opening_change ON interviewer_profiles;
DROP FUNCTION note_opening_change;
DROP TABLE opening_changes;
