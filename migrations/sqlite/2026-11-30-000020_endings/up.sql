-- Every session ends: one whose notes never come as held without them, one that the two remember differently by a decision or
-- a deadline. SQLite changes a CHECK only with the whole table. Other tables refer to `sessions`; it is dropped and made again
-- under its own name, so that by the end of the transaction they find its rows again.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE kept_sessions AS SELECT * FROM sessions;
DROP TABLE sessions;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('coding', 'concepts', 'system_design', 'behavioral', 'take_home')),
    level TEXT NOT NULL CHECK (level IN ('intern', 'junior', 'mid', 'senior', 'staff')),
    topics TEXT NOT NULL,
    aims TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes IN (30, 45, 60, 90)),
    meeting_place TEXT, -- NULL until the interviewer says where
    sequence INTEGER NOT NULL, -- iCalendar's SEQUENCE
    state TEXT NOT NULL CHECK (state IN ('offered', 'booked', 'cancelled', 'no_show', 'disputed', 'completed', 'held_without_notes')),
    agreed_at TIMESTAMP, -- when the two agreed to this start
    candidate_confirmed_at TIMESTAMP,
    interviewer_confirmed_at TIMESTAMP,
    candidate_late_minutes INTEGER,
    interviewer_late_minutes INTEGER,
    -- The other half of a swap and when it starts. A half outlives a cancelled other half if both want to keep it.
    swap_session_id TEXT,
    swap_starts_at TIMESTAMP,
    candidate_keeps_half BOOLEAN NOT NULL DEFAULT FALSE,
    interviewer_keeps_half BOOLEAN NOT NULL DEFAULT FALSE,
    cancelled_by TEXT CHECK (cancelled_by IN ('candidate', 'interviewer')),
    cancel_reason TEXT,
    absent TEXT CHECK (absent IN ('candidate', 'interviewer')),
    marked_absent_at TIMESTAMP,
    dispute_reason TEXT,
    created_at TIMESTAMP NOT NULL,
    CHECK (candidate_id <> interviewer_id)
);
INSERT INTO sessions SELECT * FROM kept_sessions;
DROP TABLE kept_sessions;
CREATE INDEX sessions_interviewer ON sessions (interviewer_id, starts_at);
CREATE INDEX sessions_candidate ON sessions (candidate_id, starts_at);
CREATE INDEX sessions_start ON sessions (starts_at);
CREATE TRIGGER sessions_added AFTER INSERT ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.interviewer_id FROM opening_changes;
END;
CREATE TRIGGER sessions_changed AFTER UPDATE OF candidate_id, interviewer_id, starts_at, duration_minutes, state ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, NEW.interviewer_id FROM opening_changes;
END;
CREATE TRIGGER sessions_deleted AFTER DELETE ON sessions BEGIN
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.candidate_id FROM opening_changes;
    INSERT INTO opening_changes (id, account_id) SELECT COALESCE(MAX(id), 0) + 1, OLD.interviewer_id FROM opening_changes;
END;

CREATE TABLE marks_new (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT NOT NULL REFERENCES sessions (id),
    kind TEXT NOT NULL CHECK (kind IN ('late_cancel', 'absent', 'no_notes')),
    state TEXT NOT NULL CHECK (state IN ('counts', 'disputed', 'upheld', 'lifted')),
    marked_at TIMESTAMP NOT NULL,
    appeal TEXT, -- what the person says against it
    decision_reason TEXT,
    decided_at TIMESTAMP,
    contested_at TIMESTAMP, -- when the person disputed or appealed
    UNIQUE (session_id, account_id, kind)
);
INSERT INTO marks_new SELECT *, NULL FROM marks;
DROP TABLE marks;
ALTER TABLE marks_new RENAME TO marks;
CREATE INDEX marks_account ON marks (account_id, marked_at);
CREATE INDEX marks_contested ON marks (contested_at);
UPDATE marks SET contested_at = marked_at WHERE decided_at IS NULL AND (state = 'disputed' OR appeal IS NOT NULL);

CREATE TABLE session_events_new (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    occurred_at TIMESTAMP NOT NULL,
    actor_id TEXT REFERENCES accounts (id), -- NULL when a deadline passed
    actor_role TEXT NOT NULL CHECK (actor_role IN ('candidate', 'interviewer', 'coordinator', 'operator', 'system')),
    kind TEXT NOT NULL CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released', 'place_set', 'ended_without_notes', 'undecided')),
    reason TEXT NOT NULL
);
INSERT INTO session_events_new
SELECT id, session_id, candidate_id, occurred_at, actor_id, replace(actor_role, 'clock', 'system'), kind, reason FROM session_events;
DROP TABLE session_events;
ALTER TABLE session_events_new RENAME TO session_events;
CREATE INDEX session_events_session ON session_events (session_id, occurred_at);
CREATE INDEX session_events_candidate ON session_events (candidate_id);

-- A place in the queue that is kept for a candidate whose session ended without notes, for their next request.
CREATE TABLE queue_places (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    since TIMESTAMP NOT NULL, -- what the request's age counts from
    request_id TEXT -- the request that took it; it may be deleted since
);
CREATE INDEX queue_places_candidate ON queue_places (candidate_id);
