-- Lists are JSON arrays in text: ["coding","concepts"].
CREATE TABLE candidate_profiles (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    level TEXT NOT NULL CHECK (level IN ('intern', 'junior', 'mid', 'senior', 'staff')),
    kinds TEXT NOT NULL,
    topics TEXT NOT NULL,
    languages TEXT NOT NULL,
    programming_languages TEXT NOT NULL,
    target_role TEXT NOT NULL,
    goals TEXT NOT NULL,
    practise TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE interviewer_profiles (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    headline TEXT NOT NULL,
    years INTEGER NOT NULL CHECK (years BETWEEN 0 AND 70),
    has_interviewed BOOLEAN NOT NULL,
    kinds TEXT NOT NULL,
    levels TEXT NOT NULL,
    topics TEXT NOT NULL,
    languages TEXT NOT NULL,
    durations_minutes TEXT NOT NULL,
    weekly_capacity INTEGER NOT NULL CHECK (weekly_capacity BETWEEN 0 AND 20),
    min_notice_hours INTEGER NOT NULL CHECK (min_notice_hours BETWEEN 0 AND 336),
    buffer_minutes INTEGER NOT NULL CHECK (buffer_minutes BETWEEN 0 AND 240),
    horizon_days INTEGER NOT NULL CHECK (horizon_days BETWEEN 1 AND 180),
    meeting_link TEXT,
    paused_until TIMESTAMP,
    updated_at TIMESTAMP NOT NULL
);

-- Weekly hours, dated overrides and time off: one JSON document, as rules::availability reads it.
CREATE TABLE availabilities (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    document TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
