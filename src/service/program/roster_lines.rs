//! What a line of a list does: invites somebody, changes what an earlier list said about them, or nothing.

use crate::domain::program::roster::{self, Entry, Reading, Roster};
use crate::domain::program::{GroupName, Invitation, InvitationState, InvitedAs, Place};
use crate::domain::{AccountId, EmailAddress, InvitationId, ProgramId, Timestamp};
use crate::service::Error;
use crate::store::Db;
use crate::store::program::{invitations, members};
use serde::Serialize;
use std::collections::HashMap;

/// How long the link of an invitation works, in days.
pub(crate) const LINK_DAYS: i64 = 30;

/// The most mails to one address about one program, no matter who sends the invitations.
pub(crate) const MAX_MAILS: i32 = 3;

crate::domain::string_enum! {
    /// What happens to a line of a list.
    LineStatus, "This isn't a status of a line." {
        /// Is invited.
        Ok = "ok", "is invited";
        /// Was invited before, or is a member by now, and gets another seat or group.
        Changed = "changed", "gets another seat or group";
        /// Accepted an invitation before, and belongs to the program.
        AlreadyMember = "already_member", "is already a member";
        /// Was invited before; the mail can be sent again.
        AlreadyInvited = "already_invited", "is already invited";
        /// Asked not to be invited.
        Declined = "declined", "asked not to be invited";
        /// Has the same address as an earlier line, which is used instead.
        Repeated = "repeated", "is on the list twice";
        /// Invalid.
        Bad = "bad", "needs fixing";
    }
}

/// What happens to a line, and why.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = InvitedLine)]
pub struct Line {
    /// The line number, from 1.
    pub line: u64,
    /// The email address as typed.
    pub address: String,
    /// What happens to it.
    pub status: LineStatus,
    /// The seat they have after it; null for a line that's bad or repeated, and for a member without a seat.
    pub seat: Option<InvitedAs>,
    /// Their group after it.
    #[schema(value_type = Option<String>, max_length = 60)]
    pub group: Option<GroupName>,
    /// What's wrong and how to fix it, column by column; for other lines, an explanation.
    pub notes: Vec<LineNote>,
}

/// A note about a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct LineNote {
    /// The column it's about.
    pub column: String,
    /// What's wrong and how to fix it.
    pub detail: String,
}

/// What a line does.
pub(super) enum Outcome {
    /// Nothing.
    Nothing,
    /// Writes this invitation, and mails it.
    Invite(Box<Invitation>),
    /// Changes an invitation that hasn't been answered.
    MendInvitation(InvitationId, Place),
    /// Changes a member who accepted one.
    MendMember(AccountId, Place),
}

/// What the program knows of the addresses on a list.
pub(super) struct Known {
    invitations: HashMap<String, Invitation>,
    members: HashMap<AccountId, Place>,
    now: Timestamp,
    program: ProgramId,
}

/// The status of a good line, what it does, the place they have after it, and notes.
type Checked = (LineStatus, Outcome, Option<Place>, Vec<LineNote>);

fn note(column: &str, detail: impl Into<String>) -> LineNote {
    LineNote { column: column.to_owned(), detail: detail.into() }
}

impl Known {
    /// Always two statements.
    pub(super) fn load(db: &mut Db, program: ProgramId, roster: &Roster, now: Timestamp) -> Result<Self, Error> {
        let good = roster.iter().filter_map(|line| match &line.reading {
            Reading::Good(entry) => Some(&entry.email),
            _ => None,
        });
        let addresses: Vec<&EmailAddress> = good.collect();
        let found = invitations::to_addresses(db, program, &addresses)?;
        let all = members::all(db, program)?.into_iter();
        Ok(Self {
            invitations: found.into_iter().map(|one| (one.email.key(), one)).collect(),
            members: all.map(|member| (member.account, member.place)).collect(),
            now,
            program,
        })
    }

