-- What somebody asked about an address: noted in one statement whether or not it has an account, so that the time it takes
-- tells nothing, and done a moment later by the worker, which deletes the row.
CREATE TABLE address_requests (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sign_up', 'resend_verification', 'forgot_password', 'change_email')),
    email TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id), -- for change_email
    display_name TEXT, -- for sign_up
    time_zone TEXT, -- for sign_up
    password_hash TEXT, -- for sign_up the new one; for change_email the one that was given for it
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX address_requests_account ON address_requests (account_id);
