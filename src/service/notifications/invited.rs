//! A session as the calendar of its people shows it.

use super::card;
use crate::domain::booking::session::{Session, State};
use crate::domain::{Seat, Span};
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
