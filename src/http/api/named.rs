//! Somebody, by name.

use crate::domain::booking::session::Person;
use crate::domain::{AccountId, DisplayName};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody and their name.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedPerson {
    id: AccountId,
    display_name: DisplayName,
}

impl From<Person> for NamedPerson {
    fn from(person: Person) -> Self {
        Self { id: person.id, display_name: person.name }
    }
}
