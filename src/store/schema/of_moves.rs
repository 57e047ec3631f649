//! The tables of sessions that move.

diesel::table! {
    moves (id) {
        id -> Text,
        session_id -> Text,
        account_id -> Text,
        from_at -> Timestamp,
        starts -> Text,
        reason -> Text,
        state -> Text,
        chosen_at -> Nullable<Timestamp>,
        answer_by -> Timestamp,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    candidate_moves (session_id) {
        session_id -> Text,
        from_at -> Timestamp,
        to_at -> Timestamp,
        created_at -> Timestamp,
    }
}
