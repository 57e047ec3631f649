//! The tables of `availability`.

diesel::table! {
    availabilities (account_id) {
        account_id -> Text,
        document -> Text,
        updated_at -> Timestamp,
    }
}

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
        guessed_zones -> Integer,
    }
}

diesel::table! {
    calendar_feeds (account_id) {
        account_id -> Text,
        token_hash -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    opening_changes (id) {
        id -> BigInt,
        tx -> BigInt,
        account_id -> Text,
        at -> Timestamp,
    }
}
