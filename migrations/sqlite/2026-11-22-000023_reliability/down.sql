DROP TRIGGER accounts_changed;
CREATE TRIGGER accounts_changed AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until ON accounts BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.id FROM opening_changes;
END;
ALTER TABLE accounts DROP COLUMN reliability;
