//! Programs: creating one, its rules, its join code. Members: [`members`]; invitations: `invite`, `invitations` and
//! `accept`; progress: `overview`.

pub(crate) mod accept;
pub(crate) mod farewell;
pub(crate) mod invitations;
pub mod invite;
pub mod members;
pub(crate) mod messages;
pub(crate) mod overview;
pub(crate) mod questions;
pub(crate) mod removal;
pub(crate) mod report;
pub(crate) mod report_table;
mod roster_lines;
pub(crate) mod sessions;

use super::{Code, Error, Services, idempotency};
use crate::domain::account::Account;
use crate::domain::account::profile::NoticeHours;
use crate::domain::program::{MayMeet, Member, Place, Program, ProgramRole, RoundsBack, Rules, Seats, SessionsPerWeek};
use crate::domain::{
    AccountId, DisplayName, JoinCode, Kind, Level, LocalDate, MeetingBase, ProgramId, Prose, Timestamp, Topic, UpTo,
    Zone,
};
use crate::store::account::accounts;
use crate::store::program::{members as store, programs};
use crate::store::round::rounds;
use crate::store::{Db, StoreError};
use serde::Serialize;

/// Maximum number of programs that one person coordinates: each can send invitations, and nobody needs more.
const MAX_COORDINATED: i64 = 20;

/// Maximum number of people in a program, including those invited who haven't answered.
const MAX_PEOPLE: i64 = 2000;

/// The longest program, in days.
const MAX_DAYS: i64 = 3 * 366;

/// A new program.
#[derive(Debug, Clone, Serialize)]
pub struct NewProgram {
    /// Its name.
    pub name: DisplayName,
    /// What it is for.
    pub about: Prose<2000>,
    /// The zone for its days; by default its creator's.
    pub zone: Option<Zone>,
    /// Its first day; today by default.
    pub starts_on: Option<LocalDate>,
    /// Its last day.
    pub ends_on: Option<LocalDate>,
    /// The kinds it covers.
    pub kinds: UpTo<5, Kind>,
    /// The levels it covers.
    pub levels: UpTo<5, Level>,
    /// The topics it prefers.
    pub topics: UpTo<30, Topic>,
    /// Maximum number of sessions per candidate and week.
    pub sessions_per_week: SessionsPerWeek,
    /// Minimum number of hours between publishing and a start.
    pub min_notice_hours: NoticeHours,
    /// Who may meet whom.
    pub may_meet: MayMeet,
    /// In how many of the last rounds a meeting makes another one a repeat.
    pub avoid_repeats_rounds: RoundsBack,
    /// In how many of the last rounds a meeting rules out another one.
    pub forbid_repeats_rounds: RoundsBack,
    /// Where rooms are made for its sessions.
    pub meeting_base: Option<MeetingBase>,
    /// Whether the join code works from the beginning.
    pub joining_open: bool,
}

/// The changes; anything left out stays as it is.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "as in `Wanted`")]
pub struct Change {
    pub name: Option<DisplayName>,
    pub about: Option<Prose<2000>>,
    pub zone: Option<Zone>,
    pub starts_on: Option<LocalDate>,
    /// `Some(None)` removes the end.
    pub ends_on: Option<Option<LocalDate>>,
    pub kinds: Option<UpTo<5, Kind>>,
    pub levels: Option<UpTo<5, Level>>,
    pub topics: Option<UpTo<30, Topic>>,
    pub sessions_per_week: Option<SessionsPerWeek>,
    pub min_notice_hours: Option<NoticeHours>,
    pub may_meet: Option<MayMeet>,
    pub avoid_repeats_rounds: Option<RoundsBack>,
    pub forbid_repeats_rounds: Option<RoundsBack>,
    /// `Some(None)` takes it away.
    pub meeting_base: Option<Option<MeetingBase>>,
    pub joining_open: Option<bool>,
}

