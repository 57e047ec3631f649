//! The tables of programs and of their rounds.

use super::accounts;

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
    rounds (id) {
        id -> Text,
        program_id -> Text,
        name -> Text,
        starts_on -> Text,
        ends_on -> Text,
        duration_minutes -> Integer,
        kind -> Nullable<Text>,
        members -> Nullable<Text>,
        state -> Text,
        revision -> Integer,
        plan -> Nullable<Text>,
        created_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    round_entries (round_id, account_id) {
        round_id -> Text,
        account_id -> Text,
        document -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    round_pairs (round_id, candidate_id, interviewer_id) {
        round_id -> Text,
        candidate_id -> Text,
        interviewer_id -> Text,
        decision -> Text,
        starts_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    round_results (round_id, candidate_id) {
        round_id -> Text,
        candidate_id -> Text,
        session_id -> Nullable<Text>,
        rounds_waited -> Integer,
        met_before -> Bool,
        language -> Nullable<Text>,
        unmatched_reason -> Nullable<Text>,
    }
}

diesel::joinable!(round_results -> rounds (round_id));
diesel::joinable!(program_members -> programs (program_id));
diesel::joinable!(program_members -> accounts (account_id));
diesel::joinable!(program_invitations -> programs (program_id));
