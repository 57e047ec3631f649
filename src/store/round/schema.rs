//! The tables of `round`.

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
        answer_by -> Nullable<Timestamp>,
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

diesel::table! {
    round_replacements (session_id) {
        session_id -> Text,
        round_id -> Text,
        candidate_id -> Text,
    }
}
