//! The table of those who write notes in somebody's place.

diesel::table! {
    write_ups (session_id) {
        session_id -> Text,
        writer_id -> Text,
        handed_at -> Timestamp,
    }
}
