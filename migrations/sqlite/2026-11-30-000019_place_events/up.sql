-- What happens to a session may be that its interviewer says where they meet. SQLite changes a CHECK only with the whole table.
CREATE TABLE session_events_new (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    occurred_at TIMESTAMP NOT NULL,
    actor_id TEXT REFERENCES accounts (id), -- NULL when a deadline passed
    actor_role TEXT NOT NULL CHECK (actor_role IN ('candidate', 'interviewer', 'coordinator', 'operator', 'clock')),
    kind TEXT NOT NULL CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released', 'place_set')),
    reason TEXT NOT NULL
);
INSERT INTO session_events_new SELECT * FROM session_events;
DROP TABLE session_events;
ALTER TABLE session_events_new RENAME TO session_events;
CREATE INDEX session_events_session ON session_events (session_id, occurred_at);
CREATE INDEX session_events_candidate ON session_events (candidate_id);
