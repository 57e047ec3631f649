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
        submitted_at -> Timestamp,
        why -> Nullable<Text>,
        writer_id -> Nullable<Text>,
    }
}

diesel::table! {
    offered_questions (candidate_id, question_id) {
        candidate_id -> Text,
        question_id -> Text,
        session_id -> Text,
        place -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    write_ups (session_id) {
        session_id -> Text,
        writer_id -> Text,
        handed_at -> Timestamp,
    }
}

diesel::table! {
    late_notes_told (session_id, overseer) {
        session_id -> Text,
        overseer -> Text,
        told_at -> Timestamp,
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
    thanks (session_id) {
        session_id -> Text,
        line -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    impact_summaries (account_id, month) {
        account_id -> Text,
        month -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    no_impact_summaries (account_id) {
        account_id -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    calibrations (account_id, sample) {
        account_id -> Text,
        sample -> Text,
        document -> Text,
        given_at -> Timestamp,
    }
}
