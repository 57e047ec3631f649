-- The interviewer's draft; the revision is its ETag.
CREATE TABLE notes (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP
);

-- The notes as the candidate received them.
CREATE TABLE feedback (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    submitted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, version)
);
