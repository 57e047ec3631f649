//! The tables, for both databases: only types that diesel's multi-connection carries (see ARCHITECTURE).
//!
//! Written by hand, in the columns' order of `migrations/`; a test compares the two.

mod of_busy_calendars;
mod of_calibration;
mod of_looking_back;
mod of_marks;
mod of_moves;
pub mod of_openings;
mod of_plan;
mod of_programs;
mod of_receiving;
mod of_safety;
mod of_sessions;
mod of_stand_ins;
mod of_write_ups;

pub use of_busy_calendars::*;
pub use of_calibration::*;
pub use of_looking_back::*;
pub use of_marks::*;
pub use of_moves::*;
pub use of_plan::*;
pub use of_programs::*;
pub use of_receiving::*;
pub use of_safety::*;
pub use of_sessions::*;
pub use of_stand_ins::*;
pub use of_write_ups::*;

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
    idempotency_keys (account_id, key) {
        account_id -> Text,
        key -> Text,
        fingerprint -> Text,
        response -> Text,
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
        meeting_link -> Nullable<Text>,
        named_in_shares -> Bool,
        paused_until -> Nullable<Timestamp>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    availabilities (account_id) {
        account_id -> Text,
        document -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notes (session_id) {
        session_id -> Text,
        revision -> Integer,
        document -> Text,
        updated_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    feedback (session_id, version) {
        session_id -> Text,
        version -> Integer,
        document -> Text,
        change_reason -> Nullable<Text>,
        writer_id -> Nullable<Text>,
        submitted_at -> Timestamp,
    }
}

diesel::table! {
    outbox (id) {
        id -> Text,
        dedupe_key -> Text,
        account_id -> Text,
        session_id -> Nullable<Text>,
        kind -> Text,
        message -> Text,
        state -> Text,
        first_due -> Timestamp,
        not_before -> Timestamp,
        attempts -> Integer,
        leased_until -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    requests (id) {
        id -> Text,
        candidate_id -> Text,
        kind -> Text,
        level -> Text,
        topics -> Text,
        language -> Text,
        duration_minutes -> Integer,
        windows -> Text,
        aims -> Text,
        not_before -> Nullable<Timestamp>,
        expires_at -> Nullable<Timestamp>,
        lapses_at -> Timestamp,
        auto_accept -> Bool,
        swap -> Bool,
        state -> Text,
        session_id -> Nullable<Text>,
        answer_by -> Nullable<Timestamp>,
        accepted -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    declined_offers (id) {
        id -> Text,
        request_id -> Text,
        interviewer_id -> Text,
        starts_at -> Timestamp,
        reason -> Text,
        note -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    leases (name) {
        name -> Text,
        holder -> Text,
        held_until -> Timestamp,
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
    offered_questions (candidate_id, question_id) {
        candidate_id -> Text,
        question_id -> Text,
        session_id -> Text,
        position -> Integer,
        created_at -> Timestamp,
    }
}

diesel::joinable!(sign_ins -> accounts (account_id));
diesel::joinable!(refresh_tokens -> sign_ins (sign_in_id));
diesel::joinable!(interviewer_profiles -> accounts (account_id));
diesel::joinable!(availabilities -> accounts (account_id));
diesel::joinable!(notes -> sessions (session_id));
diesel::joinable!(feedback -> sessions (session_id));
diesel::joinable!(outbox -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    sign_ins,
    refresh_tokens,
    links,
    idempotency_keys,
    candidate_profiles,
    interviewer_profiles,
    availabilities,
    sessions,
    session_events,
    marks,
    booked_cells,
    notes,
    feedback,
    feedback_shares,
    thanks,
    monthly_summaries,
    monthly_summary_opt_outs,
    self_assessments,
    reviews,
    debriefs,
    plan_settings,
    plan_steps,
    outbox,
    requests,
    declined_offers,
    blocks,
    reports,
    report_programs,
    leases,
    programs,
    program_members,
    program_invitations,
    program_questions,
    rounds,
    round_entries,
    round_pairs,
    round_results,
    busy_calendars,
    calendar_feeds,
    calibrations,
    offered_questions,
    stand_ins,
    stand_in_invitations,
    note_reassignments,
);
