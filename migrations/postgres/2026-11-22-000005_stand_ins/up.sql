-- Who may be called at short notice, when somebody else's session loses its interviewer.
ALTER TABLE interviewer_profiles ADD COLUMN short_notice BOOLEAN NOT NULL DEFAULT FALSE;

-- The search for somebody who stands in, for a session that its interviewer called off.
CREATE TABLE stand_ins (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id), -- the one called off
    request_id TEXT, -- the candidate's that waits meanwhile; it may be gone
    state TEXT NOT NULL CHECK (state IN ('open', 'taken')),
    taken_id TEXT REFERENCES sessions (id), -- what the first to accept was booked for
    created_at TIMESTAMP NOT NULL
);

-- Who was asked.
CREATE TABLE stand_in_asks (
    session_id TEXT NOT NULL REFERENCES stand_ins (session_id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    declined BOOLEAN NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, account_id)
);
CREATE INDEX stand_in_asks_account ON stand_in_asks (account_id);
