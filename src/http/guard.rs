//! Converts errors that didn't come from our handlers into problem documents.

use super::pages;
use super::problem::Problem;
use crate::service::{Code, Error};
use actix_web::ResponseError;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;

/// What the page at `/docs/` may load: its own files, the icons inside its style sheet, and this API. Its scripts set inline
/// styles.
const DOCS: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                    font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Errors made by the framework itself (such as a malformed escape in a path) are plain text; they're converted to problem
/// documents, or to a page if a browser asked for one. Responses to signed-in callers mustn't be cached.
pub async fn catch<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let api = request.path().starts_with("/v1/");
    let docs = request.path().starts_with("/docs/");
    let mut answer = next.call(request).await?;
    if docs {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(DOCS));
    }
    if api && !answer.headers().contains_key(header::CACHE_CONTROL) {
        answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    let status = answer.status();
    let foreign = status.is_client_error() || status.is_server_error();
    if !foreign || answer.headers().contains_key(header::CONTENT_TYPE) && !is_plain(&answer) {
        return Ok(answer.map_into_left_body());
    }
    let error = match status {
        StatusCode::NOT_FOUND => Error::new(Code::NotFound, "There's nothing at this address."),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Code::TooLarge, "The request is too large."),
        status if status.is_server_error() => Error::internal(format!("the framework answered {status}")),
        _ => Error::new(Code::MalformedJson, "The request couldn't be read."),
    };
    let (request, _) = answer.into_parts();
    let response = match pages::wanted(&request) {
        true => pages::refused(error).unwrap_or_else(|problem| problem.error_response()),
        false => Problem::from(error).error_response(),
    };
    Ok(ServiceResponse::new(request, response).map_into_right_body())
}

fn is_plain<B>(answer: &ServiceResponse<B>) -> bool {
    answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}
