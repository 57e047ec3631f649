-- What happened to a session, who did it and why. Rows are added and never changed.
-- The session is not referenced: an offer that was not taken goes, and what came of it stays its candidate's to read.
CREATE TABLE session_events (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    at TIMESTAMP NOT NULL,
    actor_id TEXT REFERENCES accounts (id), -- nobody where time itself acts
    seat TEXT NOT NULL CHECK (seat IN ('candidate', 'interviewer', 'coordinator', 'operator', 'clock')),
    what TEXT NOT NULL CHECK (what IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released')),
    why TEXT NOT NULL
);
CREATE INDEX session_events_session ON session_events (session_id, at);
CREATE INDEX session_events_candidate ON session_events (candidate_id);

-- When the two agreed to this start, and what they said about coming to it.
ALTER TABLE sessions ADD COLUMN agreed_at TIMESTAMP;
ALTER TABLE sessions ADD COLUMN candidate_confirmed_at TIMESTAMP;
ALTER TABLE sessions ADD COLUMN interviewer_confirmed_at TIMESTAMP;
ALTER TABLE sessions ADD COLUMN candidate_late_minutes INTEGER;
ALTER TABLE sessions ADD COLUMN interviewer_late_minutes INTEGER;
UPDATE sessions SET agreed_at = created_at;
UPDATE sessions SET
    candidate_confirmed_at = (SELECT r.candidate_confirmed_at FROM round_results r WHERE r.session_id = sessions.id),
    interviewer_confirmed_at = (SELECT r.interviewer_confirmed_at FROM round_results r WHERE r.session_id = sessions.id);

-- Any session can be confirmed now, so a round no longer keeps that for its own.
ALTER TABLE round_results DROP COLUMN candidate_confirmed_at;
ALTER TABLE round_results DROP COLUMN interviewer_confirmed_at;
