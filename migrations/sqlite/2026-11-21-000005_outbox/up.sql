-- Every mail is a row, written in the transaction that causes it.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id),
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped', 'parked')),
    first_due TIMESTAMP NOT NULL, -- when it was first to be sent
    not_before TIMESTAMP NOT NULL, -- when to send; after a failure, when to try again
    attempts INTEGER NOT NULL,
    leased_until TIMESTAMP, -- a sender holds it until then
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP -- when it left the state waiting
);
CREATE INDEX outbox_due ON outbox (state, not_before);
CREATE INDEX outbox_session ON outbox (session_id);
CREATE INDEX outbox_account ON outbox (account_id);
