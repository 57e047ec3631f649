//! Mails about offers.

use super::{card, send};
use crate::domain::booking::session::Session;
use crate::domain::matching::request::Request;
use crate::domain::quiet_hours::waking_hours_before;
use crate::domain::{Seat, SessionId, Timestamp, Zone};
use crate::mail::SessionSnapshot;
use crate::mail::matching::{MatchOffered, OfferEnding, OfferOff, OfferOffBecause};
use crate::service::Error;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::{Db, outbox};

/// The dedupe key of the mail that makes an offer.
fn offered_key(offer: SessionId) -> String {
    format!("offered:{offer}")
}

/// Waking hours left to answer an offer when the candidate is asked again.
const NUDGE_HOURS: i64 = 3;

/// When a candidate in this zone is asked again: not before half of the time to answer is over.
fn nudge_at(now: Timestamp, until: Timestamp, zone: Zone) -> Timestamp {
    let half = now.plus_minutes((until.epoch() - now.epoch()) / 120);
    waking_hours_before(until, NUDGE_HOURS, zone).max(half)
}

/// Asks the candidate whether they accept the offer for their request.
pub(crate) fn match_offered(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    offer: &Session,
    until: Timestamp,
    reasons: &[String],
) -> Result<(), Error> {
    let candidate = request.candidate;
    let cancelled = match request.replaces {
        Some(replaced) => Some(sessions::by_id(db, replaced)?.starts_at),
        None => None,
    };
    // The meeting link stays hidden until both have agreed.
    let card = SessionSnapshot { meeting_place: None, ..card(offer, Seat::Candidate) };
    let message = MatchOffered { card, answer_by: until, reasons: reasons.to_vec(), cancelled };
    send(db, now, candidate, offered_key(offer.id), message.clone(), now)?;
    let zone = accounts::zones(db, &[candidate])?.get(&candidate).copied().unwrap_or(Zone::UTC);
    let MatchOffered { card, answer_by, .. } = message;
    let key = format!("offer-ending:{}", offer.id);
    send(db, now, candidate, key, OfferEnding { card, answer_by }, nudge_at(now, until, zone))
}

/// Tells the candidate that an offer has been taken back, unless it was never mailed to them. The offer's row must
/// still exist.
pub(crate) fn offer_off(db: &mut Db, now: Timestamp, offer: SessionId, because: OfferOffBecause) -> Result<(), Error> {
    if !outbox::went_out(db, &offered_key(offer), now)? {
        return Ok(());
    }
    let offer = sessions::by_id(db, offer)?;
    let card = SessionSnapshot { meeting_place: None, ..card(&offer, Seat::Candidate) };
    let key = format!("offer-off:{}", offer.id);
    send(db, now, offer.candidate.id, key, OfferOff { card, because }, now)
}
