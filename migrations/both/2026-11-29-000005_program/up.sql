-- A club, class or bootcamp that runs mock interviews together. Lists are JSON arrays; an empty one leaves the choice open.
CREATE TABLE programs (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    time_zone TEXT NOT NULL, -- its days and weeks are counted in it
    starts_on TEXT NOT NULL, -- YYYY-MM-DD
    ends_on TEXT, -- the last day; NULL for a club without an end
    kinds TEXT NOT NULL,
    levels TEXT NOT NULL,
    topics TEXT NOT NULL,
    sessions_per_week INTEGER NOT NULL CHECK (sessions_per_week BETWEEN 1 AND 7), -- of one candidate
    min_notice_hours INTEGER NOT NULL CHECK (min_notice_hours BETWEEN 0 AND 336),
    may_meet TEXT NOT NULL CHECK (may_meet IN ('anyone', 'other_groups', 'same_group')),
    join_code TEXT NOT NULL UNIQUE, -- shown to coordinators, so stored as it is
    joining_open BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE program_members (
    program_id TEXT NOT NULL REFERENCES programs (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('member', 'coordinator')),
    candidate BOOLEAN NOT NULL,
    interviewer BOOLEAN NOT NULL,
    group_name TEXT,
    shares_notes BOOLEAN NOT NULL, -- the member's consent: coordinators may read the feedback they receive
    joined_at TIMESTAMP NOT NULL,
    PRIMARY KEY (program_id, account_id)
);
CREATE INDEX program_members_account ON program_members (account_id);

-- Somebody whom coordinators invited. One row for each email in a program, so that two uploads invite nobody twice.
CREATE TABLE program_invitations (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL, -- the email with case folded
    name TEXT,
    role TEXT NOT NULL CHECK (role IN ('member', 'coordinator')),
    candidate BOOLEAN NOT NULL,
    interviewer BOOLEAN NOT NULL,
    group_name TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'withdrawn')),
    mails_sent INTEGER NOT NULL, -- bounded
    account_id TEXT REFERENCES accounts (id), -- who accepted
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (program_id, email_key)
);
CREATE INDEX program_invitations_account ON program_invitations (account_id);
CREATE INDEX program_invitations_email ON program_invitations (email_key);

-- What a program adds to the question bank. A retired question stays for the briefs that it was drawn for.
CREATE TABLE program_questions (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    kind TEXT NOT NULL,
    document TEXT NOT NULL, -- JSON, in the shape of the bank
    revision INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX program_questions_program ON program_questions (program_id);
