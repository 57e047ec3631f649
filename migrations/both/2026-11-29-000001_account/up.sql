-- A person. A deleted account keeps its row, so that what others wrote or received keeps its author.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE, -- the email with case folded; the id once the account is deleted
    display_name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    email_verified_at TIMESTAMP,
    -- Until when two marks pause new bookings, in either seat. Recomputed, under the account's lock, with every mark.
    paused_until TIMESTAMP,
    -- The percentage of recent sessions that the person kept; it feeds the fit. Recomputed with every mark, and hourly
    -- for everybody below 100.
    reliability INTEGER NOT NULL DEFAULT 100 CHECK (reliability BETWEEN 0 AND 100),
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP
);

-- One sign-in: a family of refresh tokens, revoked together.
CREATE TABLE sign_ins (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX sign_ins_account ON sign_ins (account_id);

CREATE TABLE refresh_tokens (
    token_hash TEXT PRIMARY KEY NOT NULL, -- SHA-256; the token itself is never stored
    sign_in_id TEXT NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
    issued_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX refresh_tokens_sign_in ON refresh_tokens (sign_in_id);

-- A single-use link that was emailed. The token in the email is signed from this row, not stored.
CREATE TABLE links (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password', 'confirm_new_email')),
    new_email TEXT, -- for confirm_new_email
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX links_account ON links (account_id);

-- Lists in the profiles are JSON arrays in text: ["coding","concepts"].
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
    short_notice BOOLEAN NOT NULL DEFAULT FALSE, -- may be asked to stand in at short notice
    meeting_link TEXT,
    named_in_shares BOOLEAN NOT NULL DEFAULT FALSE, -- feedback that a candidate shares may name them
    paused_until TIMESTAMP,
    updated_at TIMESTAMP NOT NULL
);
