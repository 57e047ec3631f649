-- A candidate's own ratings of a session; whether the notes were still to come when they were given.
CREATE TABLE self_assessments (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    document TEXT NOT NULL,
    before_notes BOOLEAN NOT NULL,
    given_at TIMESTAMP NOT NULL
);

-- A candidate's view of the interviewer.
CREATE TABLE reviews (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    document TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL
);
