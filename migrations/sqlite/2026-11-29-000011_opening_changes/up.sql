-- Whose openings may have changed, written by the database itself, so that no code path can forget to. Each process
-- keeps the interviewers' openings in memory, and reads here whose to load again.
--
-- There is one writer, so a higher id was committed later; on PostgreSQL that takes `tx`.
CREATE TABLE opening_changes (
    id BIGINT PRIMARY KEY NOT NULL,
    tx BIGINT NOT NULL DEFAULT 0,
    account_id TEXT NOT NULL,
    -- The database's own time: rows are swept by it, and by nothing else.
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX opening_changes_at ON opening_changes (at);

CREATE TRIGGER interviewer_profiles_added AFTER INSERT ON interviewer_profiles BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER interviewer_profiles_changed AFTER UPDATE ON interviewer_profiles BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER interviewer_profiles_deleted AFTER DELETE ON interviewer_profiles BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.account_id FROM opening_changes;
END;

CREATE TRIGGER availabilities_added AFTER INSERT ON availabilities BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER availabilities_changed AFTER UPDATE ON availabilities BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER availabilities_deleted AFTER DELETE ON availabilities BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.account_id FROM opening_changes;
END;

-- A pause changes whose openings there are, and a search ranks by reliability. That a pause ends needs no row here.
CREATE TRIGGER accounts_changed AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until, reliability ON accounts BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.id FROM opening_changes;
END;

CREATE TRIGGER sessions_added AFTER INSERT ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.interviewer_id FROM opening_changes;
END;

CREATE TRIGGER sessions_changed AFTER UPDATE OF candidate_id, interviewer_id, starts_at, duration_minutes, state ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.interviewer_id FROM opening_changes;
END;

CREATE TRIGGER sessions_deleted AFTER DELETE ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.interviewer_id FROM opening_changes;
END;

-- One row for each change of a calendar, however many busy times it has.
CREATE TRIGGER busy_calendars_added AFTER INSERT ON busy_calendars BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER busy_calendars_changed AFTER UPDATE OF busy ON busy_calendars WHEN OLD.busy IS NOT NEW.busy BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.account_id FROM opening_changes;
END;

CREATE TRIGGER busy_calendars_deleted AFTER DELETE ON busy_calendars BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.account_id FROM opening_changes;
END;
