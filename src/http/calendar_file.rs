//! An iCalendar file as a body.

use super::contract::{Described, Input};
use super::extract::{body, unread};
use super::problem::Problem;
use crate::service::availability::busy_calendars::MAX_BYTES;
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::Future;
use std::pin::Pin;
use utoipa::PartialSchema;
use utoipa::openapi::Required;

/// A calendar with one event.
const EXAMPLE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\n\
    UID:1@example.org\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270114T170000\r\n\
    DURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The bytes of a calendar: more than other bodies may have.
#[derive(Debug)]
pub struct CalendarFile(pub Bytes);

impl FromRequest for CalendarFile {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let as_it_is = request.headers().get(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
        if !request.content_type().eq_ignore_ascii_case("text/calendar") || !as_it_is {
            let detail = "Send the file as it is, with the header Content-Type: text/calendar and no Content-Encoding.";
            return Box::pin(async move { Err(Error::new(Code::UnsupportedMediaType, detail).into()) });
        }
        let body = web::Payload::from_request(request, payload).into_inner();
        Box::pin(async move {
            let read = body.map_err(unread)?.to_bytes_limited(MAX_BYTES).await;
            let detail = "A calendar can have 2 MiB at most. Leave out past years, or export only one calendar.";
            Ok(Self(read.map_err(|_| Error::new(Code::TooLarge, detail))?.map_err(unread)?))
        })
    }
}

impl Input for CalendarFile {
    fn describe(described: &mut Described) {
        body(described, Required::True, [("text/calendar", String::schema(), Some(EXAMPLE))]);
    }
}
