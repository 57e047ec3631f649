//! The table of marks.

diesel::table! {
    marks (id) {
        id -> Text,
        account_id -> Text,
        session_id -> Text,
        kind -> Text,
        state -> Text,
        at -> Timestamp,
        appeal -> Nullable<Text>,
        answer -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}
