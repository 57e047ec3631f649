-- What somebody proposes: up to three other starts for a session, which the other person may take one of.
CREATE TABLE moves (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id), -- of a swap, the half that comes first: both move together
    account_id TEXT NOT NULL REFERENCES accounts (id), -- who proposes
    from_at TIMESTAMP NOT NULL, -- when the session was to start
    starts TEXT NOT NULL, -- the proposed ones, as JSON
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'ended')),
    chosen_at TIMESTAMP, -- the start that was taken
    answer_by TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP
);
-- One open proposal for a session.
CREATE UNIQUE INDEX moves_open ON moves (session_id) WHERE state = 'open';
CREATE INDEX moves_session ON moves (session_id);
CREATE INDEX moves_account ON moves (account_id);
CREATE INDEX moves_answer_by ON moves (answer_by) WHERE state = 'open';

-- A candidate moves a session alone once: the key holds it.
CREATE TABLE self_moves (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    from_at TIMESTAMP NOT NULL,
    to_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
