//! Inviting many people at once, from a list.
//!
//! The result for a line depends only on the program's own invitations, never on whether an address has an account, so
//! uploading a list reveals nothing about anybody.

use super::{MAX_PEOPLE, Shown, coordinated};
use crate::domain::program::roster::{Entry, Reading};
pub use crate::domain::program::roster::{Roster, Row, read, read_csv};
use crate::domain::program::{Invitation, InvitationState};
use crate::domain::{AccountId, EmailAddress, InvitationId, ProgramId, Timestamp};
use crate::mail::date_with_year;
use crate::mail::program::ProgramInvited;
use crate::service::notifications::{self, QueuedMail};
use crate::service::{Code, Error, Services, operator};
use crate::store::account::accounts;
use crate::store::program::{invitations, members, programs};
use crate::store::{Db, outbox};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// How long the link of an invitation works, in days.
pub(crate) const LINK_DAYS: i64 = 30;

/// How long an account counts as new, in days.
const NEW_DAYS: i64 = 7;

/// The most invitations that a new account mails in 24 hours.
const MAX_MAILS_WHILE_NEW: i64 = 250;

/// `Retry-After` of the refusal.
const RETRY_SECONDS: u64 = 3600;

/// The most mails to one address about one program, no matter who sends the invitations.
pub(crate) const MAX_MAILS: i32 = 3;

