//! The table of what interviewers practised rating on.

diesel::table! {
    calibrations (account_id, sample) {
        account_id -> Text,
        sample -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}