impl Change {
    /// Whether it changes what rounds have to keep to.
    fn is_about_rounds(&self) -> bool {
        self.starts_on.is_some() || self.ends_on.is_some() || self.kinds.is_some()
    }
}

/// A program, with the caller's membership.
#[derive(Debug)]
pub struct Shown {
    /// The program.
    pub program: Program,
    /// The caller's own membership.
    pub me: Member,
}

/// Creates a program with the caller as its coordinator. With a key, repeating it creates nothing more.
pub fn create(services: &Services, me: AccountId, key: Option<&str>, wanted: &NewProgram) -> Result<Shown, Error> {
    let id = idempotency::run_idempotent(services, me, key, wanted, |db, now| {
        accounts::lock(db, &[me])?;
        let founder = accounts::by_id(db, me)?;
        confirmed(&founder)?;
        if store::count_coordinated(db, me)? >= MAX_COORDINATED {
            let detail = format!("You already coordinate {MAX_COORDINATED} programs, which is the maximum.");
            return Err(Error::new(Code::ProgramFull, detail));
        }
        let zone = wanted.zone.unwrap_or(founder.zone);
        let program = Program {
            id: ProgramId::new(),
            name: wanted.name.clone(),
            about: wanted.about.clone(),
            zone,
            starts_on: wanted.starts_on.or_else(|| today(now, zone)).ok_or_else(|| Error::internal("no date"))?,
            ends_on: wanted.ends_on,
            kinds: wanted.kinds.clone(),
            levels: wanted.levels.clone(),
            topics: wanted.topics.clone(),
            rules: Rules {
                sessions_per_week: wanted.sessions_per_week,
                min_notice_hours: wanted.min_notice_hours,
                may_meet: wanted.may_meet,
                avoid_repeats_rounds: wanted.avoid_repeats_rounds,
                forbid_repeats_rounds: wanted.forbid_repeats_rounds,
            },
            meeting_base: wanted.meeting_base.clone(),
            join_code: fresh_code(),
            joining_open: wanted.joining_open,
            created_at: now,
        };
        checked(&program)?;
        programs::insert(db, &program, now)?;
        let seats = Seats { candidate: false, interviewer: false };
        let place = Place { role: ProgramRole::Coordinator, seats, group: None };
        store::insert(db, program.id, me, &place, now)?;
        Ok(program.id)
    })?;
    show(services, me, id)
}

pub(crate) fn fresh_code() -> JoinCode {
    JoinCode::from_bits(rand::random())
}

/// The local date in a zone.
pub(crate) fn today(now: Timestamp, zone: Zone) -> Option<LocalDate> {
    LocalDate::new(zone.date(now))
}

fn confirmed(account: &Account) -> Result<(), Error> {
    let detail = "Please confirm your email address first. The link is in the email we sent when you signed up.";
    account.verified_at.map(|_| ()).ok_or_else(|| Error::new(Code::EmailUnverified, detail))
}

fn checked(program: &Program) -> Result<(), Error> {
    match program.ends_on.map(|last| last.day() - program.starts_on.day()) {
        Some(..0) => Err(Error::invalid("/ends_on", "The last day is before the first. Please swap them.")),
        Some(MAX_DAYS..) => Err(Error::invalid(
            "/ends_on",
            "A program can last three years at most. For a club with no end, leave out the last day.",
        )),
        _ => Ok(()),
    }
}

/// Refuses days and kinds that an open round doesn't keep to; those published stay as they are.
fn holds_open_rounds(db: &mut Db, program: &Program) -> Result<(), Error> {
    for plans in rounds::open_plans(db, program.id)? {
        let Err(fault) = plans.within(program) else { continue };
        let (name, first, last) = (&*plans.name, plans.starts_on, plans.ends_on);
        let (pointer, what) = match fault.pointer.as_str() {
            "/kind" => ("/kinds", "is of another kind".to_owned()),
            pointer => (pointer, format!("is from {first} to {last}")),
        };
        let detail = format!("The open round \"{name}\" {what}. Please change or delete that round first.");
        return Err(Error::invalid(pointer, detail));
    }
    Ok(())
}

