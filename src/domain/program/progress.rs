//! The progress of a program's members: what's missing, who is waiting, whose notes are late.

use super::Member;
use crate::domain::booking::session::{NOTES_DUE_HOURS, State};
use crate::domain::{AccountId, Timestamp};
use std::collections::{HashMap, HashSet};

/// One member's progress.
#[derive(Debug, Clone)]
pub struct MemberProgress {
    /// The member.
    pub member: Member,
    /// Whether a profile that one of their seats needs is missing.
    pub profile_missing: bool,
    /// Whether their hours are missing.
    pub hours_missing: bool,
    /// Sessions that were held, in either seat, with or without notes.
    pub held: usize,
    /// Upcoming sessions, in either seat.
    pub coming: usize,
    /// For a candidate without an upcoming session: since when, counted from their last session or from joining.
    pub no_match_since: Option<Timestamp>,
    /// Number of sessions whose notes they haven't delivered in time.
    pub notes_overdue: usize,
    /// When the oldest of these notes was due.
    pub notes_due_since: Option<Timestamp>,
    /// The start of their latest session, in either seat.
    pub last_session_at: Option<Timestamp>,
}

/// Totals over all members.
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
    pub appeals_open: usize,
}

/// A session among members.
#[derive(Debug, Clone, Copy)]
pub struct MemberSession {
    /// The candidate.
    pub candidate: AccountId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// Its state.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// From when the time for its notes counts.
    pub notes_from: Timestamp,
}

/// The input for a program's progress.
#[derive(Debug)]
pub struct ProgressInput {
    /// Members with a candidate profile.
    pub wishes: HashSet<AccountId>,
    /// Members with an interviewer profile.
    pub offers: HashSet<AccountId>,
    /// Members who gave hours.
    pub hours: HashSet<AccountId>,
    /// The sessions among members, under both people.
    pub sessions: HashMap<AccountId, Vec<MemberSession>>,
    /// The current time.
    pub now: Timestamp,
}

/// Groups sessions by person; each is under both of its people.
pub fn by_person(sessions: Vec<MemberSession>) -> HashMap<AccountId, Vec<MemberSession>> {
    let mut people: HashMap<_, Vec<_>> = HashMap::new();
    for session in sessions {
        for person in [session.candidate, session.interviewer] {
            people.entry(person).or_default().push(session);
        }
    }
    people
}

impl ProgressInput {
    /// A member's progress.
    pub fn of(&self, member: Member) -> MemberProgress {
        let id = member.account;
        let seats = member.place.seats;
        let mine = self.sessions.get(&id).map(Vec::as_slice).unwrap_or_default();
        let coming = |one: &&MemberSession| one.state == State::Booked && one.starts_at > self.now;
        let began = || mine.iter().filter(|one| one.starts_at <= self.now);
        let practises = || mine.iter().filter(|one| one.candidate == id);
        let overdue = || {
            let late = |one: &&MemberSession| one.state == State::Booked && due(one) < self.now;
            mine.iter().filter(|one| one.interviewer == id).filter(late)
        };
        let last = practises().filter(|one| one.starts_at <= self.now).map(|one| one.starts_at).max();
        let waits = seats.candidate && !practises().any(|one| coming(&one));
        MemberProgress {
            profile_missing: seats.candidate && !self.wishes.contains(&id)
                || seats.interviewer && !self.offers.contains(&id),
            hours_missing: (seats.candidate || seats.interviewer) && !self.hours.contains(&id),
            held: mine.iter().filter(|one| matches!(one.state, State::Completed | State::HeldWithoutNotes)).count(),
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
fn due(session: &MemberSession) -> Timestamp {
    session.notes_from.plus_hours(NOTES_DUE_HOURS)
}

/// Totals over all members; open invitations aren't included.
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
        appeals_open: 0,
    }
}
