//! What an operation returns on success.

use super::errors::ErrorSet;
use super::{Described, Errors};
use crate::http::etag::etag;
use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::web::Json;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use std::marker::PhantomData;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A success response, as a handler's return type.
pub(crate) trait Output {
    /// Adds status, headers and body to the description.
    fn describe(described: &mut Described);
}

impl<T: Output, E: ErrorSet> Output for Result<T, Errors<E>> {
    fn describe(described: &mut Described) {
        T::describe(described);
        Errors::<E>::describe(described);
    }
}

fn json(schema: RefOr<Schema>, description: &str) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content("application/json", content)
}

impl<T: ToSchema> Output for Json<T> {
    fn describe(described: &mut Described) {
        let schema = described.schema::<T>();
        described.answers(200, json(schema, "OK").build());
    }
}

/// `201 Created`: something new, and where it is.
pub(crate) struct Created<T> {
    /// The path of the new thing.
    pub location: String,
    pub body: T,
}

impl<T: ToSchema> Output for Created<T> {
    fn describe(described: &mut Described) {
        let location = HeaderBuilder::new().description(Some("Where it is.")).schema(Some(String::schema())).build();
        let schema = described.schema::<T>();
        described.answers(201, json(schema, "Created").header("Location", location).build());
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created().insert_header((header::LOCATION, self.location)).json(self.body)
    }
}

/// `202 Accepted`: it's on its way.
pub(crate) struct Accepted;

impl Output for Accepted {
    fn describe(described: &mut Described) {
        described.answers(202, ResponseBuilder::new().description("On its way").build());
    }
}

impl Responder for Accepted {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Accepted().finish()
    }
}

/// `202 Accepted`: it's on its way, and this is its current state.
pub(crate) struct Pending<T>(pub T);

impl<T: ToSchema> Output for Pending<T> {
    fn describe(described: &mut Described) {
        let schema = described.schema::<T>();
        described.answers(202, json(schema, "On its way").build());
    }
}

impl<T: Serialize> Responder for Pending<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Accepted().json(self.0)
    }
}

/// `204 No Content`.
pub(crate) struct NoContent;

impl Output for NoContent {
    fn describe(described: &mut Described) {
        described.answers(204, ResponseBuilder::new().description("Done").build());
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// A document that others may change in the meantime: its `ETag` goes into the next change's `If-Match`.
pub(crate) struct Tagged<T> {
    pub revision: i32,
    pub body: T,
}

impl<T: ToSchema> Output for Tagged<T> {
    fn describe(described: &mut Described) {
        let schema = described.schema::<T>();
        described.answers(200, json(schema, "OK").header("ETag", etag_header()).build());
    }
}

impl<T: Serialize> Responder for Tagged<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::ETAG, etag(self.revision))).json(self.body)
    }
}

/// The `ETag` of a document's revision.
fn etag_header() -> Header {
    HeaderBuilder::new().description(Some("Its revision.")).schema(Some(String::schema())).build()
}

/// A type of content other than JSON.
pub(crate) trait MediaType {
    /// Without parameters.
    const NAME: &'static str;
}

/// The types of content other than JSON.
pub(crate) mod media {
    use super::MediaType;

    macro_rules! media_types {
        ($($name:ident $text:literal)+) => {$(
            #[doc = concat!("`", $text, "`.")]
            pub(crate) struct $name;

            impl MediaType for $name {
                const NAME: &'static str = $text;
            }
        )+};
    }
    media_types! {
        Calendar "text/calendar"
        Csv "text/csv"
        Markdown "text/markdown"
        Pdf "application/pdf"
        Svg "image/svg+xml"
        Text "text/plain"
    }
}

/// A response that isn't JSON.
pub(crate) struct Content<M>(HttpResponse, PhantomData<M>);

impl<M: MediaType> Content<M> {
    /// A response that already has its content type.
    pub(crate) fn new(response: HttpResponse) -> Self {
        Self(response, PhantomData)
    }
}

impl<M: MediaType> Output for Content<M> {
    fn describe(described: &mut Described) {
        let content = ContentBuilder::new().schema(Some(String::schema())).build();
        described.answers(200, ResponseBuilder::new().description("OK").content(M::NAME, content).build());
    }
}

impl<M> Responder for Content<M> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.0
    }
}
