//! The tables of late notes: who writes them in somebody's place, and who was told of them.

diesel::table! {
    write_ups (session_id) {
        session_id -> Text,
        writer_id -> Text,
        handed_at -> Timestamp,
    }
}

diesel::table! {
    late_notes_told (session_id, overseer) {
        session_id -> Text,
        overseer -> Text,
        told_at -> Timestamp,
    }
}
