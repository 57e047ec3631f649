//! An offer by the link in its mail.

use super::{accept, decline};
use crate::domain::booking::session::Session;
use crate::domain::matching::request::{DeclineReason, Request, RequestState as State};
use crate::domain::{AccountId, DisplayName, Prose, SessionId, Timestamp, Zone};
use crate::mail;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::requests;

/// What is behind the link of an offer.
#[derive(Debug)]
pub enum ByLink {
    /// It can be answered.
    Open(Box<Offer>),
    /// A swap that the reader has accepted, and the other not yet.
    Accepted {
        /// The other.
        other: DisplayName,
    },
    /// It was taken.
    Booked {
        /// Its start, in the reader's zone and UTC.
        when: String,
    },
    /// It is off: declined, lapsed, or taken back.
    Gone {
        /// Whether a request of the reader's waits on.
        waits: bool,
        /// The subject of the email with another offer that the reader can answer.
        another: Option<String>,
    },
}

/// An offer that can be answered; times in the reader's zone and UTC.
#[derive(Debug)]
pub struct Offer {
    /// What is offered.
    pub session: Session,
    /// Its start.
    pub when: String,
    /// When the other half of a swap is: `right after this, at 18:45 CET`.
    pub swap: Option<String>,
    /// Until when it holds.
    pub answer_by: String,
}

/// What came of an answer.
#[derive(Debug)]
pub enum Answered {
    /// It is booked.
    Booked {
        /// Its start, in the reader's zone and UTC.
        when: String,
    },
    /// A swap that the other has not accepted yet.
    Accepted {
        /// The other.
        other: DisplayName,
    },
    /// It was declined.
    Declined,
}

/// The reader's request that this offer is for.
fn request_of(db: &mut Db, me: AccountId, offer: SessionId) -> Result<Option<Request>, Error> {
    Ok(requests::of_session(db, offer)?.filter(|request| request.candidate == me))
}

/// An offer as it stands.
pub fn by_link(services: &Services, me: AccountId, offer: SessionId) -> Result<ByLink, Error> {
    services.read(|db, now| {
        let zone = accounts::by_id(db, me)?.zone;
        let when = |at: Timestamp| mail::when(at, zone, now);
        let Some(request) = request_of(db, me, offer)? else {
            let waits = !requests::list(db, me, Some(State::Waiting), None, 1)?.is_empty();
            return Ok(ByLink::Gone { waits, another: another(db, now, me, zone)? });
        };
        let session = sessions::by_id(db, offer)?;
        Ok(match (request.state, request.answer_by) {
            (State::Offered, _) if request.accepted => ByLink::Accepted { other: session.interviewer.name },
            (State::Offered, Some(until)) if now < until => ByLink::Open(Box::new(Offer {
                when: when(session.starts_at),
                swap: session.swap.as_ref().map(|other| mail::other_half(session.starts_at, other.starts_at, zone)),
                answer_by: when(until),
                session,
            })),
            (State::Matched, _) => ByLink::Booked { when: when(session.starts_at) },
            // Its time is over, and the clock is about to say so.
            (state, _) => ByLink::Gone { waits: state == State::Offered || state == State::Waiting, another: None },
        })
    })
}

/// The subject of the email with the latest offer that somebody can answer.
fn another(db: &mut Db, now: Timestamp, me: AccountId, zone: Zone) -> Result<Option<String>, Error> {
    let offered = requests::list(db, me, Some(State::Offered), None, i64::MAX)?;
    let open = |one: &Request| !one.accepted && one.answer_by.is_some_and(|until| now < until);
    let ids: Vec<_> = offered.iter().filter(|one| open(one)).filter_map(|one| one.session).collect();
    let found = if ids.is_empty() { Default::default() } else { sessions::by_ids(db, &ids)? };
    let latest = found.into_values().max_by_key(|session| (session.agreed_at, session.id));
    Ok(latest.map(|session| mail::matching::offer_subject(&session.interviewer.name, session.starts_at, zone)))
}

/// Accepts an offer, and no other one that was made for the same request since.
pub fn accept_by_link(services: &Services, me: AccountId, offer: SessionId) -> Result<Answered, Error> {
    let request = theirs(services, me, offer)?;
    accept(services, me, request.id, Some(offer))?;
    match by_link(services, me, offer)? {
        ByLink::Accepted { other } => Ok(Answered::Accepted { other }),
        ByLink::Booked { when } => Ok(Answered::Booked { when }),
        ByLink::Open(_) | ByLink::Gone { .. } => Err(Error::not_found("offer")),
    }
}

/// Declines an offer.
pub fn decline_by_link(
    services: &Services,
    me: AccountId,
    offer: SessionId,
    reason: DeclineReason,
    note: &Prose<1000>,
) -> Result<Answered, Error> {
    let request = theirs(services, me, offer)?;
    decline(services, me, request.id, Some(offer), reason, note)?;
    Ok(Answered::Declined)
}

fn theirs(services: &Services, me: AccountId, offer: SessionId) -> Result<Request, Error> {
    services.read(|db, _| request_of(db, me, offer)?.ok_or_else(|| Error::not_found("offer")))
}
