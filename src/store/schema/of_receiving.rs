//! The tables of what becomes of feedback once it was received.

diesel::table! {
    feedback_shares (id) {
        id -> Text,
        session_id -> Text,
        name -> Text,
        token_hash -> Text,
        with_self_assessment -> Bool,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}
