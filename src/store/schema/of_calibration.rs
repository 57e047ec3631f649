//! The table of what interviewers practised rating on.

diesel::table! {
    calibrations (account_id, sample_id) {
        account_id -> Text,
        sample_id -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}
