//! A candidate's reflection on a session: a self-assessment on the interviewer's anchors, and a review of the
//! interviewer. Each side sees the other's view after giving its own; feedback is never held back for either.

use crate::domain::booking::session::{Session, State};
pub use crate::domain::feedback::comparison::Compared;
use crate::domain::feedback::comparison::{self, compare};
use crate::domain::feedback::note_templates::{NoteTemplate, template};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::{Review, SelfAssessment};
use crate::domain::{AccountId, Seat, SessionId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::reflection as store;
pub use crate::store::feedback::reflection::{Assessed, Reviewed};
use std::collections::{HashMap, HashSet};

/// Saves a self-assessment.
pub fn assess(services: &Services, me: AccountId, id: SessionId, given: &SelfAssessment) -> Result<Assessed, Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        assess_in(db, now, &session, role, given)
    })
}

fn assess_in(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    role: Seat,
    given: &SelfAssessment,
) -> Result<Assessed, Error> {
    comparison::assess(session, role, now)?;
    each_once(template(session.kind), given.ratings.iter().map(|rating| &*rating.competency))?;
    if given.takeaway.is_empty() && given.ratings.iter().all(|rating| rating.score.is_none()) {
        return Err(Error::invalid(
            "/ratings",
            "Please rate at least one thing, or say what you're taking away from it.",
        ));
    }
    let before_notes = session.state != State::Completed;
    let assessed = Assessed { session: session.id, assessment: given.clone(), before_notes, given_at: now };
    store::assess(db, &assessed)?;
    Ok(assessed)
}

/// Checks that ratings name competencies of the template, each only once.
pub(crate) fn each_once<'a>(template: &NoteTemplate, named: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut known = HashSet::new();
    for (place, id) in named.enumerate() {
        if template.competency(id).is_none() || !known.insert(id) {
            return Err(Error::invalid(
                format!("/ratings/{place}/competency"),
                "This kind of interview doesn't rate that, or it's here twice. The template has the ids.",
            ));
        }
    }
    Ok(())
}

/// The self-assessment of a session, for its candidate and, after the notes or 72 hours, its interviewer.
pub fn assessment(services: &Services, me: AccountId, id: SessionId) -> Result<Assessed, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        comparison::revealed(&session, role, now)?;
        store::assessments(db, &[id])?.pop().ok_or_else(|| Error::not_found("self-assessment"))
    })
}

/// Saves a review of a session's interviewer.
pub fn review(services: &Services, me: AccountId, id: SessionId, given: &Review) -> Result<Reviewed, Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        review_in(db, now, &session, role, given)
    })
}

fn review_in(db: &mut Db, now: Timestamp, session: &Session, role: Seat, given: &Review) -> Result<Reviewed, Error> {
    comparison::review(session, role, now)?;
    still_there(db, session)?;
    if *given == Review::default() {
        return Err(Error::invalid("", "Please answer at least one of the questions."));
    }
    if given.notes_specific.is_some() && session.state != State::Completed {
        let detail = "The notes aren't in yet. Please answer this once you've read them.";
        return Err(Error::invalid("/notes_specific", detail));
    }
    let reviewed = Reviewed { session: session.id, review: given.clone(), given_at: now };
    store::review(db, &reviewed)?;
    Ok(reviewed)
}

/// Refuses reviews and thank-yous for an interviewer who has deleted their account, because nobody would read them. A
/// candidate's self-assessment is for themselves and isn't affected.
pub(crate) fn still_there(db: &mut Db, session: &Session) -> Result<(), Error> {
    if accounts::is_there(db, session.interviewer.id)? {
        return Ok(());
    }
    Err(Error::new(Code::TooLate, "Your interviewer has left Candor, so this wouldn't reach anybody."))
}

/// The review of a session's interviewer, for its candidate and, after the notes or 72 hours, the interviewer.
pub fn reviewed(services: &Services, me: AccountId, id: SessionId) -> Result<Reviewed, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        comparison::revealed(&session, role, now)?;
        store::review_of(db, id)?.ok_or_else(|| Error::not_found("review"))
    })
}

/// What the page behind the mailed link shows.
#[derive(Debug)]
pub struct Asked {
    /// The session as it is now.
    pub session: Session,
    /// What they've given so far.
    pub assessment: Option<SelfAssessment>,
    /// What they've given so far.
    pub review: Review,
    /// Whether they can still rate themselves.
    pub assessable: bool,
    /// Whether the notes have been delivered.
    pub delivered: bool,
}

/// A session to reflect on, by the link in the mail.
pub fn ask(services: &Services, me: AccountId, id: SessionId) -> Result<Asked, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        comparison::review(&session, role, now)?;
        let assessment = store::assessments(db, &[id])?.pop().map(|given| given.assessment);
        let review = store::review_of(db, id)?.map(|given| given.review).unwrap_or_default();
        let assessable = comparison::assess(&session, role, now).is_ok();
        let delivered = session.state == State::Completed;
        Ok(Asked { session, assessment, review, assessable, delivered })
    })
}

/// Saves the answers given on the page.
pub fn answer(
    services: &Services,
    me: AccountId,
    id: SessionId,
    own: Option<&SelfAssessment>,
    review: &Review,
) -> Result<(), Error> {
    let reviewed = *review != Review::default();
    if own.is_none() && !reviewed {
        return Err(Error::invalid("", "Please answer at least one of the questions."));
    }
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        if let Some(own) = own {
            assess_in(db, now, &session, role, own)?;
        }
        if reviewed {
            review_in(db, now, &session, role, review)?;
        }
        Ok(())
    })
}

/// Whether to ask the candidate if the notes were specific: once they're delivered, while reviews are open, and if they
/// haven't said already.
pub fn is_specific_asked(services: &Services, me: AccountId, id: SessionId) -> Result<bool, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let open = session.state == State::Completed
            && comparison::review(&session, role, now).is_ok()
            && still_there(db, &session).is_ok();
        let answered = store::review_of(db, id)?.and_then(|given| given.review.notes_specific).is_some();
        Ok(open && !answered)
    })
}

/// Saves whether the notes were specific; the rest of the review stays as it is.
pub fn say_specific(services: &Services, me: AccountId, id: SessionId, specific: bool) -> Result<(), Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        let given = store::review_of(db, id)?.map(|given| given.review).unwrap_or_default();
        review_in(db, now, &session, role, &Review { notes_specific: Some(specific), ..given }).map(|_| ())
    })
}

/// Whether to ask the candidate how a session was: only before the notes are delivered, and if they haven't said
/// already.
pub(crate) fn is_asked(db: &mut Db, now: Timestamp, session: &Session) -> Result<bool, Error> {
    let may = comparison::assess(session, Seat::Candidate, now).is_ok();
    Ok(may && session.state != State::Completed && store::assessments(db, &[session.id])?.is_empty())
}

/// The self-assessments of these sessions, by session.
pub(crate) fn by_session(db: &mut Db, of: &[SessionId]) -> Result<HashMap<SessionId, SelfAssessment>, Error> {
    Ok(store::assessments(db, of)?.into_iter().map(|given| (given.session, given.assessment)).collect())
}

/// Both views side by side, if there are two.
pub(crate) fn compared(session: &Session, own: Option<&SelfAssessment>, notes: &Notes) -> Vec<Compared> {
    own.map_or_else(Vec::new, |own| compare(template(session.kind), own, notes))
}
