//! A candidate's thank-you to the interviewer: one line, once for each session, mailed.

use super::reflection::still_there;
use crate::domain::feedback::{comparison, linter};
use crate::domain::{AccountId, DisplayName, Line, Seat, SessionId};
use crate::mail::feedback::Thanked;
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Services, notifications};
use crate::store::booking::sessions;
use crate::store::feedback::thanks as store;
pub use crate::store::feedback::thanks::Thanks;

/// Thanks the interviewer of a session. As in notes, a line about the person instead of what they did is refused with a
/// hint to rephrase it.
pub fn give(services: &Services, me: AccountId, id: SessionId, line: &Line<200>) -> Result<Thanks, Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        comparison::thank(&session, role, now)?;
        still_there(db, &session)?;
        if let Some(finding) = linter::of_the_person(line, &session.interviewer.name).into_iter().next() {
            return Err(Error::invalid("/line", format!("{} For example: {EXAMPLE}", finding.message)));
        }
        if !store::of_sessions(db, &[id])?.is_empty() {
            return Err(Error::new(
                Code::ThanksGiven,
                "You've already said thank you for this session, and your message was emailed.",
            ));
        }
        let given = Thanks { session: id, line: line.clone(), given_at: now };
        store::insert(db, &given)?;
        let message = Thanked { card: notifications::card(&session, Seat::Interviewer), line: line.clone() };
        notifications::send(db, now, session.interviewer.id, format!("thanks:{id}"), message, now)?;
        Ok(given)
    })
}

/// The state of a thank-you on the feedback's page.
#[derive(Debug)]
pub struct OnPage {
    /// The interviewer.
    pub other: DisplayName,
    /// What was said.
    pub given: Option<Line<200>>,
    /// Whether a thank-you can still be given.
    pub open: bool,
}

/// The state of the thank-you for a session, for its candidate.
pub fn on_page(services: &Services, me: AccountId, id: SessionId) -> Result<OnPage, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let given = store::of_sessions(db, &[id])?.pop().map(|given| given.line);
        let open =
            given.is_none() && comparison::thank(&session, role, now).is_ok() && still_there(db, &session).is_ok();
        Ok(OnPage { other: session.interviewer.name, given, open })
    })
}

const EXAMPLE: &str = "\"You waited while I drew the queue; I've drawn before every answer since.\"";

/// The thank-you for a session, for its two people.
pub fn show(services: &Services, me: AccountId, id: SessionId) -> Result<Thanks, Error> {
    services.read(|db, _| {
        as_participant(me, sessions::by_id(db, id))?;
        store::of_sessions(db, &[id])?.pop().ok_or_else(|| Error::not_found("thank-you"))
    })
}
