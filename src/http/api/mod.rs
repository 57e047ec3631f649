//! The JSON API under `/v1`, by noun, and what's served next to it.

mod catalogue;
mod figures;
mod health;
mod named;
mod openapi;
mod outbox;

pub mod account;
pub mod availability;
pub mod booking;
pub mod feedback;
pub mod matching;
pub mod practice;
pub mod program;
pub mod round;
pub mod safety;

pub use crate::http::problem::codes;
pub use openapi::{docs, document};

use crate::http::contract::Api;
use actix_web::web::ServiceConfig;

/// The routes of the API.
pub(crate) fn routes(config: &mut ServiceConfig) {
    operations().serve(config);
}

/// Every operation: both what's served and what `openapi` describes.
fn operations() -> Api {
    let mut api = Api::default();
    account::routes(&mut api);
    availability::routes(&mut api);
    booking::routes(&mut api);
    catalogue::routes(&mut api);
    feedback::routes(&mut api);
    figures::routes(&mut api);
    health::routes(&mut api);
    matching::routes(&mut api);
    outbox::routes(&mut api);
    practice::routes(&mut api);
    program::routes(&mut api);
    round::routes(&mut api);
    safety::routes(&mut api);
    api
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    /// Two types with the same name would silently overwrite each other in the document.
    #[test]
    fn every_schema_has_a_name_of_its_own() {
        let mut known = BTreeMap::new();
        for (name, schema) in super::operations().schemas() {
            let schema = serde_json::to_value(schema).unwrap();
            let other = known.insert(name.clone(), schema.clone());
            assert!(other.is_none_or(|other| other == schema), "two types are called {name}");
        }
        assert!(known.len() > 100, "{}", known.len());
    }
}
