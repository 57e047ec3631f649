//! Reading requests: a value that arrives in a handler is well-formed, and what is not is answered
//! with where and why.

use super::problem::Problem;
use crate::service::{Code, Error};
use crate::types::Invalid;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

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
        Box::pin(async move {
            let bytes = bytes.await.map_err(|_| {
                let detail = format!("The body has more than {} KiB. Please send less at a time.", MAX_BODY / 1024);
                Problem::from(Error::new(Code::TooLarge, detail))
            })?;
            if !json {
                let detail = "Send the body as JSON, with the header Content-Type: application/json.";
                return Err(Error::new(Code::UnsupportedMediaType, detail).into());
            }
            read(&bytes).map(Self).map_err(Problem::from)
        })
    }
}

/// A JSON body that may be left out: then everything in it has its default.
#[derive(Debug)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for MaybeBody<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = has_content(request).then(|| Body::<T>::from_request(request, payload));
        Box::pin(async move {
            match body {
                Some(body) => body.await.map(|body| Self(body.0)),
                None => Ok(Self(T::default())),
            }
        })
    }
}

/// Whether a body comes with a request, be it empty in the end (RFC 9112, section 6.3). The Content-Type
/// does not tell: many clients send it with everything.
fn has_content(request: &HttpRequest) -> bool {
    let length = request.headers().get(header::CONTENT_LENGTH);
    request.headers().contains_key(header::TRANSFER_ENCODING) || length.is_some_and(|length| length != "0")
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.content_type().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.inner();
        match cause.classify() {
            serde_json::error::Category::Data => Error::invalid(pointer, sentence(&cause.to_string())),
            _ => malformed(cause),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::new(Code::MalformedJson, format!("The body is not valid JSON: {error}."))
}

/// A JSON pointer (RFC 6901) from the path of a refused value.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    });
    segments.collect()
}

/// Serde's message without its "at line 1 column 2", which the pointer says better.
fn sentence(message: &str) -> String {
    let text = message.rsplit_once(" at line ").map_or(message, |(text, _)| text);
    let mut text = text.to_owned();
    if !text.ends_with('.') {
        text.push('.');
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
            let name = error.path().to_string();
            let pointer = if name == "." { "?".to_owned() } else { format!("?{name}") };
            Error::invalid(pointer, sentence(&error.inner().to_string())).into()
        }))
    }
}

/// An id in the path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: std::str::FromStr<Err = Invalid>> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (name, text) = request.match_info().iter().next().unwrap_or(("id", ""));
        ready(text.parse().map(Self).map_err(|error: Invalid| Error::invalid(format!("{{{name}}}"), error.0).into()))
    }
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
                "Send the header If-Match with the ETag that you read the draft with, so that nothing is overwritten.";
            return ready(Err(Error::new(Code::PreconditionRequired, detail).into()));
        };
        // What is no ETag of ours matches nothing: the answer is the current draft.
        let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/");
        let revision = text.trim_matches('"').strip_prefix('r').and_then(|number| number.parse().ok());
        ready(Ok(Self(revision.unwrap_or(-1))))
    }
}
