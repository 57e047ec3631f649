-- What is noted against somebody who called off late or did not come: once for each session, person and kind.
CREATE TABLE marks (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT NOT NULL REFERENCES sessions (id),
    kind TEXT NOT NULL CHECK (kind IN ('late_cancel', 'absent')),
    state TEXT NOT NULL CHECK (state IN ('counts', 'disputed', 'upheld', 'lifted')),
    at TIMESTAMP NOT NULL,
    appeal TEXT, -- what its owner says against it
    answer TEXT, -- what whoever decided about it said
    decided_at TIMESTAMP,
    UNIQUE (session_id, account_id, kind)
);
CREATE INDEX marks_account ON marks (account_id, at);

-- Until when two marks pause new bookings, in either seat. Counted again, under the person's lock, with every mark.
ALTER TABLE accounts ADD COLUMN paused_until TIMESTAMP;

-- A pause changes whose openings there are; that it ends is a matter of the clock.
DROP TRIGGER accounts_changed;
CREATE TRIGGER accounts_changed AFTER UPDATE OF display_name, email_verified_at, deleted_at, paused_until ON accounts BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.id FROM opening_changes;
END;
