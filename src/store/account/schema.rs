//! The tables of `account`.

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        email_key -> Text,
        display_name -> Text,
        time_zone -> Text,
        password_hash -> Text,
        email_verified_at -> Nullable<Timestamp>,
        paused_until -> Nullable<Timestamp>,
        reliability -> Integer,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_ins (id) {
        id -> Text,
        account_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        device -> Nullable<Text>,
        network -> Nullable<Text>,
        last_seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    refresh_tokens (token_hash) {
        token_hash -> Text,
        sign_in_id -> Text,
        issued_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    links (id) {
        id -> Text,
        account_id -> Text,
        purpose -> Text,
        new_email -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    address_requests (id) {
        id -> Text,
        kind -> Text,
        email -> Text,
        account_id -> Nullable<Text>,
        display_name -> Nullable<Text>,
        time_zone -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    candidate_profiles (account_id) {
        account_id -> Text,
        level -> Text,
        kinds -> Text,
        topics -> Text,
        languages -> Text,
        programming_languages -> Text,
        target_role -> Text,
        goals -> Text,
        practise -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    interviewer_profiles (account_id) {
        account_id -> Text,
        headline -> Text,
        years -> Integer,
        has_interviewed -> Bool,
        kinds -> Text,
        levels -> Text,
        topics -> Text,
        languages -> Text,
        durations_minutes -> Text,
        weekly_capacity -> Integer,
        min_notice_hours -> Integer,
        buffer_minutes -> Integer,
        horizon_days -> Integer,
        short_notice -> Bool,
        meeting_place -> Nullable<Text>,
        named_in_shares -> Bool,
        paused_until -> Nullable<Timestamp>,
        updated_at -> Timestamp,
    }
}
