//! The tables of `practice`.

diesel::table! {
    debriefs (id) {
        id -> Text,
        account_id -> Text,
        about -> Text,
        session_id -> Nullable<Text>,
        cycle_id -> Nullable<Text>,
        document -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    plan_settings (account_id) {
        account_id -> Text,
        in_calendar -> Bool,
        in_briefs -> Bool,
        next_mail_at -> Nullable<Timestamp>,
        last_mailed_week -> Nullable<Integer>,
    }
}

diesel::table! {
    plan_steps (id) {
        id -> Text,
        account_id -> Text,
        source -> Text,
        source_id -> Nullable<Text>,
        position -> Nullable<Integer>,
        document -> Text,
        week -> Integer,
        state -> Text,
        reason -> Text,
        settled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}
