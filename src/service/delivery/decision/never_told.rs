//! A mail that changes or takes back something can be due before the one that told of it has gone out: agreed at night it
//! waits for the morning, and a mail server may be away. Who has never been told isn't told of a change:
//!
//! - what is off, they hear nothing of, and no calendar gets a cancellation of an event that it doesn't have;
//! - what is otherwise, they get an invitation to as it is now.
//!
//! `MoveOff` and `OfferOff` have the same rule with one mail to look for.

use super::Due;
use crate::domain::SessionId;
use crate::domain::booking::session::State;
use crate::mail::booking::{PlaceSet, SessionBooked, SessionMoved};
use crate::mail::{Message, SessionSnapshot};
use crate::service::{Error, notifications};
use crate::store::outbox;

/// The mails that tell of a session.
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

/// What to send to who may never have been told of what this mail changes.
pub(super) fn instead(due: &mut Due<'_>, message: &Message) -> Result<Instead, Error> {
    match message {
        Message::SessionMoved(mail) if is_news(due, &mail.card)? => invitation(due, &mail.card),
        Message::PlaceSet(mail) if is_news(due, &mail.card)? => invitation(due, &mail.card),
        Message::SessionCancelled(mail) if is_news(due, &mail.card)? => match &mail.stays {
            // The invitation to the half that came first spoke for both.
            Some(second) if mail.card.starts_at < second.starts_at => invitation(due, second),
            _ => Ok(Instead::Nothing),
        },
        // To the address before.
        Message::InvitationMoved(mail) if mail.old.is_some() && is_news(due, &mail.card)? => Ok(Instead::Nothing),
        _ => Ok(Instead::Itself),
    }
}

/// Whether the recipient was never told of a session; of a swap, in either half.
fn is_news(due: &mut Due<'_>, card: &SessionSnapshot) -> Result<bool, Error> {
    let other = due.session(card)?.and_then(|session| session.swap).map(|other| other.session);
    let both: Vec<SessionId> = [card.session].into_iter().chain(other).collect();
    Ok(outbox::never_reached(due.db, due.account, &both, TELLING, due.mail, due.now)?)
}

/// The invitation to a session as it is now; nothing if the mail is out of date, or the other half's invitation covers it.
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
