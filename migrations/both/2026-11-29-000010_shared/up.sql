-- What serves all nouns.

-- Every mail is a row, written in the transaction that causes it.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id),
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped', 'dead_letter')),
    first_due TIMESTAMP NOT NULL, -- when it was first to be sent
    not_before TIMESTAMP NOT NULL, -- when to send; after a failure, when to try again
    attempts INTEGER NOT NULL,
    leased_until TIMESTAMP, -- a sender has it until then
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP -- when it left the state waiting
);
CREATE INDEX outbox_due ON outbox (state, not_before);
CREATE INDEX outbox_session ON outbox (session_id);
CREATE INDEX outbox_account ON outbox (account_id);

-- The response to a creating POST with this key, written in the transaction of its effect.
CREATE TABLE idempotency_keys (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    response TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, key)
);

-- Work that one process at a time does: a lease is taken, and taken over, by a guarded update.
CREATE TABLE leases (
    name TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    held_until TIMESTAMP NOT NULL
);
INSERT INTO leases (name, holder, held_until) VALUES ('matcher', '', '2000-01-01 00:00:00');
