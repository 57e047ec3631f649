use crate::domain::{Fault, Invalid};
use crate::store::StoreError;
use serde::Serialize;
use std::fmt;

/// What went wrong, as a stable code of the API. `http::problem` has the table of statuses and titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    InvalidInput,
    MalformedJson,
    UnsupportedMediaType,
    TooLarge,
    TooSlow,
    Unauthenticated,
    WrongCredentials,
    RefreshRefused,
    SignInTooOld,
    LinkInvalid,
    Forbidden,
    EmailUnverified,
    NotFound,
    MethodNotAllowed,
    OpeningUnavailable,
    SessionState,
    RequestState,
    OfferTakenBack,
    RequestLimitReached,
    TooManyCalendars,
    ProgramFull,
    LastCoordinator,
    SessionsToCome,
    InvitationState,
    StandInTaken,
    BookingPaused,
    MarkState,
    ListFull,
    ThanksGiven,
    NobodyToAnswer,
    QuestionAnswered,
    RatedAlready,
    ReportState,
    MoveState,
    MoveTaken,
    QuestionChanged,
    RosterNotReady,
    RoundState,
    RoundChanged,
    RoundTaken,
    TooEarly,
    TooLate,
    IdempotencyKeyReused,
    PreconditionRequired,
    NotesChanged,
    NotesLocked,
    NotesNotReady,
    RateLimited,
    Busy,
    StorageFull,
    Internal,
}

/// One problem with the input: where it is, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where: a JSON pointer into the body (RFC 6901), `?name` for a query parameter, `{name}` for a
    /// part of the path, or a header's name.
    pub pointer: String,
    /// What's wrong and how to fix it.
    pub detail: String,
}

impl From<Fault> for FieldError {
    fn from(Fault { pointer, detail }: Fault) -> Self {
        Self { pointer, detail }
    }
}

/// Why a service function failed. The detail is for the person who asked; the cause is only for the log and is never sent.
#[derive(Debug)]
pub struct Error {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong and how to fix it, for people.
    pub detail: String,
    /// What is wrong with the input, field by field.
    pub fields: Vec<FieldError>,
    /// More members for the problem document, such as the linter's findings.
    pub more: Option<Box<(&'static str, serde_json::Value)>>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
    /// The current revision of the resource that was to be changed.
    pub revision: Option<i32>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A refusal.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            more: None,
            retry_after: None,
            revision: None,
            cause: None,
        }
    }

    /// Invalid input.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::invalid_fields(vec![FieldError { pointer: pointer.into(), detail: detail.into() }])
    }

    /// Invalid input in several places.
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        let detail = match fields.as_slice() {
            [one] if one.pointer.is_empty() => one.detail.clone(),
            [one] => format!("{}: {}", one.pointer, one.detail),
            several => format!("{} things need fixing; each says where and how.", several.len()),
        };
        Self { fields, ..Self::new(Code::InvalidInput, detail) }
    }

    /// For a page, where the field is in view: the first field's sentence without its pointer, or else the detail.
    pub fn sentence(&self) -> &str {
        self.fields.first().map_or(&self.detail, |field| &field.detail)
    }

    /// It doesn't exist, or the caller may not know that it does.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There's no such {what}, or you don't have access to it."))
    }

    /// An internal error.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let detail = "Something went wrong on our side. Nothing was changed; please try again in a moment.";
        Self { cause: Some(cause.into()), ..Self::new(Code::Internal, detail) }
    }

    /// Adds a member to the problem document.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.more = Some(Box::new((name, value))),
            Err(error) => return Self::internal(error),
        }
        self
    }

    /// The cause of an internal error, for the log.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{:?}: {cause}", self.code),
            None => write!(f, "{:?}: {}", self.code, self.detail),
        }
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            // Functions that expect a missing row or a taken key handle it themselves; here it's unexpected.
            StoreError::NotFound => Self { cause: Some(Box::new(error)), ..Self::not_found("thing") },
            StoreError::Busy(_) => Self {
                retry_after: Some(1),
                cause: Some(Box::new(error)),
                ..Self::new(Code::Busy, "The server is busy right now. Nothing was changed; please try again.")
            },
            StoreError::Full(_) => Self {
                retry_after: Some(60),
                cause: Some(Box::new(error)),
                ..Self::new(
                    Code::StorageFull,
                    "The server's disk is full. Nothing was changed; please try again later.",
                )
            },
            StoreError::Unreachable(_) => Self {
                retry_after: Some(10),
                cause: Some(Box::new(error)),
                ..Self::new(
                    Code::Busy,
                    "The database can't be reached right now. Nothing was changed; please try again.",
                )
            },
            StoreError::Conflict(_) | StoreError::Damaged(_) | StoreError::Newer(_) | StoreError::Other(_) => {
                Self::internal(error)
            }
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        vec![fault].into()
    }
}

impl From<Vec<Fault>> for Error {
    fn from(faults: Vec<Fault>) -> Self {
        Self::invalid_fields(faults.into_iter().map(FieldError::from).collect())
    }
}

impl From<Invalid> for Error {
    fn from(error: Invalid) -> Self {
        Self::new(Code::InvalidInput, error.to_string())
    }
}
