-- How interviewers rated the sample sessions, each once: whoever has seen the reference rates no more as they would have.
CREATE TABLE calibrations (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    sample TEXT NOT NULL,
    document TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, sample)
);
