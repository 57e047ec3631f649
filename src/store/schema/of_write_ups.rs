//! The tables of late notes: who writes them in somebody's place, and who was told of them.

diesel::table! {
    note_reassignments (session_id) {
        session_id -> Text,
        writer_id -> Text,
        reassigned_at -> Timestamp,
    }
}

diesel::table! {
    late_notes_notifications (session_id, recipient) {
        session_id -> Text,
        recipient -> Text,
        notified_at -> Timestamp,
    }
}
