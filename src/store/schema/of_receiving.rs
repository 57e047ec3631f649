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

diesel::table! {
    thanks (session_id) {
        session_id -> Text,
        line -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    impact_summaries (account_id, month) {
        account_id -> Text,
        month -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    no_impact_summaries (account_id) {
        account_id -> Text,
        since -> Timestamp,
    }
}
