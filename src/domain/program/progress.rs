//! How the members of a program stand: what is missing, who waits, whose notes are late.

use super::Member;
use crate::domain::booking::session::{NOTES_DUE_HOURS, State};
use crate::domain::{AccountId, Timestamp};
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
#[expect(missing_docs, reason = "each a number of people or of sessions")]
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

/// A session among members.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// Who is interviewed.
    pub candidate: AccountId,
    /// Who interviews.
    pub interviewer: AccountId,
    /// Where it stands.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
}

/// What a program's progress is read from.
#[derive(Debug)]
pub struct ProgressInput {
    /// The members who said what they want to practise.
    pub wishes: HashSet<AccountId>,
    /// The members who volunteer as interviewers.
    pub offers: HashSet<AccountId>,
    /// Those who are free at any time at all.
    pub hours: HashSet<AccountId>,
    /// The sessions among members, by each of the two.
    pub sessions: HashMap<AccountId, Vec<Held>>,
    /// The moment it is.
    pub now: Timestamp,
}

/// Sessions by each of their two people.
pub fn by_person(sessions: Vec<Held>) -> HashMap<AccountId, Vec<Held>> {
    let mut people: HashMap<_, Vec<_>> = HashMap::new();
    for session in sessions {
        for person in [session.candidate, session.interviewer] {
            people.entry(person).or_default().push(session);
        }
    }
    people
}

impl ProgressInput {
    /// How a member stands.
    pub fn of(&self, member: Member) -> MemberProgress {
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

/// The same over everybody; open invitations are not among it.
pub fn totals(all: &[MemberProgress]) -> Totals {
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
