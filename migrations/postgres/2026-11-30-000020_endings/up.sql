-- Every session ends: one whose notes never come as held without them, one that the two remember differently by a decision or
-- a deadline.
ALTER TABLE sessions DROP CONSTRAINT sessions_state_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_state_check CHECK (state IN (
        'offered', 'booked', 'cancelled', 'no_show', 'disputed', 'completed', 'held_without_notes'));

ALTER TABLE marks DROP CONSTRAINT marks_kind_check;
ALTER TABLE marks ADD CONSTRAINT marks_kind_check CHECK (kind IN ('late_cancel', 'absent', 'no_notes'));
ALTER TABLE marks ADD COLUMN contested_at TIMESTAMP; -- when the person disputed or appealed
CREATE INDEX marks_contested ON marks (contested_at);
UPDATE marks SET contested_at = marked_at WHERE decided_at IS NULL AND (state = 'disputed' OR appeal IS NOT NULL);

ALTER TABLE session_events DROP CONSTRAINT session_events_actor_role_check;
UPDATE session_events SET actor_role = 'system' WHERE actor_role = 'clock';
ALTER TABLE session_events ADD CONSTRAINT session_events_actor_role_check CHECK (
        actor_role IN ('candidate', 'interviewer', 'coordinator', 'operator', 'system'));
ALTER TABLE session_events DROP CONSTRAINT session_events_kind_check;
ALTER TABLE session_events ADD CONSTRAINT session_events_kind_check CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released', 'place_set', 'ended_without_notes', 'undecided'));

-- A place in the queue that is kept for a candidate whose session ended without notes, for their next request.
CREATE TABLE queue_places (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    since TIMESTAMP NOT NULL, -- what the request's age counts from
    request_id TEXT -- the request that took it; it may be deleted since
);
CREATE INDEX queue_places_candidate ON queue_places (candidate_id);
