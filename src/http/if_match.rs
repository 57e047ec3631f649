//! Changing only what you've seen.

use super::contract::{Described, Input};
use super::etag::revision;
use super::problem::{DeclaredError, Problem, code};
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};
use std::marker::PhantomData;
use utoipa::PartialSchema;
use utoipa::openapi::Required;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};

/// The `If-Match` header: the revision that the caller has seen. `Changed` is the error if it's no longer the current
/// one.
#[derive(Debug)]
pub struct IfMatch<Changed>(pub i32, PhantomData<fn() -> Changed>);

impl<Changed> FromRequest for IfMatch<Changed> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(header::IF_MATCH) else {
            let detail =
                "Send the header If-Match with the ETag you got when you read this, so that nothing is overwritten.";
            return ready(Err(Error::new(Code::PreconditionRequired, detail).into()));
        };
        ready(Ok(Self(revision(value.to_str().unwrap_or_default()), PhantomData)))
    }
}

impl<Changed: DeclaredError> Input for IfMatch<Changed> {
    fn describe(described: &mut Described) {
        let parameter = ParameterBuilder::new()
            .name("If-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("The ETag you got when you read it."))
            .schema(Some(String::schema()))
            .example(Some("\"r3\"".into()));
        described.parameter(parameter.build());
        described.error::<code::PreconditionRequired>();
        described.error::<Changed>();
    }
}
