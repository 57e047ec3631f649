//! The tables of who stands in for somebody else.

diesel::table! {
    stand_ins (session_id) {
        session_id -> Text,
        request_id -> Nullable<Text>,
        state -> Text,
        taken_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    stand_in_invitations (session_id, account_id) {
        session_id -> Text,
        account_id -> Text,
        declined -> Bool,
        invited_at -> Timestamp,
    }
}
