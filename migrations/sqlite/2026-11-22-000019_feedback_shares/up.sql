-- Whether feedback that a candidate shares may name its interviewer.
ALTER TABLE interviewer_profiles ADD COLUMN named_in_shares BOOLEAN NOT NULL DEFAULT FALSE;

-- Links that candidates made to feedback they received. One that is taken back is gone.
CREATE TABLE feedback_shares (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    name TEXT NOT NULL, -- what the candidate calls it
    token_hash TEXT NOT NULL UNIQUE,
    with_self_assessment BOOLEAN NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX feedback_shares_session ON feedback_shares (session_id);
