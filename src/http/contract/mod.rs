//! An operation of the API is declared once.
//!
//! A handler's signature says what it takes ([`Input`]) and what it returns ([`Output`], and the errors in [`Errors`]);
//! its doc comment says what it does; the `routes()` of its noun registers it. Both the route and its entry in
//! `/openapi.json` are made from these three, so they can't disagree.

mod api;
mod described;
mod endpoint;
mod errors;
mod input;
mod output;

pub(crate) use api::Api;
pub(crate) use described::Described;
pub(crate) use endpoint::{Endpoint, operations};
pub(crate) use errors::{Answer, Errors};
pub(crate) use input::{Input, Inputs};
pub(crate) use output::{Accepted, Content, Created, NoContent, Output, Pending, Tagged, media};
