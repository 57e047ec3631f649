//! Reading requests: a value that arrives in a handler is well-formed, and what is not is answered
//! with where and why.

use super::json;
use super::problem::Problem;
use crate::domain::Invalid;
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::str::FromStr;

/// The largest body that is read, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move { Ok(Self(parse(json, &bytes.await.map_err(unread)?)?)) })
    }
}

/// A JSON body that may be left out: then everything in it has its default.
#[derive(Debug)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest for MaybeBody<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let bytes = bytes.await.map_err(unread)?;
            Ok(Self(if bytes.is_empty() { T::default() } else { parse(json, &bytes)? }))
        })
    }
}

fn parse<T: DeserializeOwned>(is_json: bool, bytes: &[u8]) -> Result<T, Error> {
    if is_json {
        return json::read(bytes);
    }
    let detail = "Send the body as JSON, with the header Content-Type: application/json.";
    Err(Error::new(Code::UnsupportedMediaType, detail))
}

/// Why a body could not be read to its end.
pub fn unread(error: actix_web::Error) -> Error {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => {
            let detail = format!("The body is larger than {} KiB. Please send less at a time.", MAX_BODY / 1024);
            Error::new(Code::TooLarge, detail)
        }
        _ => Error::new(
            Code::MalformedJson,
            "The body ended early, or it isn't encoded as Content-Encoding says. Please send it again, ideally \
             uncompressed.",
        ),
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.content_type().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

/// The query string. Empty parameters count as absent, so `?kind=&level=` asks for everything.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs =
            url::form_urlencoded::parse(request.query_string().as_bytes()).filter(|(_, value)| !value.is_empty());
        let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let reader = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(query.as_bytes()));
        let read = serde_path_to_error::deserialize(reader).map(Self);
        ready(read.map_err(|error| {
            let message = error.inner().to_string();
            let path = error.path().to_string();
            let name = json::named(&message).unwrap_or(if path == "." { "" } else { &path });
            Error::invalid(format!("?{name}"), json::sentence(&message)).into()
        }))
    }
}

/// An id in the path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr<Err = Invalid>> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(part(request.match_info().iter().next()).map(Self))
    }
}

/// Two ids in the path, the outer one first.
#[derive(Debug, Clone, Copy)]
pub struct Ids<A, B>(pub A, pub B);

impl<A: FromStr<Err = Invalid>, B: FromStr<Err = Invalid>> FromRequest for Ids<A, B> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parts = request.match_info().iter();
        let outer = part(parts.next());
        let inner = part(parts.next());
        ready(outer.and_then(|outer| Ok(Self(outer, inner?))))
    }
}

fn part<T: FromStr<Err = Invalid>>(found: Option<(&str, &str)>) -> Result<T, Problem> {
    let (name, text) = found.unwrap_or(("id", ""));
    text.parse().map_err(|error: Invalid| Error::invalid(format!("{{{name}}}"), error.0).into())
}

/// The `Idempotency-Key` header: up to 200 visible characters.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get("idempotency-key") else { return ready(Ok(Self(None))) };
        let known = value.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
        let refused = || Error::invalid("Idempotency-Key", "Send 1 to 200 visible characters, such as a UUID.").into();
        ready(known.map(|key| Self(Some(key.to_owned()))).ok_or_else(refused))
    }
}

/// The `If-Match` header of a draft's revision.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i32);

/// The ETag of a draft's revision.
pub fn etag(revision: i32) -> String {
    format!("\"r{revision}\"")
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(header::IF_MATCH) else {
            let detail =
                "Send the header If-Match with the ETag you got when you read this, so that nothing is overwritten.";
            return ready(Err(Error::new(Code::PreconditionRequired, detail).into()));
        };
        // What is no ETag of ours matches nothing: the answer is the current draft.
        let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/");
        let revision = text.trim_matches('"').strip_prefix('r').and_then(|number| number.parse().ok());
        ready(Ok(Self(revision.unwrap_or(-1))))
    }
}
