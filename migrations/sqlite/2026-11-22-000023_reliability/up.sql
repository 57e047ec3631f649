-- How much of what they agreed to somebody kept lately, of a hundred: it feeds the fit. Counted again, under the
-- person's lock, with every mark, and every hour for those below a hundred.
ALTER TABLE accounts ADD COLUMN reliability INTEGER NOT NULL DEFAULT 100 CHECK (reliability BETWEEN 0 AND 100);

-- A search ranks by it.
DROP TRIGGER accounts_changed;
CREATE TRIGGER accounts_changed AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until, reliability ON accounts BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.id FROM opening_changes;
END;
