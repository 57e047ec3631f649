//! The words that people write over their columns, and into the one for the seat.

use super::Row;
use crate::domain::Invalid;
use crate::domain::program::InvitedAs;

/// A column that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Address,
    Name,
    ActorRole,
    Group,
}

impl Column {
    /// In this order where no header says otherwise.
    pub(crate) const USUAL: [Self; 4] = [Self::Address, Self::Name, Self::ActorRole, Self::Group];

    /// The column under this heading, if it is known.
    pub(crate) fn under(heading: &str) -> Option<Self> {
        let heading: String = heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match heading.as_str() {
            "address" | "email" | "emailaddress" | "mail" => Self::Address,
            "name" | "fullname" | "displayname" => Self::Name,
            "seat" | "role" | "as" => Self::ActorRole,
            "group" | "class" | "cohort" | "team" => Self::Group,
            _ => return None,
        })
    }

    /// The field of a line that this column fills.
    pub(crate) fn of(self, row: &mut Row) -> &mut String {
        match self {
            Self::Address => &mut row.address,
            Self::Name => &mut row.name,
            Self::ActorRole => &mut row.seat,
            Self::Group => &mut row.group,
        }
    }
}

/// What somebody is invited as; who is invited as nothing in particular is to practise.
pub(crate) fn seat(text: &str) -> Result<InvitedAs, Invalid> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(InvitedAs::Candidate),
        "volunteer" => Ok(InvitedAs::Interviewer),
        word => word.parse().map_err(|_| {
            Invalid::new("This isn't a seat: candidate, interviewer (or volunteer), both, or coordinator.")
        }),
    }
}
