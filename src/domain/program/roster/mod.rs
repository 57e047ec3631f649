//! The people a coordinator invites, from a spreadsheet: every line is read, and each invalid line says what's wrong and how to fix it.

mod columns;
mod csv_file;
mod dialect;
mod guess;

#[cfg(test)]
mod tests;

use super::{GroupName, InvitedAs, Place, ProgramRole};
use crate::domain::{DisplayName, EmailAddress, Invalid, UpTo};
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::ops::Deref;
use std::str::FromStr;

pub use csv_file::read_csv;
pub use guess::UnreadColumn;

/// Maximum number of lines in a roster.
pub const MAX_LINES: usize = 1000;

/// The longest cell text that is repeated in a response, in characters.
const MAX_TOLD: usize = 254;

/// A line as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line number, from 1.
    pub number: u64,
    /// The address.
    pub address: String,
    /// The person's name; may be empty.
    pub name: String,
    /// What they are invited as; when empty, `candidate`, or what they are already.
    pub seat: String,
    /// Their group; may be empty.
    pub group: String,
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column.
    pub column: &'static str,
    /// What's wrong and how to fix it.
    pub detail: String,
}

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Their address.
    pub email: EmailAddress,
    /// Their name.
    pub name: Option<DisplayName>,
    /// What they are invited as, if the line says so.
    pub invited_as: Option<InvitedAs>,
    /// Their group, if the line says so.
    pub group: Option<GroupName>,
}

impl Entry {
    /// The place of somebody who is invited: what the line says, then what an earlier invitation said; a candidate by
    /// default.
    pub fn invited_to(&self, earlier: Option<&Place>) -> Place {
        let group = self.group.clone().or_else(|| earlier.and_then(|place| place.group.clone()));
        match (self.invited_as, earlier) {
            (None, Some(earlier)) => Place { group, ..earlier.clone() },
            (invited_as, _) => Place::of(invited_as.unwrap_or(InvitedAs::Candidate), group),
        }
    }

    /// A member's place with what the line says. A list makes somebody a coordinator, but never ends that: the last one
    /// would leave the program without any.
    pub fn mended(&self, now: &Place) -> Place {
        let group = self.group.clone().or_else(|| now.group.clone());
        match self.invited_as {
            None => Place { group, ..now.clone() },
            Some(InvitedAs::Coordinator) => Place { role: ProgramRole::Coordinator, seats: now.seats, group },
            Some(invited_as) => Place { role: now.role, seats: Place::of(invited_as, None).seats, group },
        }
    }
}

/// The result of reading a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Somebody to invite.
    Good(Entry),
    /// Repeats the address of this earlier line, which is used instead.
    Repeats(u64),
    /// Invalid.
    Bad(Vec<Fault>),
}

/// A line, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line number, from 1.
    pub number: u64,
    /// The address as it was typed, cut when it is very long.
    pub address: String,
    /// The result.
    pub reading: Reading,
}

/// A list of people to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Line by line.
    pub lines: UpTo<MAX_LINES, Line>,
    /// The columns that weren't read.
    pub unread: Vec<UnreadColumn>,
}

impl Deref for Roster {
    type Target = [Line];
    fn deref(&self) -> &[Line] {
        &self.lines
    }
}

/// Reads typed lines. Rejected as a whole if there are too many or none.
pub fn read(rows: Vec<Row>) -> Result<Roster, Invalid> {
    if rows.is_empty() {
        return Err(Invalid::new("There's nobody on this list. Please give at least one address."));
    }
    let mut seen = HashMap::new();
    let lines = rows.into_iter().map(|row| {
        let reading = match entry(&row) {
            Err(faults) => Reading::Bad(faults),
            Ok(entry) => match seen.entry(entry.email.key()) {
                Slot::Occupied(first) => Reading::Repeats(*first.get()),
                Slot::Vacant(slot) => {
                    slot.insert(row.number);
                    Reading::Good(entry)
                }
            },
        };
        Line { number: row.number, address: row.address.trim().chars().take(MAX_TOLD).collect(), reading }
    });
    let lines = UpTo::new(lines.collect()).ok_or_else(too_long)?;
    Ok(Roster { lines, unread: Vec::new() })
}

fn too_long() -> Invalid {
    Invalid::new(format!("This list is too long: at most {MAX_LINES} people at a time. Please send it in parts."))
}

fn entry(row: &Row) -> Result<Entry, Vec<Fault>> {
    let mut faults = Vec::new();
    let email = match row.address.trim() {
        "" => Err(Invalid::new("The address is missing.")),
        typed => typed.parse::<EmailAddress>(),
    };
    let email = kept(email, "address", &mut faults);
    let name: Option<Option<DisplayName>> = kept(if_given(&row.name), "name", &mut faults);
    let group: Option<Option<GroupName>> = kept(if_given(&row.group), "group", &mut faults);
    let invited_as = kept(columns::seat(&row.seat), "seat", &mut faults);
    match (email, name, group, invited_as) {
        (Some(email), Some(name), Some(group), Some(invited_as)) => Ok(Entry { email, name, invited_as, group }),
        _ => Err(faults),
    }
}

fn if_given<T: FromStr<Err = Invalid>>(text: &str) -> Result<Option<T>, Invalid> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
}

fn kept<T>(read: Result<T, Invalid>, column: &'static str, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|refusal| faults.push(Fault { column, detail: refusal.0 })).ok()
}
