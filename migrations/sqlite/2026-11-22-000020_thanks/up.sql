-- A candidate's thank-you, once for each session.
CREATE TABLE thanks (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    line TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL
);

-- The months that interviewers were told of, or that there was nothing to tell of: each once, by its first day.
CREATE TABLE impact_summaries (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    month TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, month)
);

-- Who wants no such mails.
CREATE TABLE no_impact_summaries (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    since TIMESTAMP NOT NULL
);