crate::domain::string_enum! {
    /// What happens to a line of a list.
    LineStatus, "This isn't a status of a line." {
        /// Is invited.
        Ok = "ok", "is invited";
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

/// How to process a list.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    /// Only report what would happen to each line.
    pub dry_run: bool,
    /// Invite the people on good lines even if other lines are bad.
    pub skip_bad: bool,
}

/// The result of a list.
#[derive(Debug)]
pub struct Report {
    /// How many are invited, or would be.
    pub invited: usize,
    /// Line by line.
    pub lines: Vec<Line>,
    /// The headings of the columns that weren't read.
    pub unread_columns: Vec<String>,
}

/// Invites everybody on a list, each by one mail. If any line is invalid, nothing is written, unless invalid ones are
/// to be skipped.
pub fn invite(services: &Services, me: AccountId, id: ProgramId, roster: &Roster, mode: Mode) -> Result<Report, Error> {
    let work = |db: &mut Db, now: Timestamp, shown: Shown| {
        let known = Known::load(db, id, roster, now)?;
        let (lines, asked): (Vec<_>, Vec<_>) = roster.iter().map(|line| known.check(line)).unzip();
        let asked: Vec<_> = asked.into_iter().flatten().collect();
        let report = Report { invited: asked.len(), lines, unread_columns: roster.unread.clone() };
        if mode.dry_run {
            return Ok(report);
        }
        let bad: Vec<_> = report.lines.iter().filter(|line| line.status == LineStatus::Bad).collect();
        if !bad.is_empty() && !mode.skip_bad {
            let detail = format!(
                "{} of {} lines need fixing, so nobody has been invited yet. Fix them, or send ?skip_bad=true to skip \
                 them.",
                bad.len(),
                report.lines.len()
            );
            return Err(Error::new(Code::RosterNotReady, detail).with("lines", bad));
        }
        room_for(db, now, id, asked.len())?;
        within_a_day(services, db, now, me, asked.len())?;
        if !asked.is_empty() {
            write(db, now, &shown, &asked)?;
        }
        Ok(report)
    };
    if mode.dry_run {
        return services.read(|db, now| {
            let found = programs::by_id(db, id);
            let shown = coordinated(db, me, found)?;
            work(db, now, shown)
        });
    }
    services.write(|db, now| {
        // Serialises concurrent uploads, also those of one person for two programs.
        accounts::lock(db, &[me])?;
        let locked = programs::lock(db, id);
        let shown = coordinated(db, me, locked)?;
        work(db, now, shown)
    })
}

fn room_for(db: &mut Db, now: Timestamp, id: ProgramId, more: usize) -> Result<(), Error> {
    let there = members::count(db, id)? + invitations::count_open(db, id, now)?;
    if there + i64::try_from(more).unwrap_or(i64::MAX / 2) <= MAX_PEOPLE {
        return Ok(());
    }
    let detail = format!("A program has room for {MAX_PEOPLE} people, including those invited; this one has {there}.");
    Err(Error::new(Code::ProgramFull, detail))
}

/// Refuses invitations of a new account beyond a daily limit, so that nobody signs up just to mail a list of strangers.
pub(super) fn within_a_day(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    more: usize,
) -> Result<(), Error> {
    let account = accounts::by_id(db, me)?;
    let grown = account.created_at.plus_days(NEW_DAYS);
    if more == 0 || grown <= now || operator::is_operator(services, &account) {
        return Ok(());
    }
    let mailed = outbox::count_since(db, me, ProgramInvited::NAME, now.plus_days(-1))?;
    let left = usize::try_from(MAX_MAILS_WHILE_NEW.saturating_sub(mailed)).unwrap_or(0);
    if more <= left {
        return Ok(());
    }
    let detail = format!(
        "Your account is new, so it can invite {MAX_MAILS_WHILE_NEW} people in 24 hours until {}; now it's {left} more. \
         The join code works for everybody at once.",
        date_with_year(grown, account.zone)
    );
    let mut refusal = Error::new(Code::RateLimited, detail);
    refusal.retry_after = Some(RETRY_SECONDS);
    Err(refusal)
}

/// What the program knows of the addresses on a list.
struct Known {
    invitations: HashMap<String, Invitation>,
    members: HashSet<AccountId>,
    now: Timestamp,
    program: ProgramId,
}

impl Known {
    /// Always two statements.
    fn load(db: &mut Db, program: ProgramId, roster: &Roster, now: Timestamp) -> Result<Self, Error> {
        let good = roster.iter().filter_map(|line| match &line.reading {
            Reading::Good(entry) => Some(&entry.email),
            _ => None,
        });
        let addresses: Vec<&EmailAddress> = good.collect();
        let found = invitations::to_addresses(db, program, &addresses)?;
        Ok(Self {
            invitations: found.into_iter().map(|one| (one.email.key(), one)).collect(),
            members: members::ids(db, program)?.into_iter().collect(),
            now,
            program,
        })
    }

    fn check(&self, line: &crate::domain::program::roster::Line) -> (Line, Option<Invitation>) {
        let note = |column: &str, detail: String| LineNote { column: column.to_owned(), detail };
        let (status, notes, asked) = match &line.reading {
            Reading::Bad(faults) => {
                let notes = faults.iter().map(|fault| note(fault.column, fault.detail.clone()));
                (LineStatus::Bad, notes.collect(), None)
            }
            Reading::Repeats(first) => (
                LineStatus::Repeated,
                vec![note("address", format!("This is also on line {first}; that line counts."))],
                None,
            ),
            Reading::Good(entry) => match self.asks(entry) {
                Ok(invitation) => (LineStatus::Ok, Vec::new(), Some(invitation)),
                Err((status, detail)) => (status, vec![note("address", detail.to_owned())], None),
            },
        };
        (Line { line: line.number, address: line.address.clone(), status, notes }, asked)
    }

    /// The invitation to write, or why there's none.
    fn asks(&self, entry: &Entry) -> Result<Invitation, (LineStatus, &'static str)> {
        let fresh = Invitation {
            id: InvitationId::new(),
            program: self.program,
            email: entry.email.clone(),
            name: entry.name.clone(),
            place: entry.place.clone(),
            state: InvitationState::Invited,
            mails: 1,
            account: None,
            created_at: self.now,
            expires_at: self.now.plus_days(LINK_DAYS),
            mailed_at: self.now,
            undelivered_at: None,
        };
        let Some(old) = self.invitations.get(&entry.email.key()) else { return Ok(fresh) };
        let again = Invitation { id: old.id, created_at: old.created_at, mails: old.mails + 1, ..fresh };
        match old.state {
            InvitationState::Declined => Err((
                LineStatus::Declined,
                "Somebody at this address asked not to be invited again, so no email is sent.",
            )),
            InvitationState::Accepted if old.account.is_some_and(|who| self.members.contains(&who)) => Err((
                LineStatus::AlreadyMember,
                "Already accepted; change their seats and group in the list of members.",
            )),
            InvitationState::Invited if self.now < old.expires_at => Err((
                LineStatus::AlreadyInvited,
                "Already invited; you can send the email again from the list of invitations.",
            )),
            _ if old.mails >= MAX_MAILS => Err((
                LineStatus::AlreadyInvited,
                "Already emailed three times; please give them the join code instead.",
            )),
            _ => Ok(again),
        }
    }
}

fn write(db: &mut Db, now: Timestamp, shown: &Shown, asked: &[Invitation]) -> Result<(), Error> {
    invitations::replace(db, asked)?;
    let letters: Vec<_> = asked.iter().map(|one| letter(shown, one, now)).collect();
    notifications::send_all(db, now, &letters)
}

/// The mail of an invitation; its key contains how often it was mailed before.
pub(crate) fn letter(shown: &Shown, to: &Invitation, now: Timestamp) -> QueuedMail {
    let Shown { program, me } = shown;
    let message = ProgramInvited {
        invitation: to.id,
        program: program.name.clone(),
        about: program.about.clone(),
        by: me.name.clone(),
        role: to.place.role,
        seats: to.place.seats,
        starts_on: program.starts_on,
        ends_on: program.ends_on,
        expires_at: to.expires_at,
    };
    let dedupe_key = format!("program-invited:{}:{}", to.id, to.mails);
    // The address may have no account, so the mail belongs to the inviting coordinator's.
    QueuedMail { to: me.account, dedupe_key, message: message.into(), not_before: now }
}
