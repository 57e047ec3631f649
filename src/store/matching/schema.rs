//! The tables of `matching`.

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
        replaces_session_id -> Nullable<Text>,
        other_kinds -> Text,
        other_languages -> Text,
        asked_at -> Nullable<Timestamp>,
        matched_at -> Nullable<Timestamp>,
        program_id -> Nullable<Text>,
        round_id -> Nullable<Text>,
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
    queue_places (session_id) {
        session_id -> Text,
        candidate_id -> Text,
        since -> Timestamp,
        request_id -> Nullable<Text>,
    }
}
