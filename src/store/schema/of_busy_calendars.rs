//! The table of calendars whose busy times are kept free.

diesel::table! {
    busy_calendars (id) {
        id -> Text,
        account_id -> Text,
        name -> Text,
        url -> Nullable<Text>,
        busy -> Nullable<Text>,
        covers_until -> Nullable<Timestamp>,
        skipped_events -> Integer,
        read_at -> Nullable<Timestamp>,
        checked_at -> Nullable<Timestamp>,
        attempted_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
        failures -> Integer,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
        next_fetch_at -> Nullable<Timestamp>,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}
