//! The tables of what candidates make of their sessions.

diesel::table! {
    self_assessments (session_id) {
        session_id -> Text,
        document -> Text,
        before_notes -> Bool,
        given_at -> Timestamp,
    }
}

diesel::table! {
    reviews (session_id) {
        session_id -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}
