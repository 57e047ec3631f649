//! The tables of `program`.

diesel::table! {
    programs (id) {
        id -> Text,
        name -> Text,
        about -> Text,
        time_zone -> Text,
        starts_on -> Text,
        ends_on -> Nullable<Text>,
        kinds -> Text,
        levels -> Text,
        topics -> Text,
        sessions_per_week -> Integer,
        min_notice_hours -> Integer,
        may_meet -> Text,
        join_code -> Text,
        joining_open -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        meeting_base -> Nullable<Text>,
        avoid_repeats_rounds -> Integer,
        forbid_repeats_rounds -> Integer,
    }
}

diesel::table! {
    program_members (program_id, account_id) {
        program_id -> Text,
        account_id -> Text,
        role -> Text,
        candidate -> Bool,
        interviewer -> Bool,
        group_name -> Nullable<Text>,
        shares_notes -> Bool,
        joined_at -> Timestamp,
        wants_mail -> Bool,
    }
}

diesel::table! {
    program_messages (id) {
        id -> Text,
        program_id -> Text,
        sender_id -> Text,
        audience -> Text,
        group_name -> Nullable<Text>,
        subject -> Text,
        body -> Text,
        written_to -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    program_invitations (id) {
        id -> Text,
        program_id -> Text,
        email -> Text,
        email_key -> Text,
        name -> Nullable<Text>,
        role -> Text,
        candidate -> Bool,
        interviewer -> Bool,
        group_name -> Nullable<Text>,
        state -> Text,
        mails_sent -> Integer,
        account_id -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        updated_at -> Timestamp,
        undelivered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    program_questions (id) {
        id -> Text,
        program_id -> Text,
        kind -> Text,
        document -> Text,
        revision -> Integer,
        retired -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    program_sessions (session_id) {
        session_id -> Text,
        program_id -> Text,
        round_id -> Nullable<Text>,
    }
}

diesel::table! {
    former_members (program_id, account_id) {
        program_id -> Text,
        account_id -> Text,
        candidate -> Bool,
        interviewer -> Bool,
        joined_at -> Timestamp,
        left_at -> Timestamp,
    }
}
