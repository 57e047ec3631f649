//! How everybody in a program stands, for its coordinators: what is missing, who waits, whose notes are
//! late. Counted are the sessions in which both people are members; what somebody does elsewhere is no
//! matter of the program's.

use super::coordinated;
use crate::domain::availability::Availability;
use crate::domain::booking::session::{NOTES_DUE_HOURS, State};
use crate::domain::program::{Member, Program};
use crate::domain::{AccountId, ProgramId, Timestamp};
use crate::service::{Error, Services};
use crate::store::program::overview as store;
use crate::store::program::overview::Held;
use crate::store::program::{invitations, members, programs};
use std::collections::{HashMap, HashSet};

/// How one member stands.
#[derive(Debug, Clone)]
pub struct MemberProgress {
    /// The member.
    pub member: Member,
    /// A profile that one of their seats asks for is not there.
    pub profile_missing: bool,
    /// They gave no hours.
    pub hours_missing: bool,
    /// Sessions that were held and written up, in either seat.
    pub held: usize,
    /// Sessions to come, in either seat.
    pub coming: usize,
    /// A candidate without a session to come: since when. Their last session, or their joining.
    pub no_match_since: Option<Timestamp>,
    /// Sessions whose notes they owe beyond the time for it.
    pub notes_overdue: usize,
    /// When the oldest of these notes was due.
    pub notes_due_since: Option<Timestamp>,
    /// The start of the last session that began, in either seat.
    pub last_session_at: Option<Timestamp>,
}

/// The same over everybody.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "as in `Standing`, each a number of people or of sessions")]
pub struct Totals {
    pub members: usize,
    pub candidates: usize,
    pub interviewers: usize,
    pub profile_missing: usize,
    pub hours_missing: usize,
    pub no_match: usize,
    pub sessions_held: usize,
    pub sessions_coming: usize,
    pub notes_overdue: usize,
    pub invitations_open: i64,
}

/// Everybody, by id, and the totals.
pub fn overview(services: &Services, me: AccountId, id: ProgramId) -> Result<(Totals, Vec<MemberProgress>), Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, now| {
        let found = programs::by_id(db, id);
        let shown = coordinated(db, me, found)?;
        let since = since(&shown.program);
        let seen = Seen {
            wishes: store::with_wishes(db, id)?.into_iter().collect(),
            offers: store::with_offers(db, id)?.into_iter().collect(),
            hours: hours(store::hours(db, id)?),
            sessions: by_person(store::sessions(db, id, since)?),
            now,
        };
        let all: Vec<_> = members::all(db, id)?.into_iter().map(|member| seen.standing(member)).collect();
        let totals = Totals { invitations_open: invitations::count_open(db, id, now)?, ..totals(&all) };
        Ok((totals, all))
    })
}

/// From when on a program's sessions count.
pub(crate) fn since(program: &Program) -> Timestamp {
    let began = program.starts_on.date().and_time(chrono::NaiveTime::MIN);
    // A day earlier: the program's first day begins earlier than UTC's in half of the world.
    Timestamp::from_naive(began).plus_days(-1)
}

struct Seen {
    wishes: HashSet<AccountId>,
    offers: HashSet<AccountId>,
    hours: HashSet<AccountId>,
    sessions: HashMap<AccountId, Vec<Held>>,
    now: Timestamp,
}

/// Those whose document has any hours in it.
fn hours(documents: Vec<(AccountId, String)>) -> HashSet<AccountId> {
    let given = |document: &str| {
        let hours: Option<Availability> = serde_json::from_str(document).ok();
        hours.is_some_and(|hours| !hours.weekly.is_empty() || !hours.overrides.is_empty())
    };
    documents.into_iter().filter(|(_, document)| given(document)).map(|(id, _)| id).collect()
}

fn by_person(sessions: Vec<Held>) -> HashMap<AccountId, Vec<Held>> {
    let mut people: HashMap<_, Vec<_>> = HashMap::new();
    for session in sessions {
        for person in [session.candidate, session.interviewer] {
            people.entry(person).or_default().push(session);
        }
    }
    people
}

impl Seen {
    fn standing(&self, member: Member) -> MemberProgress {
        let id = member.account;
        let seats = member.place.seats;
        let mine = self.sessions.get(&id).map(Vec::as_slice).unwrap_or_default();
        let coming = |one: &&Held| one.state == State::Booked && one.starts_at > self.now;
        let began = || mine.iter().filter(|one| one.starts_at <= self.now);
        let practises = || mine.iter().filter(|one| one.candidate == id);
        let overdue = || {
            let late = |one: &&Held| one.state == State::Booked && due(one) < self.now;
            mine.iter().filter(|one| one.interviewer == id).filter(late)
        };
        let last = practises().filter(|one| one.starts_at <= self.now).map(|one| one.starts_at).max();
        let waits = seats.candidate && !practises().any(|one| coming(&one));
        MemberProgress {
            profile_missing: seats.candidate && !self.wishes.contains(&id)
                || seats.interviewer && !self.offers.contains(&id),
            hours_missing: (seats.candidate || seats.interviewer) && !self.hours.contains(&id),
            held: mine.iter().filter(|one| one.state == State::Completed).count(),
            coming: mine.iter().filter(coming).count(),
            no_match_since: waits.then(|| last.unwrap_or(member.joined_at).max(member.joined_at)),
            notes_overdue: overdue().count(),
            notes_due_since: overdue().map(due).min(),
            last_session_at: began().map(|one| one.starts_at).max(),
            member,
        }
    }
}

/// When the notes on a session are due.
fn due(session: &Held) -> Timestamp {
    session.ends_at.plus_hours(NOTES_DUE_HOURS)
}

fn totals(all: &[MemberProgress]) -> Totals {
    let count = |what: fn(&MemberProgress) -> bool| all.iter().filter(|one| what(one)).count();
    Totals {
        members: all.len(),
        candidates: count(|one| one.member.place.seats.candidate),
        interviewers: count(|one| one.member.place.seats.interviewer),
        profile_missing: count(|one| one.profile_missing),
        hours_missing: count(|one| one.hours_missing),
        no_match: count(|one| one.no_match_since.is_some()),
        // Each session is two members'.
        sessions_held: all.iter().map(|one| one.held).sum::<usize>() / 2,
        sessions_coming: all.iter().map(|one| one.coming).sum::<usize>() / 2,
        notes_overdue: all.iter().map(|one| one.notes_overdue).sum(),
        invitations_open: 0,
    }
}
