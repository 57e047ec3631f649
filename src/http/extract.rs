//! Reading requests: values that reach a handler are valid; for others, the error says where and why.

use super::body::{self, MAX_BODY};
use super::contract::{Described, Input};
use super::json;
use super::problem::{Problem, code};
use crate::domain::Invalid;
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::str::FromStr;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, ObjectBuilder, RefOr, Required, Schema, schema::Type};
use utoipa::{IntoParams, ToSchema};

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = body::read(request, payload, MAX_BODY);
        Box::pin(async move { Ok(Self(parse(json, &bytes.await?)?)) })
    }
}

impl<T: ToSchema> Input for Body<T> {
    fn describe(described: &mut Described) {
        json_body::<T>(described, Required::True);
    }
}

/// An optional JSON body; if it's missing, everything in it has its default.
#[derive(Debug)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest for MaybeBody<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = body::read(request, payload, MAX_BODY);
        Box::pin(async move {
            let bytes = bytes.await?;
            Ok(Self(if bytes.is_empty() { T::default() } else { parse(json, &bytes)? }))
        })
    }
}

impl<T: ToSchema> Input for MaybeBody<T> {
    fn describe(described: &mut Described) {
        json_body::<T>(described, Required::False);
    }
}

fn json_body<T: ToSchema>(described: &mut Described, required: Required) {
    let schema = described.schema::<T>();
    describe_body(described, required, [("application/json", schema, None)]);
}

/// Describes a body of one of these content types, each with its schema and an example, unless the schema has one.
pub fn describe_body<const N: usize>(
    described: &mut Described,
    required: Required,
    contents: [(&str, RefOr<Schema>, Option<&str>); N],
) {
    let body = contents.into_iter().fold(RequestBodyBuilder::new(), |body, (kind, schema, example)| {
        let content = ContentBuilder::new().schema(Some(schema)).example(example.map(Into::into));
        body.content(kind, content.build())
    });
    described.body(body.required(Some(required)).build());
    described.error::<code::MalformedJson>();
    described.error::<code::TooLarge>();
    described.error::<code::TooSlow>();
    described.error::<code::UnsupportedMediaType>();
    described.error::<code::InvalidInput>();
}

fn parse<T: DeserializeOwned>(is_json: bool, bytes: &[u8]) -> Result<T, Error> {
    if is_json {
        return json::read(bytes);
    }
    let detail = "Send the body as JSON, with the header Content-Type: application/json.";
    Err(Error::new(Code::UnsupportedMediaType, detail))
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
        let pairs = url::form_urlencoded::parse(request.query_string().as_bytes());
        ready(query(pairs).map(Self).map_err(Problem::from))
    }
}

impl<T: IntoParams> Input for Params<T> {
    fn describe(described: &mut Described) {
        for parameter in T::into_params(|| Some(ParameterIn::Query)) {
            described.parameter(parameter);
        }
        described.error::<code::InvalidInput>();
    }
}

/// Parses the parameters of a query string.
pub fn query<'a, T: DeserializeOwned>(
    pairs: impl IntoIterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
) -> Result<T, Error> {
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let reader = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let message = error.inner().to_string();
        let path = error.path().to_string();
        let name = json::named(&message).unwrap_or(if path == "." { "" } else { &path });
        Error::invalid(format!("?{name}"), json::sentence(&message))
    })
}

/// An id in the path. If it doesn't exist, or the caller may not see it: 404.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr<Err = Invalid>> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(part(request.match_info().iter().next()).map(Self))
    }
}

impl<T: ToSchema> Input for Id<T> {
    fn describe(described: &mut Described) {
        AnyId::<T>::describe(described);
        described.error::<code::NotFound>();
    }
}

/// An id or a word in the path for which there's no 404: unknown values get the same response as known ones.
#[derive(Debug, Clone, Copy)]
pub struct AnyId<T>(pub T);

impl<T: FromStr<Err = Invalid>> FromRequest for AnyId<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(part(request.match_info().iter().next()).map(Self))
    }
}

impl<T: ToSchema> Input for AnyId<T> {
    fn describe(described: &mut Described) {
        let schema = described.schema::<T>();
        described.segment(schema);
        described.error::<code::InvalidInput>();
    }
}

/// Two ids in the path, the outer one first; like [`Id`].
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

impl<A: ToSchema, B: ToSchema> Input for Ids<A, B> {
    fn describe(described: &mut Described) {
        Id::<A>::describe(described);
        Id::<B>::describe(described);
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

impl Input for IdempotencyKey {
    fn describe(described: &mut Described) {
        let about = "Sending the same request again with the same key has no further effect.";
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(200));
        let parameter = ParameterBuilder::new().name("Idempotency-Key").parameter_in(ParameterIn::Header);
        described.parameter(parameter.description(Some(about)).schema(Some(text)).build());
        described.error::<code::InvalidInput>();
        described.error::<code::IdempotencyKeyReused>();
    }
}
