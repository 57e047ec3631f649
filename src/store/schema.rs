//! The tables, for both databases: only types that diesel's multi-connection carries (see `docs/development.md`).
//!
//! Written by hand, in the columns' order of `migrations/`; a test compares the two. Each noun's tables are in its folder; here
//! are the shared ones, and which tables may be joined.

pub(crate) use super::account::schema::*;
pub(crate) use super::availability::schema::*;
pub(crate) use super::booking::schema::*;
pub(crate) use super::feedback::schema::*;
pub(crate) use super::matching::schema::*;
pub(crate) use super::practice::schema::*;
pub(crate) use super::program::schema::*;
pub(crate) use super::round::schema::*;
pub(crate) use super::safety::schema::*;

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
    leases (name) {
        name -> Text,
        holder -> Text,
        held_until -> Timestamp,
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
        urgency -> Integer,
        domain -> Nullable<Text>,
    }
}

diesel::joinable!(sign_ins -> accounts (account_id));
diesel::joinable!(refresh_tokens -> sign_ins (sign_in_id));
diesel::joinable!(interviewer_profiles -> accounts (account_id));
diesel::joinable!(availabilities -> accounts (account_id));
diesel::joinable!(notes -> sessions (session_id));
diesel::joinable!(feedback -> sessions (session_id));
diesel::joinable!(follow_ups -> sessions (session_id));
diesel::joinable!(attachments -> sessions (session_id));
diesel::joinable!(outbox -> accounts (account_id));
diesel::joinable!(round_results -> rounds (round_id));
diesel::joinable!(program_members -> programs (program_id));
diesel::joinable!(program_members -> accounts (account_id));
diesel::joinable!(program_invitations -> programs (program_id));
diesel::joinable!(report_programs -> reports (report_id));

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
    follow_ups,
    attachments,
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
    round_replacements,
    busy_calendars,
    calendar_feeds,
    calibrations,
    offered_questions,
    stand_ins,
    stand_in_invitations,
    note_reassignments,
    program_sessions,
    former_members,
    digest_settings,
    told_sessions,
);
