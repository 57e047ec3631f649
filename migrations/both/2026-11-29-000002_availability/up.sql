-- Weekly hours, dated overrides and time off, as one JSON document.
CREATE TABLE availabilities (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    document TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

-- Calendars whose busy times are kept free: fetched from a URL, or uploaded.
CREATE TABLE busy_calendars (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    -- Often a secret: only its owner is shown it, and it is never logged. NULL for an uploaded calendar.
    url TEXT,
    -- The busy times as JSON, in epoch seconds, merged. NULL until they are known.
    busy TEXT,
    -- How far into the future `busy` reaches.
    covers_until TIMESTAMP,
    -- Events that could not be understood.
    skipped_events INTEGER NOT NULL DEFAULT 0,
    -- When it was last read in full, and when it was last found unchanged.
    read_at TIMESTAMP,
    checked_at TIMESTAMP,
    -- The latest attempt, its error if it failed, and how many failed in a row.
    attempted_at TIMESTAMP,
    error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    -- The validators that its server sent with the version that was read.
    etag TEXT,
    last_modified TEXT,
    next_fetch_at TIMESTAMP,
    -- The process that is fetching it, and until when at most.
    claimed_by TEXT,
    claimed_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CHECK ((url IS NULL) = (next_fetch_at IS NULL))
);
CREATE INDEX busy_calendars_account ON busy_calendars (account_id);
CREATE INDEX busy_calendars_next ON busy_calendars (next_fetch_at);

-- A person's calendar feed: one at a time, found by a secret of which only the hash is stored.
CREATE TABLE calendar_feeds (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL
);
