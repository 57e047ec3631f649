//! Who is answered what.

use super::bodies::*;
use super::scene::Stage;

/// Method, path, stage, body, and what guest, signed out, stranger, candidate and interviewer are answered.
/// Where two of them can do something once, each has a house of their own.
pub(super) const TABLE: &[(&str, &str, Stage, Body, [u16; 5])] = {
    use Stage::{Begun, Booked, Delivered, Marked};
    &[
        ("POST", "/v1/accounts", Booked, new_account, [202; 5]),
        ("POST", "/v1/auth/verify-email", Booked, token, [400; 5]),
        ("POST", "/v1/auth/resend-verification", Booked, address, [202; 5]),
        ("POST", "/v1/auth/login", Booked, login, [200; 5]),
        ("POST", "/v1/auth/refresh", Booked, refresh, [200; 5]),
        ("POST", "/v1/auth/logout", Booked, nothing, [401, 401, 204, 204, 204]),
        ("POST", "/v1/auth/forgot-password", Booked, address, [202; 5]),
        ("POST", "/v1/auth/reset-password", Booked, reset, [400; 5]),
        ("POST", "/v1/auth/change-password", Booked, new_password, [401, 401, 200, 200, 200]),
        ("POST", "/v1/auth/change-email", Booked, new_address, [401, 401, 202, 202, 202]),
        ("POST", "/v1/auth/confirm-email", Booked, token, [400; 5]),
        ("GET", "/v1/me", Booked, nothing, [401, 401, 200, 200, 200]),
        ("PATCH", "/v1/me", Booked, name, [401, 401, 200, 200, 200]),
        ("DELETE", "/v1/me", Booked, nothing, [401, 401, 204, 204, 204]),
        ("GET", "/v1/me/export", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/candidate", Booked, nothing, [401, 401, 404, 200, 404]),
        ("PUT", "/v1/me/candidate", Booked, wishes, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/interviewer", Booked, nothing, [401, 401, 404, 404, 200]),
        ("PUT", "/v1/me/interviewer", Booked, offers, [401, 401, 200, 200, 200]),
        ("DELETE", "/v1/me/interviewer", Booked, nothing, [401, 401, 404, 404, 204]),
        ("GET", "/v1/me/interviewer/availability", Booked, nothing, [401, 401, 200, 200, 200]),
        ("PUT", "/v1/me/interviewer/availability", Booked, hours, [401, 401, 200, 200, 200]),
        ("GET", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 404, 200, 404]),
        ("POST", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 201, 201, 201]),
        ("DELETE", "/v1/me/calendar-feed", Booked, nothing, [401, 401, 404, 204, 404]),
        ("GET", "/v1/me/blocks", Booked, nothing, [401, 401, 200, 200, 200]),
        // Oneself cannot be kept away.
        ("PUT", "/v1/me/blocks/{person_id}", Booked, nothing, [401, 401, 200, 200, 422]),
        ("DELETE", "/v1/me/blocks/{person_id}", Booked, nothing, [401, 401, 204, 204, 204]),
        // Of the interviewer, who is not told; the candidate coordinates the program that both are in.
        ("POST", "/v1/reports", Booked, report, [401, 401, 201, 201, 422]),
        ("GET", "/v1/reports", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/reports/{id}", Booked, nothing, [401, 401, 404, 200, 404]),
        ("POST", "/v1/reports/{id}/close", Booked, word, [401, 401, 404, 200, 404]),
        ("GET", "/v1/programs/{id}/reports", Booked, nothing, [401, 401, 404, 200, 403]),
        ("GET", "/v1/operator/reports", Booked, nothing, [401, 401, 403, 403, 403]),
        // Whoever knows the address.
        ("GET", "/calendar/{secret}.ics", Booked, nothing, [200; 5]),
        ("GET", "/v1/openings", Booked, nothing, [401, 401, 200, 200, 200]),
        // Whoever is confirmed may book, but not themselves.
        ("POST", "/v1/sessions", Booked, book, [401, 401, 201, 201, 422]),
        ("POST", "/v1/requests", Booked, wish, [401, 401, 201, 201, 201]),
        ("GET", "/v1/requests", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/requests/{id}", Booked, nothing, [401, 401, 404, 200, 404]),
        ("PATCH", "/v1/requests/{id}", Booked, other_level, [401, 401, 404, 200, 404]),
        // There is no offer to answer.
        ("POST", "/v1/requests/{id}/accept", Booked, nothing, [401, 401, 404, 409, 404]),
        ("POST", "/v1/requests/{id}/decline", Booked, no, [401, 401, 404, 409, 404]),
        ("POST", "/v1/requests/{id}/withdraw", Booked, nothing, [401, 401, 404, 200, 404]),
        ("POST", "/v1/programs", Booked, club, [401, 401, 201, 201, 201]),
        ("GET", "/v1/programs", Booked, nothing, [401, 401, 200, 200, 200]),
        ("POST", "/v1/programs/join", Booked, code, [401, 401, 200, 200, 200]),
        ("GET", "/v1/programs/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        // Here the interviewer is a member like others, and the member of whom is asked.
        ("PATCH", "/v1/programs/{id}", Booked, club, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/join-code", Booked, nothing, [401, 401, 404, 200, 403]),
        ("GET", "/v1/programs/{id}/members", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PATCH", "/v1/programs/{id}/members/{account_id}", Booked, seat, [401, 401, 404, 200, 200]),
        ("DELETE", "/v1/programs/{id}/members/{account_id}", Booked, nothing, [401, 401, 404, 204, 204]),
        ("GET", "/v1/programs/{id}/overview", Booked, nothing, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/invitations", Booked, guests, [401, 401, 404, 200, 403]),
        ("GET", "/v1/programs/{id}/invitations", Booked, nothing, [401, 401, 404, 200, 403]),
        ("POST", "/v1/programs/{id}/invitations/{invitation_id}/withdraw", Booked, nothing, [401, 401, 404, 200, 403]),
        // It was mailed less than a day ago.
        ("POST", "/v1/programs/{id}/invitations/{invitation_id}/send", Booked, nothing, [401, 401, 404, 409, 403]),
        ("POST", "/v1/programs/{id}/rounds", Booked, round, [401, 401, 404, 201, 403]),
        ("GET", "/v1/programs/{id}/rounds", Booked, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/rounds/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PATCH", "/v1/rounds/{id}", Booked, round, [401, 401, 404, 200, 403]),
        ("DELETE", "/v1/rounds/{id}", Booked, nothing, [401, 401, 404, 204, 403]),
        ("GET", "/v1/rounds/{id}/entry", Booked, nothing, [401, 401, 404, 200, 200]),
        ("PUT", "/v1/rounds/{id}/entry", Booked, entry, [401, 401, 404, 200, 200]),
        ("POST", "/v1/rounds/{id}/preview", Booked, nothing, [401, 401, 404, 200, 403]),
        // Nobody has previewed it.
        ("GET", "/v1/rounds/{id}/preview", Booked, nothing, [401, 401, 404, 404, 403]),
        ("POST", "/v1/rounds/{id}/publish", Booked, nothing, [401, 401, 404, 412, 403]),
        ("PUT", "/v1/rounds/{id}/pairs", Booked, pair, [401, 401, 404, 200, 403]),
        // Nothing was decided.
        ("DELETE", "/v1/rounds/{id}/pairs", Booked, two, [401, 401, 404, 404, 403]),
        ("GET", "/v1/rounds/{id}/export.csv", Booked, nothing, [401, 401, 404, 200, 403]),
        ("POST", "/v1/sessions/{id}/confirm", Booked, nothing, [401, 401, 404, 200, 200]),
        // It is too early for that.
        ("POST", "/v1/sessions/{id}/running-late", Booked, late, [401, 401, 404, 409, 409]),
        ("GET", "/v1/sessions/{id}/history", Booked, nothing, [401, 401, 404, 200, 200]),
        // It was booked by hand.
        ("POST", "/v1/sessions/{id}/decline", Booked, reason, [401, 401, 404, 409, 409]),
        ("POST", "/v1/invitations/accept", Booked, token, [400; 5]),
        ("GET", "/v1/stand-ins", Booked, nothing, [401, 401, 200, 200, 200]),
        // Nobody called anything off.
        ("POST", "/v1/stand-ins/{id}/accept", Booked, nothing, [401, 401, 404, 404, 404]),
        ("POST", "/v1/stand-ins/{id}/decline", Booked, nothing, [401, 401, 404, 404, 404]),
        ("GET", "/v1/sessions", Booked, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/sessions/{id}", Booked, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/sessions/{id}/invite.ics", Booked, nothing, [401, 401, 404, 200, 200]),
        ("POST", "/v1/sessions/{id}/cancel", Booked, reason, [401, 401, 404, 200, 200]),
        // It is no half of a swap.
        ("POST", "/v1/sessions/{id}/keep-other-half", Booked, keep, [401, 401, 404, 409, 409]),
        ("POST", "/v1/sessions/{id}/no-show", Begun, other, [401, 401, 404, 200, 200]),
        ("POST", "/v1/sessions/{id}/dispute", Marked, reason, [401, 401, 404, 200, 403]),
        ("GET", "/v1/sessions/{id}/brief", Booked, nothing, [401, 401, 404, 403, 200]),
        ("GET", "/v1/sessions/{id}/notes", Begun, nothing, [401, 401, 404, 403, 200]),
        ("PUT", "/v1/sessions/{id}/notes", Begun, notes, [401, 401, 404, 403, 200]),
        ("POST", "/v1/sessions/{id}/notes/submit", Begun, accept, [401, 401, 404, 403, 200]),
        ("POST", "/v1/sessions/{id}/notes/timeline", Begun, moment, [401, 401, 404, 403, 200]),
        ("POST", "/v1/sessions/{id}/notes/hints", Begun, hint, [401, 401, 404, 403, 200]),
        ("POST", "/v1/sessions/{id}/notes/amend", Delivered, amended, [401, 401, 404, 403, 200]),
        ("GET", "/v1/feedback/{session_id}/versions", Delivered, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/feedback", Delivered, nothing, [401, 401, 200, 200, 200]),
        ("GET", "/v1/feedback/{session_id}", Delivered, nothing, [401, 401, 404, 200, 200]),
        ("GET", "/v1/note-templates", Booked, nothing, [200; 5]),
        ("GET", "/v1/note-templates/{kind}", Booked, nothing, [200; 5]),
        ("GET", "/v1/topics", Booked, nothing, [200; 5]),
        ("GET", "/healthz", Booked, nothing, [200; 5]),
        ("GET", "/readyz", Booked, nothing, [200; 5]),
        ("GET", "/metrics", Booked, nothing, [200; 5]),
    ]
};
