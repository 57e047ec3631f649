//! Somebody, by name.

use crate::types::session::Person;
use crate::types::{AccountId, DisplayName};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody and their name.
#[derive(Serialize, ToSchema)]
pub(super) struct NamedPerson {
    id: AccountId,
    display_name: DisplayName,
}

impl From<Person> for NamedPerson {
    fn from(person: Person) -> Self {
        Self { id: person.id, display_name: person.name }
    }
}
