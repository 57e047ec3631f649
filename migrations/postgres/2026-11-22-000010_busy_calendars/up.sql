-- Calendars of somebody's own, whose busy times are kept free: fetched from an address, or uploaded.
CREATE TABLE busy_calendars (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    -- A secret, often: nobody but its owner is shown it, and no log. NULL for one that is uploaded.
    url TEXT,
    -- JSON: when its owner is busy, in epoch seconds, merged. NULL while that is not known, or never.
    busy TEXT,
    -- What was read holds until then.
    covers_until TIMESTAMP,
    -- Events that could not be understood.
    left_out INTEGER NOT NULL DEFAULT 0,
    -- When it was read in full, and when it was last found to be as it was read.
    read_at TIMESTAMP,
    checked_at TIMESTAMP,
    -- The latest try, why it failed if it did, and how many failed in a row.
    tried_at TIMESTAMP,
    error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    -- What its server calls the version that was read.
    etag TEXT,
    last_modified TEXT,
    next_fetch_at TIMESTAMP,
    -- Whoever fetches it, until when at most.
    claim TEXT,
    claimed_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CHECK ((url IS NULL) = (next_fetch_at IS NULL))
);
CREATE INDEX busy_calendars_account ON busy_calendars (account_id);
CREATE INDEX busy_calendars_next ON busy_calendars (next_fetch_at);

-- One row in the log for each change of a calendar, however many spans it has.
CREATE TRIGGER note_opening_change AFTER INSERT OR DELETE ON busy_calendars
    FOR EACH ROW EXECUTE FUNCTION note_opening_change('account_id');
CREATE TRIGGER note_opening_change_of_busy AFTER UPDATE OF busy ON busy_calendars
    FOR EACH ROW WHEN (OLD.busy IS DISTINCT FROM NEW.busy) EXECUTE FUNCTION note_opening_change('account_id');
