DROP TRIGGER note_opening_change ON accounts;
CREATE TRIGGER note_opening_change AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until ON accounts
    FOR EACH ROW EXECUTE FUNCTION note_opening_change('id');
ALTER TABLE accounts DROP COLUMN reliability;