    pub(super) fn check(&self, line: &roster::Line) -> (Line, Outcome) {
        let (status, outcome, place, notes) = match &line.reading {
            Reading::Bad(faults) => {
                let notes = faults.iter().map(|fault| note(fault.column, fault.detail.clone()));
                (LineStatus::Bad, Outcome::Nothing, None, notes.collect())
            }
            Reading::Repeats(first) => {
                let notes = vec![note("address", format!("This is also on line {first}; that line counts."))];
                (LineStatus::Repeated, Outcome::Nothing, None, notes)
            }
            Reading::Good(entry) => self.check_good(entry),
        };
        let (seat, group) = place.map_or((None, None), |place| (place.invited_as(), place.group));
        (Line { line: line.number, address: line.address.clone(), status, seat, group, notes }, outcome)
    }

    fn check_good(&self, entry: &Entry) -> Checked {
        let Some(old) = self.invitations.get(&entry.email.key()) else {
            let fresh = self.invitation(entry, None);
            let place = fresh.place.clone();
            return (LineStatus::Ok, Outcome::Invite(Box::new(fresh)), Some(place), Vec::new());
        };
        let keeps = |status: LineStatus, place: &Place, detail: &str| {
            (status, Outcome::Nothing, Some(place.clone()), vec![note("address", detail)])
        };
        let member = old.account.and_then(|who| Some((who, self.members.get(&who)?)));
        match (old.state, member) {
            (InvitationState::Declined, _) => {
                let detail = "Somebody at this address asked not to be invited again, so no email is sent.";
                (LineStatus::Declined, Outcome::Nothing, None, vec![note("address", detail)])
            }
            (InvitationState::Accepted, Some((who, now))) => {
                let place = entry.mended(now);
                match changes(now, &place) {
                    notes if notes.is_empty() => keeps(
                        LineStatus::AlreadyMember,
                        now,
                        "Already accepted, in this seat and group. Another seat or group on this list changes it.",
                    ),
                    notes => (LineStatus::Changed, Outcome::MendMember(who, place.clone()), Some(place), notes),
                }
            }
            (InvitationState::Invited, _) if self.now < old.expires_at => {
                let place = entry.invited_to(Some(&old.place));
                match changes(&old.place, &place) {
                    notes if notes.is_empty() => keeps(
                        LineStatus::AlreadyInvited,
                        &old.place,
                        "Already invited; you can send the email again from the list of invitations.",
                    ),
                    notes => (LineStatus::Changed, Outcome::MendInvitation(old.id, place.clone()), Some(place), notes),
                }
            }
            _ if old.mails >= MAX_MAILS => keeps(
                LineStatus::AlreadyInvited,
                &old.place,
                "Already emailed three times; please give them the join code instead.",
            ),
            _ => {
                let again = self.invitation(entry, Some(old));
                let place = again.place.clone();
                (LineStatus::Ok, Outcome::Invite(Box::new(again)), Some(place), Vec::new())
            }
        }
    }

    /// The invitation to write, in place of an earlier one.
    fn invitation(&self, entry: &Entry, earlier: Option<&Invitation>) -> Invitation {
        Invitation {
            id: earlier.map_or_else(InvitationId::new, |old| old.id),
            program: self.program,
            email: entry.email.clone(),
            name: entry.name.clone(),
            place: entry.invited_to(earlier.map(|old| &old.place)),
            state: InvitationState::Invited,
            mails: earlier.map_or(1, |old| old.mails + 1),
            account: None,
            created_at: earlier.map_or(self.now, |old| old.created_at),
            expires_at: self.now.plus_days(LINK_DAYS),
            mailed_at: self.now,
            undelivered_at: None,
        }
    }
}

/// What differs between two places, column by column.
fn changes(before: &Place, after: &Place) -> Vec<LineNote> {
    let seat = |place: &Place| place.invited_as().map_or("no seat", InvitedAs::label);
    let group = |place: &Place| place.group.as_ref().map_or("no group".to_owned(), ToString::to_string);
    let mut notes = Vec::new();
    if (before.role, before.seats) != (after.role, after.seats) {
        notes.push(note("seat", format!("From {} to {}.", seat(before), seat(after))));
    }
    if before.group != after.group {
        notes.push(note("group", format!("From {} to {}.", group(before), group(after))));
    }
    notes
}
