//! Inviting many people at once, from a list, and mending what an earlier list said about them.
//!
//! The result for a line depends only on the program's own invitations, never on whether an address has an account, so
//! uploading a list reveals nothing about anybody.

use super::roster_lines::{Known, Outcome};
pub use super::roster_lines::{Line, LineNote, LineStatus};
use super::{MAX_PEOPLE, Shown, coordinated};
pub use crate::domain::program::roster::{Roster, Row, UnreadColumn, read, read_csv};
use crate::domain::program::{Invitation, Place};
use crate::domain::{AccountId, InvitationId, ProgramId, Timestamp};
use crate::mail::date_with_year;
use crate::mail::program::ProgramInvited;
use crate::service::notifications::{self, QueuedMail};
use crate::service::{Code, Error, Services, operator};
use crate::store::account::accounts;
use crate::store::program::{invitations, members, programs};
use crate::store::{Db, outbox};

/// How long an account counts as new, in days.
const NEW_DAYS: i64 = 7;

/// The most invitations that a new account mails in 24 hours.
const MAX_MAILS_WHILE_NEW: i64 = 250;

/// `Retry-After` of the refusal.
const RETRY_SECONDS: u64 = 3600;

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
    /// For how many of those invited before, or members by now, the seat or group changes, or would.
    pub changed: usize,
    /// Line by line.
    pub lines: Vec<Line>,
    /// The columns that weren't read.
    pub unread_columns: Vec<UnreadColumn>,
}

/// Invites everybody on a list, each by one mail. Those invited by an earlier list, and those of them who are members by
/// now, get the seat and group that this one says; nobody is mailed about that. If any line is invalid, nothing is
/// written, unless invalid ones are to be skipped.
pub fn invite(services: &Services, me: AccountId, id: ProgramId, roster: &Roster, mode: Mode) -> Result<Report, Error> {
    let work = |db: &mut Db, now: Timestamp, shown: Shown| {
        let known = Known::load(db, id, roster, now)?;
        let mut asked = Vec::new();
        let mut mended = Mended::default();
        let mut lines = Vec::with_capacity(roster.len());
        for line in roster.iter() {
            let (line, outcome) = known.check(line);
            lines.push(line);
            match outcome {
                Outcome::Nothing => {}
                Outcome::Invite(invitation) => asked.push(*invitation),
                Outcome::MendInvitation(id, place) => mended.invitations.add(place, id),
                Outcome::MendMember(id, place) => mended.members.add(place, id),
            }
        }
        let changed = mended.invitations.len() + mended.members.len();
        let report = Report { invited: asked.len(), changed, lines, unread_columns: roster.unread.clone() };
        if mode.dry_run {
            return Ok(report);
        }
        let bad: Vec<_> = report.lines.iter().filter(|line| line.status == LineStatus::Bad).collect();
        if !bad.is_empty() && !mode.skip_bad {
            let detail = format!(
                "{} of {} lines need fixing, so nobody has been invited and nothing has changed yet. Fix them, or send ?skip_bad=true to skip \
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
        for (place, ids) in &mended.invitations.0 {
            invitations::set_place_of(db, ids, place)?;
        }
        for (place, ids) in &mended.members.0 {
            members::set_place_of(db, id, ids, place)?;
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

/// The places that a list changes.
#[derive(Default)]
struct Mended {
    invitations: ByPlace<InvitationId>,
    members: ByPlace<AccountId>,
}

/// Who gets which place: one statement for each place, and not for each person.
struct ByPlace<T>(Vec<(Place, Vec<T>)>);

impl<T> Default for ByPlace<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByPlace<T> {
    fn add(&mut self, place: Place, who: T) {
        match self.0.iter_mut().find(|(known, _)| *known == place) {
            Some((_, all)) => all.push(who),
            None => self.0.push((place, vec![who])),
        }
    }

    fn len(&self) -> usize {
        self.0.iter().map(|(_, all)| all.len()).sum()
    }
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
