//! A program's report by round and by person.

use super::report_counts::{Sessions, Share, notes_in_time, sessions};
use super::report_rows::{Meeting, Participant, RoundRow};
use crate::domain::booking::session::State;
use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, DisplayName, LocalDate, RoundId, Seat, SessionId, Timestamp};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

string_enum! {
    /// A table of a program's report.
    ReportTable, "This isn't a table of the report: figures, rounds, volunteers, members or absences." {
        /// All figures, one per row.
        Figures = "figures", "figures";
        /// A row for each round.
        Rounds = "rounds", "rounds";
        /// A row for each interviewer.
        Volunteers = "volunteers", "volunteers";
        /// A row for each candidate.
        Members = "members", "members";
        /// A row for each session that somebody didn't come to.
        Absences = "absences", "absences";
    }
}

/// A round's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundFigures {
    /// The round.
    pub round: RoundId,
    /// Its name.
    pub name: DisplayName,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: LocalDate,
    /// How many of its candidates got a session when it was published.
    pub matched: Share,
    /// Its sessions, with those found after one had fallen through.
    pub sessions: Sessions,
    /// Of the notes on them that were due, those that came in time.
    pub notes_in_time: Share,
}

/// The figures of each round, in order of their days.
pub fn by_round(rounds: &[RoundRow], meetings: &[Meeting], now: Timestamp) -> Vec<RoundFigures> {
    let mut of: HashMap<_, Vec<&Meeting>> = HashMap::new();
    for one in meetings {
        if let Some(round) = one.round {
            of.entry(round).or_default().push(one);
        }
    }
    let mut all: Vec<_> = rounds
        .iter()
        .map(|round| {
            let own = of.remove(&round.id).unwrap_or_default();
            RoundFigures {
                round: round.id,
                name: round.name.clone(),
                starts_on: round.starts_on,
                ends_on: round.ends_on,
                matched: Share { yes: round.matched, of: round.candidates },
                sessions: sessions(own.iter().copied(), now),
                notes_in_time: in_time(own.iter().copied(), now),
            }
        })
        .collect();
    all.sort_by_key(|one| (one.starts_on, one.ends_on, one.round));
    all
}

fn in_time<'a>(meetings: impl Iterator<Item = &'a Meeting>, now: Timestamp) -> Share {
    notes_in_time(meetings.map(|one| (one.state, one.notes_from, one.delivered.as_ref().map(|notes| notes.at))), now)
}

/// Who a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member.
    Member(AccountId, DisplayName),
    /// Somebody who has left the program, or deleted their account.
    Former,
    /// Somebody who was never in the program and took over one of its sessions.
    Outside,
}

impl Who {
    /// The account of a member.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Member(account, _) => Some(*account),
            Self::Former | Self::Outside => None,
        }
    }

    /// As shown.
    pub fn name(&self) -> &str {
        match self {
            Self::Member(_, name) => name,
            Self::Former => "a former member",
            Self::Outside => "not a member",
        }
    }
}

/// What a volunteer did.
#[derive(Debug, Clone, PartialEq)]
pub struct VolunteerFigures {
    /// The volunteer.
    pub who: Who,
    /// Sessions they held.
    pub held: usize,
    /// Sessions they've booked and not held yet.
    pub upcoming: usize,
    /// Sessions they didn't come to.
    pub missed: usize,
    /// Of the notes they owed, those that came in time.
    pub notes_in_time: Share,
    /// Sessions that ended without their notes.
    pub without_notes: usize,
}

/// What a candidate had.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateFigures {
    /// The candidate.
    pub who: Who,
    /// Sessions they had.
    pub had: usize,
    /// Sessions they've booked and not had yet.
    pub upcoming: usize,
    /// Sessions they didn't come to.
    pub missed: usize,
}

/// Somebody who didn't come to a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// The session.
    pub session: SessionId,
    /// Its start.
    pub starts_at: Timestamp,
    /// Who didn't come.
    pub who: Who,
    /// In which seat.
    pub seat: Seat,
    /// Who waited for them.
    pub waited: Who,
}

/// A program's report by person.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// Interviewers: those who interview in the program now, and those who did.
    pub volunteers: Vec<VolunteerFigures>,
    /// Candidates: those who practise in the program now, and those who did.
    pub members: Vec<CandidateFigures>,
    /// Latest first.
    pub absences: Vec<Absence>,
}

/// The report by person; members by name, then the others.
pub fn by_person(participants: &[Participant], meetings: &[Meeting], now: Timestamp) -> People {
    let known: HashMap<AccountId, &Participant> = participants.iter().map(|one| (one.account, one)).collect();
    let who = |account: AccountId| match known.get(&account) {
        Some(Participant { name: Some(name), .. }) => Who::Member(account, name.clone()),
        Some(_) => Who::Former,
        None => Who::Outside,
    };
    let mut absences: Vec<_> = meetings
        .iter()
        .filter_map(|one| {
            let seat = one.absent?;
            let (absent, waited) = (who(one.person(seat)), who(one.person(seat.other())));
            Some(Absence { session: one.session, starts_at: one.starts_at, who: absent, seat, waited })
        })
        .collect();
    absences.sort_by_key(|one| Reverse((one.starts_at, one.session)));
    let volunteer = |(account, own): (AccountId, Vec<&Meeting>)| VolunteerFigures {
        who: who(account),
        held: own.iter().filter(|one| one.is_held(now)).count(),
        upcoming: own.iter().filter(|one| is_upcoming(one, now)).count(),
        missed: own.iter().filter(|one| one.absent == Some(Seat::Interviewer)).count(),
        notes_in_time: in_time(own.iter().copied(), now),
        without_notes: own.iter().filter(|one| one.state == State::HeldWithoutNotes).count(),
    };
    let candidate = |(account, own): (AccountId, Vec<&Meeting>)| CandidateFigures {
        who: who(account),
        had: own.iter().filter(|one| one.is_held(now)).count(),
        upcoming: own.iter().filter(|one| is_upcoming(one, now)).count(),
        missed: own.iter().filter(|one| one.absent == Some(Seat::Candidate)).count(),
    };
    let seated = |seat: Seat| {
        let takes = |one: &&Participant| match seat {
            Seat::Candidate => one.candidate,
            Seat::Interviewer => one.interviewer,
        };
        let mut own: BTreeMap<AccountId, Vec<&Meeting>> =
            participants.iter().filter(takes).map(|one| (one.account, Vec::new())).collect();
        for one in meetings {
            own.entry(one.person(seat)).or_default().push(one);
        }
        // Somebody who left before they had anything is no line of their own.
        own.into_iter().filter(|(account, own)| !own.is_empty() || who(*account).account().is_some())
    };
    let mut volunteers: Vec<_> = seated(Seat::Interviewer).map(volunteer).collect();
    volunteers.sort_by_key(|one| order(&one.who));
    let mut members: Vec<_> = seated(Seat::Candidate).map(candidate).collect();
    members.sort_by_key(|one| order(&one.who));
    People { volunteers, members, absences }
}

fn is_upcoming(one: &Meeting, now: Timestamp) -> bool {
    one.state == State::Booked && now < one.ends_at
}

fn order(who: &Who) -> (u8, String) {
    match who {
        Who::Member(_, name) => (0, name.to_lowercase()),
        Who::Former => (1, String::new()),
        Who::Outside => (2, String::new()),
    }
}
