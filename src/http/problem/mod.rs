//! Errors in responses: RFC 9457 problem documents, from one table.

use crate::http::etag::etag;
use crate::service::{Code, Error, FieldError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde::Serialize;
use std::fmt;

pub(crate) mod code;
mod member;

pub use code::codes;
pub(crate) use code::{DeclaredError, row};
pub(crate) use member::{Member, Schemas, component};

/// An error to send.
#[derive(Debug)]
pub struct Problem(Error);

impl Problem {
    /// Its status.
    pub fn status(&self) -> StatusCode {
        row(self.0.code).0
    }

    /// The response, to which headers can still be added.
    pub fn response(&self) -> HttpResponseBuilder {
        let error = &self.0;
        // Logged once, here, with its cause, which is never sent. The request's span adds method, route and request id.
        match (error.code, error.cause()) {
            (Code::Internal, cause) => tracing::error!(cause = ?cause.map(ToString::to_string), "internal error"),
            // The store logs this once, instead of for every request.
            (Code::StorageFull, cause) => tracing::debug!(cause = ?cause.map(ToString::to_string), "storage full"),
            (code, Some(cause)) => tracing::warn!(?code, cause = cause.to_string(), "request rejected"),
            (code, None) => tracing::debug!(?code, detail = error.detail, "request rejected"),
        }
        let mut response = HttpResponse::build(self.status());
        if let Some(revision) = error.revision {
            response.insert_header((header::ETAG, etag(revision)));
        }
        // A "busy" response always says when to retry.
        let retry_after = error.retry_after.or_else(|| (error.code == Code::Busy).then_some(1));
        if let Some(seconds) = retry_after {
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

/// A problem document (RFC 9457). Some codes have one more member; the schema of their answers describes it.
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
    /// The member that only this code has.
    #[serde(flatten)]
    #[schema(ignore)]
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
