//! The tables of sessions, of the time they hold and of what happened to them.

diesel::table! {
    sessions (id) {
        id -> Text,
        candidate_id -> Text,
        interviewer_id -> Text,
        kind -> Text,
        level -> Text,
        topics -> Text,
        aims -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        duration_minutes -> Integer,
        join_url -> Nullable<Text>,
        sequence -> Integer,
        state -> Text,
        agreed_at -> Nullable<Timestamp>,
        candidate_confirmed_at -> Nullable<Timestamp>,
        interviewer_confirmed_at -> Nullable<Timestamp>,
        candidate_late_minutes -> Nullable<Integer>,
        interviewer_late_minutes -> Nullable<Integer>,
        swap_session_id -> Nullable<Text>,
        swap_starts_at -> Nullable<Timestamp>,
        candidate_keeps_half -> Bool,
        interviewer_keeps_half -> Bool,
        cancelled_by -> Nullable<Text>,
        cancel_reason -> Nullable<Text>,
        absent -> Nullable<Text>,
        marked_absent_at -> Nullable<Timestamp>,
        dispute_reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    booked_cells (account_id, cell) {
        account_id -> Text,
        cell -> BigInt,
        session_id -> Text,
    }
}

diesel::table! {
    session_events (id) {
        id -> Text,
        session_id -> Text,
        candidate_id -> Text,
        occurred_at -> Timestamp,
        actor_id -> Nullable<Text>,
        actor_role -> Text,
        kind -> Text,
        reason -> Text,
    }
}
