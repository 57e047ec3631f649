//! An iCalendar file as a body.

use super::body;
use super::contract::{Described, Input};
use super::extract::describe_body;
use super::problem::Problem;
use crate::service::availability::busy_calendars::MAX_BYTES;
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::Future;
use std::pin::Pin;
use utoipa::PartialSchema;
use utoipa::openapi::Required;

/// A calendar with one event.
const EXAMPLE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\n\
    UID:1@example.org\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270114T170000\r\n\
    DURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The bytes of a calendar, with a higher size limit than other bodies.
#[derive(Debug)]
pub struct CalendarFile(pub Bytes);

impl FromRequest for CalendarFile {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !request.content_type().eq_ignore_ascii_case("text/calendar") {
            let detail = "Send the file as it is, with the header Content-Type: text/calendar.";
            return Box::pin(async move { Err(Error::new(Code::UnsupportedMediaType, detail).into()) });
        }
        let bytes = body::read(request, payload, MAX_BYTES);
        Box::pin(async move {
            let read = bytes.await.map_err(|mut refusal| {
                if refusal.code == Code::TooLarge {
                    refusal.detail.push_str(" Leave out past years, or export only one calendar.");
                }
                refusal
            });
            Ok(Self(read?))
        })
    }
}

impl Input for CalendarFile {
    fn describe(described: &mut Described) {
        describe_body(described, Required::True, [("text/calendar", String::schema(), Some(EXAMPLE))]);
    }
}
