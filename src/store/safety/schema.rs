//! The tables of `safety`.

diesel::table! {
    blocks (blocker_id, blocked_id) {
        blocker_id -> Text,
        blocked_id -> Text,
        name -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reports (id) {
        id -> Text,
        reporter_id -> Text,
        reported_id -> Text,
        session_id -> Nullable<Text>,
        category -> Text,
        description -> Text,
        state -> Text,
        reply -> Nullable<Text>,
        closed_by -> Nullable<Text>,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    report_programs (report_id, program_id) {
        report_id -> Text,
        program_id -> Text,
    }
}
