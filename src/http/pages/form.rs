//! Reading submitted forms.

use super::wanted;
use super::written::Written;
use crate::http::body::{self, MAX_BODY};
use crate::http::problem::Problem;
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::stream;
use multer::Multipart;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;

/// A submitted form, and the texts in it, to be returned if it's refused. Mail programs send one too (RFC 8058, section 3.2),
/// possibly as `multipart/form-data` or empty. Without a body, every field is missing, whatever the content type.
#[derive(Debug)]
pub struct Form<T>(pub T, pub Written);

enum Encoding {
    Urlencoded,
    /// With its boundary.
    Multipart(String),
    Unknown,
}

impl Encoding {
    fn of(request: &HttpRequest) -> Self {
        if request.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Self::Urlencoded;
        }
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.and_then(|kind| multer::parse_boundary(kind).ok()).map_or(Self::Unknown, Self::Multipart)
    }
}

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let encoding = Encoding::of(request);
        let body = body::read_or_cut(request, payload, MAX_BODY);
        let as_page = wanted(request);
        Box::pin(async move {
            let (fields, error) = match body.await {
                Ok(bytes) => match fields(encoding, bytes).await {
                    Ok(fields) => (fields, None),
                    Err(error) => (Bytes::new(), Some(error)),
                },
                // As much of it as came.
                Err((error, cut)) => (fields(encoding, cut).await.unwrap_or_default(), Some(error)),
            };
            let written = Written::of(url::form_urlencoded::parse(&fields).into_owned());
            let read = match error {
                Some(error) => Err(error),
                None => serde_urlencoded::from_bytes(&fields).map_err(|_| unread()),
            };
            match read {
                Ok(read) => Ok(Self(read, written)),
                Err(error) if as_page => Err(match written.refused(error) {
                    Ok(page) => InternalError::from_response("the form can't be read", page).into(),
                    Err(problem) => problem.into(),
                }),
                Err(error) => Err(Problem::from(error).into()),
            }
        })
    }
}

/// The fields of a form, urlencoded.
async fn fields(encoding: Encoding, bytes: Bytes) -> Result<Bytes, Error> {
    match encoding {
        Encoding::Urlencoded => Ok(bytes),
        _ if bytes.is_empty() => Ok(bytes),
        Encoding::Multipart(boundary) => {
            Ok(urlencoded(bytes, boundary).await.map_err(|_| unread())?.into_bytes().into())
        }
        Encoding::Unknown => {
            let detail = "Send the form with the header Content-Type: application/x-www-form-urlencoded, or \
                          multipart/form-data.";
            Err(Error::new(Code::UnsupportedMediaType, detail))
        }
    }
}

/// Converts a multipart body to urlencoded form.
async fn urlencoded(body: Bytes, boundary: String) -> Result<String, multer::Error> {
    let mut parts = Multipart::new(stream::once(ready(Ok::<_, Infallible>(body))), boundary);
    let mut fields = url::form_urlencoded::Serializer::new(String::new());
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        fields.append_pair(&name, &part.text().await?);
    }
    Ok(fields.finish())
}

fn unread() -> Error {
    Error::new(Code::MalformedJson, "The form couldn't be read. Please go back and try again.")
}
