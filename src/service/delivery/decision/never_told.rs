//! A mail about a change to a session can become due before the mail that announced the session has gone out: mail
//! queued at night waits until morning, and the mail server may be down. Somebody who never got the announcement
//! doesn't get the mail about the change either:
//!
//! - If the session was cancelled, they get nothing, so no calendar receives a cancellation for an event it doesn't
//!   have.
//! - If it was changed in another way, they get an invitation to the session as it is now.
//!
//! `MoveOff` and `OfferOff` follow the same rule, but only have to look for one earlier mail.

use super::Due;
use crate::domain::SessionId;
use crate::domain::booking::session::State;
use crate::mail::booking::{PlaceSet, SessionBooked, SessionMoved};
use crate::mail::{Message, SessionSnapshot};
use crate::service::{Error, notifications};
use crate::store::outbox;

/// The kinds of mail that announce a session.
const TELLING: &[&str] = &[SessionBooked::NAME, SessionMoved::NAME, PlaceSet::NAME];

/// What to send in place of a mail.
pub(super) enum Instead {
    /// The mail itself.
    Itself,
    /// Nothing.
    Nothing,
    /// An invitation.
    Invitation(Box<Message>),
}

/// Decides what to send to somebody who may never have got the announcement of the session that this mail changes.
pub(super) fn instead(due: &mut Due<'_>, message: &Message) -> Result<Instead, Error> {
    match message {
        Message::SessionMoved(mail) if is_news(due, &mail.card)? => invitation(due, &mail.card),
        Message::PlaceSet(mail) if is_news(due, &mail.card)? => invitation(due, &mail.card),
        Message::SessionCancelled(mail) if is_news(due, &mail.card)? => match &mail.stays {
            // The earlier half's invitation covered both halves.
            Some(second) if mail.card.starts_at < second.starts_at => invitation(due, second),
            _ => Ok(Instead::Nothing),
        },
        // This goes to the previous address.
        Message::InvitationMoved(mail) if mail.old.is_some() && is_news(due, &mail.card)? => Ok(Instead::Nothing),
        _ => Ok(Instead::Itself),
    }
}

/// Whether the recipient never got the announcement of a session or, in a swap, of either half.
fn is_news(due: &mut Due<'_>, card: &SessionSnapshot) -> Result<bool, Error> {
    let other = due.session(card)?.and_then(|session| session.swap).map(|other| other.session);
    let both: Vec<SessionId> = [card.session].into_iter().chain(other).collect();
    Ok(outbox::never_reached(due.db, due.account, &both, TELLING, due.mail, due.now)?)
}

/// The invitation to a session as it is now; nothing if the mail is out of date, or the other half's invitation covers
/// it.
fn invitation(due: &mut Due<'_>, card: &SessionSnapshot) -> Result<Instead, Error> {
    let Some(session) = due.session(card)?.filter(|session| session.state == State::Booked) else {
        return Ok(Instead::Nothing);
    };
    if session.sequence != card.sequence || notifications::follows_other_half(due.db, &session)? {
        return Ok(Instead::Nothing);
    }
    let card = notifications::invited(due.db, &session, card.my_role)?;
    Ok(Instead::Invitation(Box::new(SessionBooked::new(card).into())))
}
