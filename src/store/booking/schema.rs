//! The tables of `booking`.

diesel::table! {
    sessions (id) {
        id -> Text,
        candidate_id -> Text,
        interviewer_id -> Text,
        kind -> Text,
        level -> Text,
        topics -> Text,
        aims -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        duration_minutes -> Integer,
        meeting_place -> Nullable<Text>,
        sequence -> Integer,
        state -> Text,
        agreed_at -> Nullable<Timestamp>,
        candidate_confirmed_at -> Nullable<Timestamp>,
        interviewer_confirmed_at -> Nullable<Timestamp>,
        candidate_late_minutes -> Nullable<Integer>,
        interviewer_late_minutes -> Nullable<Integer>,
        swap_session_id -> Nullable<Text>,
        swap_starts_at -> Nullable<Timestamp>,
        candidate_keeps_half -> Bool,
        interviewer_keeps_half -> Bool,
        cancelled_by -> Nullable<Text>,
        cancel_reason -> Nullable<Text>,
        absent -> Nullable<Text>,
        marked_absent_at -> Nullable<Timestamp>,
        dispute_reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    booked_cells (account_id, cell) {
        account_id -> Text,
        cell -> BigInt,
        session_id -> Text,
    }
}

diesel::table! {
    session_events (id) {
        id -> Text,
        session_id -> Text,
        candidate_id -> Text,
        occurred_at -> Timestamp,
        actor_id -> Nullable<Text>,
        actor_role -> Text,
        kind -> Text,
        reason -> Text,
    }
}

diesel::table! {
    moves (id) {
        id -> Text,
        session_id -> Text,
        account_id -> Text,
        from_at -> Timestamp,
        starts -> Text,
        reason -> Text,
        state -> Text,
        chosen_at -> Nullable<Timestamp>,
        answer_by -> Timestamp,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    candidate_moves (session_id) {
        session_id -> Text,
        from_at -> Timestamp,
        to_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    marks (id) {
        id -> Text,
        account_id -> Text,
        session_id -> Text,
        kind -> Text,
        state -> Text,
        marked_at -> Timestamp,
        appeal -> Nullable<Text>,
        decision_reason -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        contested_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    stand_ins (session_id) {
        session_id -> Text,
        request_id -> Nullable<Text>,
        state -> Text,
        taken_id -> Nullable<Text>,
        created_at -> Timestamp,
        asked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    stand_in_invitations (session_id, account_id) {
        session_id -> Text,
        account_id -> Text,
        declined -> Bool,
        invited_at -> Timestamp,
    }
}

diesel::table! {
    digest_settings (account_id) {
        account_id -> Text,
        next_at -> Timestamp,
        last_day -> Nullable<Text>,
    }
}

diesel::table! {
    told_sessions (account_id, session_id, about) {
        account_id -> Text,
        session_id -> Text,
        about -> Text,
        mail_id -> Text,
        sequence -> Integer,
        told_at -> Timestamp,
    }
}
