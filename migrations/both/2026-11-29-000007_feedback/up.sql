-- Questions of the bank that a brief offered: none to the same candidate twice, whoever interviews.
CREATE TABLE offered_questions (
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    question_id TEXT NOT NULL, -- of the bank, which ships with the binary, or of a program
    session_id TEXT NOT NULL REFERENCES sessions (id),
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (candidate_id, question_id)
);
CREATE INDEX offered_questions_session ON offered_questions (session_id);

-- The interviewer's draft; the revision is its ETag.
CREATE TABLE notes (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP
);

-- Who writes the notes on a session instead of an interviewer who has not: one person at a time.
CREATE TABLE note_reassignments (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    writer_id TEXT NOT NULL REFERENCES accounts (id),
    reassigned_at TIMESTAMP NOT NULL
);
CREATE INDEX note_reassignments_writer ON note_reassignments (writer_id);

-- Who was notified of late notes: a coordinator's account id, or 'operator'. Once for each session and recipient.
CREATE TABLE late_notes_notifications (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    recipient TEXT NOT NULL,
    notified_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, recipient)
);
CREATE INDEX late_notes_notifications_recipient ON late_notes_notifications (recipient, notified_at);

-- The notes as the candidate received them.
CREATE TABLE feedback (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    change_reason TEXT, -- what changed and why, in the writer's words; NULL for the first version
    writer_id TEXT, -- who wrote this version instead of the interviewer; NULL where the interviewer did
    submitted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, version)
);

-- Links that candidates made to feedback they received. A revoked one is deleted.
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

-- A candidate's own ratings of a session, and whether they were given before the notes arrived.
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

-- A candidate's thank-you, once for each session.
CREATE TABLE thanks (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    message TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL
);

-- The months for which an interviewer's summary was made, or for which there was nothing to say: each once.
CREATE TABLE monthly_summaries (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    month TEXT NOT NULL, -- its first day, YYYY-MM-DD
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, month)
);

-- Who does not want the monthly summary.
CREATE TABLE monthly_summary_opt_outs (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);

-- How interviewers rated the sample sessions. Each sample once: after seeing the reference, nobody rates independently.
CREATE TABLE calibrations (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    sample_id TEXT NOT NULL,
    document TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, sample_id)
);
