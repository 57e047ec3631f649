//! A proposal behind the links of its mail.

use super::meeting::Meeting;
use super::{Shown, accept, decline, known_of, shown, store};
use crate::domain::booking::life_cycle::Verb;
use crate::domain::booking::session::Session;
use crate::domain::{AccountId, DisplayName, MoveId, Prose, SessionId, Timestamp};
use crate::mail::when;
use crate::service::{Error, Services};
use crate::store::StoreError;
use crate::store::account::accounts;
use crate::store::booking::sessions;

/// The token in a mail's links.
pub(crate) fn token(
    services: &Services,
    id: MoveId,
    who: AccountId,
    now: Timestamp,
    starts: &[Timestamp],
) -> Result<String, Error> {
    let last = starts.iter().copied().max().unwrap_or(now);
    services.keys.proposal(id, who, now, last)
}

/// A start as shown in the reader's mails.
#[derive(Debug)]
pub struct Choice {
    /// The start (UTC).
    pub at: Timestamp,
    /// In the reader's zone and UTC.
    pub when: String,
    /// Whether it can still be accepted.
    pub stands: bool,
}

/// A proposal and its session as they are now, for the person who is asked.
#[derive(Debug)]
pub struct Linked {
    /// The session; of a swap, the half that comes first.
    pub session: Session,
    /// Both halves of a swap together, in minutes.
    pub minutes: i64,
    /// When it is, in the reader's zone and UTC.
    pub when: String,
    /// Whether it's upcoming and not cancelled.
    pub to_come: bool,
    /// The proposal.
    pub shown: Shown,
    /// Whether it can be answered.
    pub open: bool,
    /// Until when.
    pub answer_by: String,
    /// Its starts.
    pub choices: Vec<Choice>,
}

/// The proposal behind a mailed link.
pub fn by_link(services: &Services, me: AccountId, id: MoveId) -> Result<Linked, Error> {
    services.read(|db, now| {
        let proposal = match store::by_id(db, id) {
            Err(StoreError::NotFound) => return Err(Error::not_found("proposal")),
            other => other?,
        };
        let meeting = Meeting::of(db, me, proposal.session)?;
        let zone = accounts::by_id(db, me)?.zone;
        let known = known_of(db, now, me, &meeting, std::slice::from_ref(&proposal))?;
        let to_come = meeting.may(Verb::AcceptMove, now).is_ok();
        let open = to_come && proposal.is_open(now);
        let answer_by = when(proposal.answer_by, zone, now);
        let shown = shown(proposal, me, now, &meeting.session, &known);
        let choice = |(at, stands): &(Timestamp, bool)| Choice { at: *at, when: when(*at, zone, now), stands: *stands };
        let span = meeting.span();
        Ok(Linked {
            minutes: (span.to.epoch() - span.from.epoch()) / 60,
            when: when(meeting.session.starts_at, zone, now),
            to_come,
            open,
            answer_by,
            choices: shown.starts.iter().map(choice).collect(),
            shown,
            session: meeting.session,
        })
    })
}

/// Accepts a start by the link; returns the session's new time as shown in the reader's mails.
pub fn accept_by_link(services: &Services, me: AccountId, id: MoveId, start: Timestamp) -> Result<String, Error> {
    let session = session_of(services, id)?;
    let (moved, _) = accept(services, me, session, id, start)?;
    services.read(|db, now| Ok(when(moved.starts_at, accounts::by_id(db, me)?.zone, now)))
}

/// Declines by the link; returns the proposer's name.
pub fn decline_by_link(services: &Services, me: AccountId, id: MoveId) -> Result<DisplayName, Error> {
    let session = session_of(services, id)?;
    let declined = decline(services, me, session, id, &Prose::default())?;
    services.read(|db, _| Ok(sessions::by_id(db, session)?.person(declined.by).name.clone()))
}

fn session_of(services: &Services, id: MoveId) -> Result<SessionId, Error> {
    services.read(|db, _| match store::by_id(db, id) {
        Err(StoreError::NotFound) => Err(Error::not_found("proposal")),
        other => Ok(other?.session),
    })
}
