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
        message -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    monthly_summaries (account_id, month) {
        account_id -> Text,
        month -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    monthly_summary_opt_outs (account_id) {
        account_id -> Text,
        created_at -> Timestamp,
    }
}
