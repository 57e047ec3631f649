//! Changing only what you've seen.

use super::contract::{Described, Input};
use super::etag::seen;
use super::problem::{DeclaredError, Problem, code};
use crate::service::{Code, Error, Seen};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};
use std::marker::PhantomData;
use utoipa::PartialSchema;
use utoipa::openapi::Required;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};

/// The `If-Match` header: the revisions that the caller has seen. `Changed` is the error if none of them is current.
#[derive(Debug)]
pub struct IfMatch<Changed>(pub Seen, PhantomData<fn() -> Changed>);

impl<Changed> FromRequest for IfMatch<Changed> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::IF_MATCH) {
            let detail =
                "Send the header If-Match with the ETag you got when you read this, so that nothing is overwritten.";
            return ready(Err(Error::new(Code::PreconditionRequired, detail).into()));
        }
        ready(Ok(Self(seen(lines(request)), PhantomData)))
    }
}

impl<Changed: DeclaredError> Input for IfMatch<Changed> {
    fn describe(described: &mut Described) {
        describe(
            described,
            Required::True,
            "The ETag you got when you read it; several, if any will do; or `*` to change whatever is there.",
        );
        described.error::<code::PreconditionRequired>();
        described.error::<Changed>();
    }
}

/// The same header where it may be left out, to act on whatever is there.
#[derive(Debug)]
pub struct MaybeIfMatch<Changed>(pub Option<Seen>, PhantomData<fn() -> Changed>);

impl<Changed> FromRequest for MaybeIfMatch<Changed> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = request.headers().contains_key(header::IF_MATCH);
        ready(Ok(Self(given.then(|| seen(lines(request))), PhantomData)))
    }
}

impl<Changed: DeclaredError> Input for MaybeIfMatch<Changed> {
    fn describe(described: &mut Described) {
        describe(
            described,
            Required::False,
            "The ETag you got when you read it, so that nothing happens to a later version; or leave it out.",
        );
        described.error::<Changed>();
    }
}

fn lines(request: &HttpRequest) -> impl Iterator<Item = &str> {
    request.headers().get_all(header::IF_MATCH).filter_map(|line| line.to_str().ok())
}

fn describe(described: &mut Described, required: Required, description: &str) {
    let parameter = ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(String::schema()))
        .example(Some("\"r3\"".into()));
    described.parameter(parameter.build());
}
