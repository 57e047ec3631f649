//! The table of marks.

diesel::table! {
    marks (id) {
        id -> Text,
        account_id -> Text,
        session_id -> Text,
        kind -> Text,
        state -> Text,
        marked_at -> Timestamp,
        appeal -> Nullable<Text>,
        decision_reason -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}
