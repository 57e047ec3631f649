-- A swap: two peers, each interviewing the other, back to back. Each asks for it, as one asks to be matched;
-- what comes of it is two sessions that know of each other.
ALTER TABLE requests ADD COLUMN swap BOOLEAN NOT NULL DEFAULT FALSE;
-- Whether its owner has said yes to what is offered; a swap is booked once both have.
ALTER TABLE requests ADD COLUMN accepted BOOLEAN NOT NULL DEFAULT FALSE;

-- The other half, and when it starts.
ALTER TABLE sessions ADD COLUMN swap_with TEXT;
ALTER TABLE sessions ADD COLUMN swap_at TIMESTAMP;
-- Who would keep this half if the other is called off: it stays when both would.
ALTER TABLE sessions ADD COLUMN candidate_keeps BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sessions ADD COLUMN interviewer_keeps BOOLEAN NOT NULL DEFAULT FALSE;
