//! A list of people to invite, as CSV or JSON.

use super::body::{self, MAX_BODY};
use super::contract::{Described, Input};
use super::extract::{Body, describe_body};
use super::problem::Problem;
use crate::domain::{Invalid, UpTo};
use crate::service::program::invite::{Roster, Row, read, read_csv};
use crate::service::{Code, Error};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::Deserialize;
use std::future::Future;
use std::pin::Pin;
use utoipa::openapi::Required;
use utoipa::{PartialSchema, ToSchema};

const EXAMPLE: &str = "address,name,seat,group\nnoor@example.org,Noor,candidate,Monday class\n";

/// The people on a list, read line by line; invalid lines are reported in the response, not as an error here.
#[derive(Debug)]
pub struct People(pub Roster);

/// People to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"people": [{"address": "noor@example.org", "name": "Noor", "seat": "candidate"}]}))]
pub struct InviteList {
    #[schema(value_type = Vec<Invitee>, max_items = 1000)]
    people: UpTo<1000, Invitee>,
}

/// Somebody to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitee {
    address: String,
    #[serde(default)]
    name: Option<String>,
    /// candidate (the default for somebody new), interviewer, both or coordinator.
    #[serde(default)]
    seat: Option<String>,
    #[serde(default)]
    group: Option<String>,
}

impl FromRequest for People {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        match request.content_type().to_ascii_lowercase().as_str() {
            "text/csv" => {
                let bytes = body::read(request, payload, MAX_BODY);
                Box::pin(async move { Ok(Self(read_csv(&bytes.await?).map_err(whole)?)) })
            }
            "application/json" => {
                let list = Body::<InviteList>::from_request(request, payload);
                Box::pin(async move { Ok(Self(read(rows(list.await?.0)).map_err(whole)?)) })
            }
            _ => {
                let detail = "Send a CSV file with the header Content-Type: text/csv, or JSON with application/json.";
                Box::pin(async move { Err(Error::new(Code::UnsupportedMediaType, detail).into()) })
            }
        }
    }
}

impl Input for People {
    fn describe(described: &mut Described) {
        let json = described.schema::<InviteList>();
        let csv = ("text/csv", String::schema(), Some(EXAMPLE));
        describe_body(described, Required::True, [("application/json", json, None), csv]);
    }
}

fn whole(refusal: Invalid) -> Error {
    Error::invalid("", refusal.0)
}

fn rows(list: InviteList) -> Vec<Row> {
    let row = |(number, one): (u64, Invitee)| Row {
        number,
        address: one.address,
        name: one.name.unwrap_or_default(),
        seat: one.seat.unwrap_or_default(),
        group: one.group.unwrap_or_default(),
    };
    (1..).zip(list.people.into_vec()).map(row).collect()
}
