-- A person's calendar feed: one at a time, found by a secret of which only the hash is kept.
CREATE TABLE calendar_feeds (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL
);
