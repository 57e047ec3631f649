-- How much of what they agreed to somebody kept lately, of a hundred: it feeds the fit. Counted again, under the
-- person's lock, with every mark, and every hour for those below a hundred.
ALTER TABLE accounts ADD COLUMN reliability INTEGER NOT NULL DEFAULT 100 CHECK (reliability BETWEEN 0 AND 100);

-- A search ranks by it.
DROP TRIGGER note_opening_change ON accounts;
CREATE TRIGGER note_opening_change AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until, reliability ON accounts
    FOR EACH ROW EXECUTE FUNCTION note_opening_change('id');
