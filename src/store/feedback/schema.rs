//! The tables of `feedback`.

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
        accepted_warnings -> Nullable<Text>,
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

diesel::table! {
    note_reassignments (session_id) {
        session_id -> Text,
        writer_id -> Text,
        reassigned_at -> Timestamp,
        program_id -> Nullable<Text>,
    }
}

diesel::table! {
    late_notes_notifications (session_id, recipient) {
        session_id -> Text,
        recipient -> Text,
        notified_at -> Timestamp,
    }
}

diesel::table! {
    self_assessments (session_id) {
        session_id -> Text,
        document -> Text,
        before_notes -> Bool,
        given_at -> Timestamp,
    }
}

diesel::table! {
    reviews (session_id) {
        session_id -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    feedback_shares (id) {
        id -> Text,
        session_id -> Text,
        name -> Text,
        token_hash -> Text,
        with_self_assessment -> Bool,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    follow_ups (session_id, number) {
        session_id -> Text,
        number -> Integer,
        question -> Nullable<Text>,
        asked_at -> Timestamp,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    attachments (id) {
        id -> Text,
        session_id -> Text,
        place -> Integer,
        made_by -> Text,
        kind -> Text,
        title -> Nullable<Text>,
        language -> Nullable<Text>,
        content -> Text,
        in_shares -> Bool,
        created_at -> Timestamp,
        told_by -> Nullable<Text>,
    }
}

diesel::table! {
    thanks (session_id) {
        session_id -> Text,
        message -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    monthly_summaries (account_id, month) {
        account_id -> Text,
        month -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    monthly_summary_opt_outs (account_id) {
        account_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    calibrations (account_id, sample_id) {
        account_id -> Text,
        sample_id -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}
