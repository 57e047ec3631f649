DROP TABLE queue_places;
DELETE FROM session_events WHERE kind IN ('ended_without_notes', 'undecided');
ALTER TABLE session_events DROP CONSTRAINT session_events_actor_role_check;
UPDATE session_events SET actor_role = 'clock' WHERE actor_role = 'system';
ALTER TABLE session_events ADD CONSTRAINT session_events_actor_role_check CHECK (
        actor_role IN ('candidate', 'interviewer', 'coordinator', 'operator', 'clock'));
ALTER TABLE session_events DROP CONSTRAINT session_events_kind_check;
ALTER TABLE session_events ADD CONSTRAINT session_events_kind_check CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released', 'place_set'));
DELETE FROM marks WHERE kind = 'no_notes';
ALTER TABLE marks DROP COLUMN contested_at;
ALTER TABLE marks DROP CONSTRAINT marks_kind_check;
ALTER TABLE marks ADD CONSTRAINT marks_kind_check CHECK (kind IN ('late_cancel', 'absent'));
UPDATE sessions SET state = 'booked' WHERE state = 'held_without_notes';
ALTER TABLE sessions DROP CONSTRAINT sessions_state_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_state_check CHECK (state IN (
        'offered', 'booked', 'cancelled', 'no_show', 'disputed', 'completed'));
