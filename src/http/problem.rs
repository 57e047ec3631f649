//! Errors on the wire: RFC 9457 problem documents, by one table.

use crate::service::{Code, Error, FieldError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde::Serialize;
use std::fmt;

/// The one table: error code -> status, word, title.
const fn row(code: Code) -> (StatusCode, &'static str, &'static str) {
    use StatusCode as S;
    match code {
        Code::InvalidInput => (S::UNPROCESSABLE_ENTITY, "invalid_input", "Please check the request"),
        Code::MalformedJson => (S::BAD_REQUEST, "malformed_json", "The body isn't valid JSON"),
        Code::UnsupportedMediaType => {
            (S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "This content type isn't supported")
        }
        Code::TooLarge => (S::PAYLOAD_TOO_LARGE, "too_large", "The body is too large"),
        Code::Unauthenticated => (S::UNAUTHORIZED, "unauthenticated", "Please sign in"),
        Code::WrongCredentials => (S::UNAUTHORIZED, "wrong_credentials", "Email and password don't match"),
        Code::RefreshRefused => (S::UNAUTHORIZED, "refresh_refused", "You've been signed out"),
        Code::LinkInvalid => (S::BAD_REQUEST, "link_invalid", "This link no longer works"),
        Code::Forbidden => (S::FORBIDDEN, "forbidden", "You're not allowed to do this"),
        Code::EmailUnverified => (S::FORBIDDEN, "email_unverified", "Please confirm your email address first"),
        Code::NotFound => (S::NOT_FOUND, "not_found", "Not found"),
        Code::MethodNotAllowed => (S::METHOD_NOT_ALLOWED, "method_not_allowed", "This method isn't allowed here"),
        Code::OpeningUnavailable => (S::CONFLICT, "opening_unavailable", "This opening can't be booked"),
        Code::SessionState => (S::CONFLICT, "session_state", "The session's state doesn't allow this"),
        Code::RequestState => (S::CONFLICT, "request_state", "The request's state doesn't allow this"),
        Code::RequestLimitReached => {
            (S::CONFLICT, "request_limit_reached", "You've reached the limit of open requests")
        }
        Code::TooManyCalendars => (S::CONFLICT, "too_many_calendars", "You've reached the limit of calendars"),
        Code::ProgramFull => (S::CONFLICT, "program_full", "The program is full"),
        Code::LastCoordinator => (S::CONFLICT, "last_coordinator", "The program needs a coordinator"),
        Code::InvitationState => (S::CONFLICT, "invitation_state", "The invitation's state doesn't allow this"),
        Code::ListFull => (S::CONFLICT, "list_full", "The list is full"),
        Code::ThanksGiven => (S::CONFLICT, "thanks_given", "Already thanked"),
        Code::RatedAlready => (S::CONFLICT, "rated_already", "Already rated"),
        Code::ReportState => (S::CONFLICT, "report_state", "The report's state doesn't allow this"),
        Code::QuestionChanged => {
            (S::PRECONDITION_FAILED, "question_changed", "The question has changed since you read it")
        }
        Code::BookingPaused => (S::CONFLICT, "booking_paused", "New bookings are paused"),
        Code::MarkState => (S::CONFLICT, "mark_state", "The mark's state doesn't allow this"),
        Code::StandInTaken => (S::CONFLICT, "stand_in_taken", "Somebody else has stepped in"),
        Code::MoveState => (S::CONFLICT, "move_state", "The proposal's state doesn't allow this"),
        Code::MoveTaken => (S::CONFLICT, "move_taken", "That time has just been taken"),
        Code::RosterNotReady => (S::UNPROCESSABLE_ENTITY, "roster_not_ready", "Some lines need fixing"),
        Code::RoundState => (S::CONFLICT, "round_state", "The round's state doesn't allow this"),
        Code::RoundChanged => (S::PRECONDITION_FAILED, "round_changed", "The round has changed since the preview"),
        Code::RoundTaken => (S::CONFLICT, "round_taken", "Some of these times have been taken"),
        Code::TooEarly => (S::CONFLICT, "too_early", "It's too early for this"),
        Code::TooLate => (S::CONFLICT, "too_late", "It's too late for this"),
        Code::IdempotencyKeyReused => {
            (S::UNPROCESSABLE_ENTITY, "idempotency_key_reused", "This key was used for another request")
        }
        Code::PreconditionRequired => {
            (S::PRECONDITION_REQUIRED, "precondition_required", "Say which version you're changing")
        }
        Code::NotesChanged => (S::PRECONDITION_FAILED, "notes_changed", "The notes have been saved elsewhere"),
        Code::NotesLocked => (S::CONFLICT, "notes_locked", "The notes have already been delivered"),
        Code::NotesNotReady => (S::UNPROCESSABLE_ENTITY, "notes_not_ready", "The notes aren't ready yet"),
        Code::RateLimited => (S::TOO_MANY_REQUESTS, "rate_limited", "Too many attempts"),
        Code::Busy => (S::SERVICE_UNAVAILABLE, "busy", "The server is busy"),
        Code::Internal => (S::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side"),
    }
}

/// An error on its way out.
#[derive(Debug)]
pub struct Problem(Error);

impl Problem {
    /// The status that goes with it.
    pub fn status(&self) -> StatusCode {
        row(self.0.code).0
    }

    /// The sentence for a person.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The response, to which headers can still be added.
    pub fn response(&self) -> HttpResponseBuilder {
        let error = &self.0;
        // Logged once, here, with its cause, which is never sent. The request's span adds method, route and request id.
        match (error.code, error.cause()) {
            (Code::Internal, cause) => tracing::error!(cause = ?cause.map(ToString::to_string), "internal error"),
            (code, Some(cause)) => tracing::warn!(?code, cause = cause.to_string(), "request rejected"),
            (code, None) => tracing::debug!(?code, detail = error.detail, "request rejected"),
        }
        let mut response = HttpResponse::build(self.status());
        if let Some(seconds) = error.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        response
    }

    /// The problem document.
    pub fn document(&self) -> Document {
        let error = &self.0;
        let (status, code, title) = row(error.code);
        let more = error.more.as_deref().map(|(name, value)| ((*name).to_owned(), value.clone())).into_iter().collect();
        Document {
            kind: format!("urn:candor:problem:{code}"),
            title,
            status: status.as_u16(),
            detail: error.detail.clone(),
            code,
            errors: error.fields.clone(),
            more,
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// The code as a URI.
    #[serde(rename = "type")]
    #[schema(example = "urn:candor:problem:opening_unavailable")]
    kind: String,
    /// The code in a few words.
    #[schema(example = "This opening can't be booked")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 409)]
    status: u16,
    /// What went wrong and how to fix it.
    #[schema(example = "Somebody else has just booked this. Please choose another time.")]
    detail: String,
    /// The error code; stable.
    #[schema(example = "opening_unavailable")]
    code: &'static str,
    /// What's wrong with the input, and where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
    /// More members, depending on the code: `findings` of `notes_not_ready`, `current` of `notes_changed`,
    /// `alternatives` of `opening_unavailable`, `lines` of `roster_not_ready`, `pairs` of `round_taken`.
    #[serde(flatten)]
    #[schema(additional_properties)]
    more: serde_json::Map<String, serde_json::Value>,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        let body = serde_json::to_string(&self.document()).unwrap_or_default();
        self.response().content_type("application/problem+json").body(body)
    }
}
