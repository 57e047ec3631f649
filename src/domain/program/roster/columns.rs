//! The column headings people use, and the words in the seat column.

use super::Row;
use crate::domain::Invalid;
use crate::domain::program::InvitedAs;

/// A known column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Address,
    Name,
    ActorRole,
    Group,
    FirstName,
    LastName,
}

impl Column {
    /// The order of columns if there's no header.
    pub(crate) const USUAL: [Self; 4] = [Self::Address, Self::Name, Self::ActorRole, Self::Group];

    /// Every column.
    pub(crate) const ALL: [Self; 6] =
        [Self::Address, Self::Name, Self::ActorRole, Self::Group, Self::FirstName, Self::LastName];

    /// The column under this heading, if it is known: ours, or as Google Forms and Moodle write it.
    pub(crate) fn under(heading: &str) -> Option<Self> {
        Some(match letters(heading).as_str() {
            "address" | "email" | "emailaddress" | "mail" | "mailaddress" | "youremail" | "youremailaddress" => {
                Self::Address
            }
            "name" | "fullname" | "displayname" | "yourname" | "yourfullname" | "whatisyourname" | "whatsyourname" => {
                Self::Name
            }
            "firstname" | "givenname" => Self::FirstName,
            "lastname" | "surname" | "familyname" => Self::LastName,
            "seat" | "role" | "as" => Self::ActorRole,
            "group" | "groups" | "class" | "cohort" | "team" => Self::Group,
            _ => return None,
        })
    }

    /// Whether some forms use this heading for the address, and others for something else.
    pub(crate) fn may_be_address(heading: &str) -> bool {
        letters(heading) == "username"
    }
}

/// A row from its cells.
pub(crate) fn row<'a>(number: u64, cells: impl Iterator<Item = (&'a str, Option<Column>)>) -> Row {
    let mut row = Row { number, ..Row::default() };
    let (mut first, mut last) = (String::new(), String::new());
    for (cell, column) in cells {
        let field = match column {
            Some(Column::Address) => &mut row.address,
            Some(Column::Name) => &mut row.name,
            Some(Column::ActorRole) => &mut row.seat,
            Some(Column::Group) => &mut row.group,
            Some(Column::FirstName) => &mut first,
            Some(Column::LastName) => &mut last,
            None => continue,
        };
        field.push_str(cell);
    }
    if row.name.is_empty() {
        row.name = format!("{first} {last}").trim().to_owned();
    }
    row
}

pub(super) fn letters(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What somebody is invited as; `None` if the cell is empty.
pub(crate) fn seat(text: &str) -> Result<Option<InvitedAs>, Invalid> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "volunteer" => Ok(Some(InvitedAs::Interviewer)),
        word => word.parse().map(Some).map_err(|_| {
            Invalid::new("This isn't a seat: candidate, interviewer (or volunteer), both, or coordinator.")
        }),
    }
}