/// The programs that the caller belongs to, latest created first.
pub fn list(services: &Services, me: AccountId, after: Option<ProgramId>, limit: i64) -> Result<Vec<Shown>, Error> {
    services.read(|db, _| {
        let found = programs::of_member(db, me, after, limit)?;
        let mut mine: std::collections::HashMap<_, _> = store::of_account(db, me)?.into_iter().collect();
        Ok(found.into_iter().filter_map(|program| Some(Shown { me: mine.remove(&program.id)?, program })).collect())
    })
}

/// One program, for a member.
pub fn show(services: &Services, me: AccountId, id: ProgramId) -> Result<Shown, Error> {
    services.read(|db, _| {
        let found = programs::by_id(db, id);
        belonging(db, me, found)
    })
}

/// A program and the caller's membership; `NotFound` for anybody else.
pub(crate) fn belonging(db: &mut Db, me: AccountId, found: Result<Program, StoreError>) -> Result<Shown, Error> {
    let program = match found {
        Err(StoreError::NotFound) => return Err(Error::not_found("program")),
        other => other?,
    };
    let me = store::get(db, program.id, me)?.ok_or_else(|| Error::not_found("program"))?;
    Ok(Shown { program, me })
}

/// Like [`belonging`], but refuses anybody who isn't a coordinator.
pub(crate) fn coordinated(db: &mut Db, me: AccountId, found: Result<Program, StoreError>) -> Result<Shown, Error> {
    let shown = belonging(db, me, found)?;
    if shown.me.place.role != ProgramRole::Coordinator {
        return Err(Error::new(Code::Forbidden, "Only the program's coordinators can do this."));
    }
    Ok(shown)
}

/// Changes a program. Sessions booked before stay as they are.
pub fn change(services: &Services, me: AccountId, id: ProgramId, change: &Change) -> Result<Shown, Error> {
    services.write(|db, now| {
        let locked = programs::lock(db, id);
        let Shown { program: old, me } = coordinated(db, me, locked)?;
        let given = change.clone();
        let program = Program {
            name: given.name.unwrap_or(old.name),
            about: given.about.unwrap_or(old.about),
            zone: given.zone.unwrap_or(old.zone),
            starts_on: given.starts_on.unwrap_or(old.starts_on),
            ends_on: given.ends_on.unwrap_or(old.ends_on),
            kinds: given.kinds.unwrap_or(old.kinds),
            levels: given.levels.unwrap_or(old.levels),
            topics: given.topics.unwrap_or(old.topics),
            rules: Rules {
                sessions_per_week: given.sessions_per_week.unwrap_or(old.rules.sessions_per_week),
                min_notice_hours: given.min_notice_hours.unwrap_or(old.rules.min_notice_hours),
                may_meet: given.may_meet.unwrap_or(old.rules.may_meet),
                avoid_repeats_rounds: given.avoid_repeats_rounds.unwrap_or(old.rules.avoid_repeats_rounds),
                forbid_repeats_rounds: given.forbid_repeats_rounds.unwrap_or(old.rules.forbid_repeats_rounds),
            },
            meeting_base: given.meeting_base.unwrap_or(old.meeting_base),
            joining_open: given.joining_open.unwrap_or(old.joining_open),
            ..old
        };
        checked(&program)?;
        if change.is_about_rounds() {
            holds_open_rounds(db, &program)?;
        }
        programs::update(db, &program, now)?;
        Ok(Shown { program, me })
    })
}

/// Makes a new join code; the old one stops working.
pub fn rotate_code(services: &Services, me: AccountId, id: ProgramId) -> Result<Shown, Error> {
    services.write(|db, now| {
        let locked = programs::lock(db, id);
        let Shown { program, me } = coordinated(db, me, locked)?;
        let program = Program { join_code: fresh_code(), ..program };
        programs::update(db, &program, now)?;
        Ok(Shown { program, me })
    })
}
