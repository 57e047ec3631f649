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
CREATE INDEX debriefs_cycle ON debriefs (cycle_id);

-- What somebody practices, week by week: the action steps of their feedback, and steps that they added.
CREATE TABLE plan_steps (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    source TEXT NOT NULL CHECK (source IN ('feedback', 'debrief', 'own')),
    -- The session or the debrief that it comes from, and its position there; NULL for a step that somebody added.
    source_id TEXT,
    position INTEGER,
    document TEXT NOT NULL,
    -- The Monday of the week that it is planned for, in days since 1970-01-01, which was a Thursday.
    week INTEGER NOT NULL CHECK ((week - 4) % 7 = 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    reason TEXT NOT NULL,
    settled_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CHECK ((state = 'open') = (settled_at IS NULL)),
    UNIQUE (source_id, position)
);
CREATE INDEX plan_steps_week ON plan_steps (account_id, week);

-- The options of a weekly plan; no row until somebody sets one.
CREATE TABLE plan_settings (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    in_calendar BOOLEAN NOT NULL, -- the calendar feed shows the steps
    in_briefs BOOLEAN NOT NULL, -- interviewers' briefs show the steps
    next_mail_at TIMESTAMP, -- when the next weekly mail is due; NULL where it is not wanted
    last_mailed_week INTEGER -- its Monday, in days since 1970-01-01
);
CREATE INDEX plan_settings_next_mail ON plan_settings (next_mail_at);
