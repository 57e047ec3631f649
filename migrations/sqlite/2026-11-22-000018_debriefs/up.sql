-- What somebody makes of an interview: a mock session, a real one, or a whole application cycle, which groups real ones.
CREATE TABLE debriefs (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    about TEXT NOT NULL CHECK (about IN ('session', 'interview', 'cycle')),
    session_id TEXT REFERENCES sessions (id),
    cycle_id TEXT REFERENCES debriefs (id),
    document TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK ((about = 'session') = (session_id IS NOT NULL)),
    CHECK (about = 'interview' OR cycle_id IS NULL),
    UNIQUE (account_id, session_id)
);
CREATE INDEX debriefs_by_cycle ON debriefs (cycle_id);
