//! Reflection on a session: when the candidate can give it, when the interviewer can read it, and how the two views
//! compare.

use super::note_templates::{Anchor, Competency, NoteTemplate};
use super::notes::{Notes, Score};
use super::reflection::SelfAssessment;
use crate::domain::booking::life_cycle::Refused;
use crate::domain::booking::session::{Session, State};
use crate::domain::{Seat, Timestamp};

/// Hours after the end within which candidates can rate themselves: memories fade.
pub const ASSESS_WITHIN_HOURS: i64 = 72;

/// Days after the end within which the interviewer can be reviewed; that leaves time to read the notes first.
pub const REVIEW_WITHIN_DAYS: i64 = 30;

/// Hours after the end from which the interviewer can read the candidate's view, even if the notes haven't been
/// delivered.
pub const REVEALED_AFTER_HOURS: i64 = 72;

/// The candidate may rate themselves once the session is over.
pub fn assess(session: &Session, mine: Seat, now: Timestamp) -> Result<(), Refused> {
    over(session, mine, now)?;
    if now <= session.ends_at().plus_hours(ASSESS_WITHIN_HOURS) {
        return Ok(());
    }
    Err(Refused::TooLate("You can assess yourself for 72 hours after the session, and that time has passed."))
}

/// The candidate may review the interviewer once the session is over.
pub fn review(session: &Session, mine: Seat, now: Timestamp) -> Result<(), Refused> {
    over(session, mine, now)?;
    if now <= session.ends_at().plus_days(REVIEW_WITHIN_DAYS) {
        return Ok(());
    }
    Err(Refused::TooLate("You can review a session for 30 days, and that time has passed."))
}

/// The candidate may thank the interviewer once the session is over.
pub fn thank(session: &Session, mine: Seat, now: Timestamp) -> Result<(), Refused> {
    over(session, mine, now)?;
    if now <= session.ends_at().plus_days(REVIEW_WITHIN_DAYS) {
        return Ok(());
    }
    Err(Refused::TooLate("You can send a thank-you for 30 days after the session, and that time has passed."))
}

/// Only the candidate can reflect on a session, once it was held and is over.
pub fn over(session: &Session, mine: Seat, now: Timestamp) -> Result<(), Refused> {
    if mine != Seat::Candidate {
        return Err(Refused::WrongSeat("Only the candidate can do this. Your view is in the notes."));
    }
    match session.state {
        // If the notes are already delivered, it's over.
        State::Completed => Ok(()),
        State::Booked if now >= session.ends_at() => Ok(()),
        State::Booked => Err(Refused::TooEarly(session.ends_at())),
        State::HeldWithoutNotes => Ok(()),
        // The two don't agree whether the session was held.
        State::Disputed => Err(Refused::State(session.state)),
        State::Offered | State::Cancelled | State::NoShow => Err(Refused::State(session.state)),
    }
}

/// Each side sees the other's view only after giving its own: the interviewer once the notes are delivered, or after 72
/// hours.
pub fn revealed(session: &Session, mine: Seat, now: Timestamp) -> Result<(), Refused> {
    let from = session.ends_at().plus_hours(REVEALED_AFTER_HOURS);
    if mine == Seat::Candidate || session.state == State::Completed || now >= from {
        return Ok(());
    }
    Err(Refused::TooEarly(from))
}

/// Both ratings of one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The competency.
    pub competency: &'static Competency,
    /// The candidate's rating.
    pub own: Option<Score>,
    /// The interviewer's rating.
    pub theirs: Option<Score>,
}

impl Compared {
    /// The interviewer's minus the candidate's; `None` if either couldn't say.
    pub fn difference(&self) -> Option<i32> {
        Some(i32::from(self.theirs?.get()) - i32::from(self.own?.get()))
    }

    /// The template's anchor text for a score.
    pub fn words(&self, score: Option<Score>) -> Option<&'static str> {
        let is = |anchor: &&Anchor| Some(anchor.score) == score;
        self.competency.anchors.iter().find(is).map(|anchor| anchor.text.as_str())
    }
}

/// The two views side by side, biggest difference first; competencies that can't be compared last.
pub fn compare(template: &'static NoteTemplate, own: &SelfAssessment, notes: &Notes) -> Vec<Compared> {
    let mine = |id: &str| own.ratings.iter().find(|one| *one.competency == *id)?.score;
    let theirs = |id: &str| notes.ratings.iter().find(|one| *one.competency == *id)?.score;
    beside(template, mine, theirs)
}

/// Two scorecards side by side, each by the id of a competency, in the same order.
pub fn beside(
    template: &'static NoteTemplate,
    own: impl Fn(&str) -> Option<Score>,
    theirs: impl Fn(&str) -> Option<Score>,
) -> Vec<Compared> {
    let compared = template.competencies.iter().map(|competency| Compared {
        competency,
        own: own(&competency.id),
        theirs: theirs(&competency.id),
    });
    let mut all: Vec<_> = compared.collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.difference().map(i32::abs)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::feedback::note_templates::template;
    use serde_json::json;

    #[test]
    fn the_biggest_difference_comes_first() {
        let template = template(Kind::Concepts);
        let ids: Vec<_> = template.competencies.iter().map(|one| one.id.as_str()).collect();
        let rated = |scores: &[Option<u8>]| -> Vec<_> {
            ids.iter().zip(scores).map(|(id, score)| json!({"competency": id, "score": score})).collect()
        };
        let own = json!({"ratings": rated(&[Some(2), Some(4), None, Some(3)])});
        let notes = json!({"ratings": rated(&[Some(3), Some(1), Some(4), Some(3)])});
        let all = compare(template, &serde_json::from_value(own).unwrap(), &serde_json::from_value(notes).unwrap());
        let order: Vec<_> = all.iter().map(|one| (one.competency.id.as_str(), one.difference())).collect();
        assert_eq!(order[..3], [(ids[1], Some(-3)), (ids[0], Some(1)), (ids[3], Some(0))]);
        assert!(order[3..].iter().all(|(_, difference)| difference.is_none()));
        assert_eq!(all[0].words(all[0].own), Some(template.competencies[1].anchors[3].text.as_str()));
    }
}
