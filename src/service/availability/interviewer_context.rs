//! Interviewers as the rules in `domain` need them, loaded from the database: for booking, matching and the directory.

use crate::domain::availability::Availability;
use crate::domain::availability::openings::{Commitment, InterviewerSchedule, Terms, reach};
use crate::domain::matching::Interviewer;
use crate::domain::{AccountId, Seat, Span};
use crate::service::Error;
use crate::store::Db;
use crate::store::availability::busy_calendars;
use crate::store::availability::interviewers::{self, Volunteer};
use crate::store::booking::sessions;
use std::collections::HashMap;

/// An interviewer as the rules need them.
pub(crate) struct InterviewerContext {
    pub(crate) volunteer: Volunteer,
    pub(crate) availability: Availability,
    pub(crate) terms: Terms,
    commitments: Vec<Commitment>,
}

impl InterviewerContext {
    /// As the matching rules need them.
    pub(crate) fn interviewer(&self) -> Interviewer<'_> {
        Interviewer {
            id: self.volunteer.id,
            profile: &self.volunteer.profile,
            reliability: self.volunteer.reliability,
            availability: &self.availability,
            terms: &self.terms,
        }
    }

    pub(crate) fn schedule(&self) -> InterviewerSchedule<'_> {
        InterviewerSchedule { availability: &self.availability, terms: &self.terms, commitments: &self.commitments }
    }
}

/// The interviewers among these people, or all interviewers, with all commitments around a range, including other
/// people's if `whose` says so. Always three statements.
pub(crate) fn load_interviewers(
    db: &mut Db,
    among: Option<&[AccountId]>,
    range: Span,
    whose: Option<&[AccountId]>,
) -> Result<(Vec<InterviewerContext>, Holds), Error> {
    let found = interviewers::find(db, among)?;
    let holds = Holds::load(db, range, whose)?;
    let mut all = Vec::with_capacity(found.len());
    for (volunteer, availability) in found {
        let terms = Terms { rests_until: volunteer.rests_until, ..volunteer.profile.terms() };
        let commitments = holds.of(volunteer.id).to_vec();
        all.push(InterviewerContext { volunteer, availability, terms, commitments });
    }
    Ok((all, holds))
}

/// This person's commitments around a range of starts.
pub(crate) fn commitments(db: &mut Db, person: AccountId, range: Span) -> Result<Vec<Commitment>, Error> {
    Ok(Holds::load(db, range, Some(&[person]))?.of(person).to_vec())
}

/// Commitments by person.
pub(crate) struct Holds(HashMap<AccountId, Vec<Commitment>>);

impl Holds {
    /// Every commitment that can affect starts in a range: sessions and busy calendars, of these people or of all. Two
    /// statements. Everything that looks for free starts gets the busy times from here.
    pub(crate) fn load(db: &mut Db, range: Span, whose: Option<&[AccountId]>) -> Result<Self, Error> {
        let mut by_person: HashMap<AccountId, Vec<Commitment>> = HashMap::new();
        for hold in sessions::holds(db, reach(range), whose)? {
            for (person, role) in [(hold.candidate, Seat::Candidate), (hold.interviewer, Seat::Interviewer)] {
                by_person.entry(person).or_default().push(Commitment { span: hold.span, role: Some(role) });
            }
        }
        for (person, span) in busy_calendars::holds(db, reach(range), whose)? {
            by_person.entry(person).or_default().push(Commitment { span, role: None });
        }
        Ok(Self(by_person))
    }

    /// All of them, by person.
    pub(crate) fn by_person(&self) -> &HashMap<AccountId, Vec<Commitment>> {
        &self.0
    }

    /// The commitments of one person.
    pub(crate) fn of(&self, person: AccountId) -> &[Commitment] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }
}
