//! A session as the calendar of its people shows it.

use super::{card, follows_other_half, send};
use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, EmailAddress, LinkId, Seat, Span, Timestamp};
use crate::mail::booking::InvitationMoved;
use crate::mail::{SessionSnapshot, SwapEvent};
use crate::service::Error;
use crate::store::booking::sessions;
use crate::store::{Db, StoreError};

/// Like [`card`], with what the calendar shows: both halves of a swap are one event.
pub(crate) fn invited(db: &mut Db, session: &Session, role: Seat) -> Result<SessionSnapshot, Error> {
    let other = match &session.swap {
        Some(half) => match sessions::by_id(db, half.session) {
            // Not inserted yet.
            Err(StoreError::NotFound) => None,
            found => Some(found?),
        },
        None => None,
    };
    let card = card(session, role);
    // A cancelled other half isn't mentioned.
    let swap_at = card.swap_at.filter(|_| other.as_ref().is_none_or(|other| other.state != State::Cancelled));
    Ok(SessionSnapshot { event: swap_event(session, other.as_ref()), swap_at, ..card })
}

/// The calendar event of a swap, from one of its halves. It covers the halves that aren't cancelled, or both if both are.
pub(crate) fn swap_event(session: &Session, other: Option<&Session>) -> Option<SwapEvent> {
    let half = session.swap.as_ref()?;
    let takes_place = |session: &&Session| session.state != State::Cancelled;
    let there = match other {
        Some(other) => other.span(),
        None => Span::of(half.starts_at, session.length),
    };
    let on = [takes_place(&session), other.is_none_or(|other| takes_place(&other))];
    let (from, to) = match on {
        [true, false] => (session.span().from, session.span().to),
        [false, true] => (there.from, there.to),
        _ => (session.span().from.min(there.from), session.span().to.max(there.to)),
    };
    let sequence = session.sequence + other.map_or(0, |other| other.sequence);
    Some(SwapEvent { uid: session.id.min(half.session), sequence, from, to })
}

/// Every mail that a change of address causes for upcoming sessions: each is cancelled in the calendar of the old address,
/// and the new one gets an invitation. The SEQUENCE stays the same, because the other person's event doesn't change.
/// `change` identifies the change.
pub(crate) fn address_changed(
    db: &mut Db,
    now: Timestamp,
    who: AccountId,
    old: &EmailAddress,
    change: LinkId,
) -> Result<(), Error> {
    let coming = sessions::Filter { state: Some(State::Booked), ending_after: Some(now), ..Default::default() };
    for session in sessions::list(db, who, &coming, i64::MAX)? {
        let Some(role) = session.role_of(who) else { continue };
        if follows_other_half(db, &session)? {
            continue;
        }
        for (method, old) in [("cancel", Some(old.clone())), ("request", None)] {
            let key = format!("invitation-moved:{change}:{}:{method}", session.id);
            let card = invited(db, &session, role)?;
            send(db, now, who, key, InvitationMoved { card, old }, now)?;
        }
    }
    Ok(())
}
