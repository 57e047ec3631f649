DELETE FROM session_events WHERE kind = 'place_set';
ALTER TABLE session_events DROP CONSTRAINT session_events_kind_check;
ALTER TABLE session_events ADD CONSTRAINT session_events_kind_check CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released'));
