use super::{Due, StillTrue};
use crate::domain::Timestamp;
use crate::domain::booking::session::State as SessionState;
use crate::mail::SessionSnapshot;
use crate::mail::matching::{MatchOffered, OfferEnding};
use crate::store::matching::requests;

pub(super) fn match_offered(due: &mut Due<'_>, mail: &MatchOffered) -> StillTrue {
    offer(due, &mail.card, mail.answer_by)
}

/// Not to who has accepted a swap, and waits for the other's answer.
pub(super) fn offer_ending(due: &mut Due<'_>, mail: &OfferEnding) -> StillTrue {
    match requests::of_session(due.db, mail.card.session)? {
        Some(request) if !request.accepted => offer(due, &mail.card, mail.answer_by),
        _ => Ok(None),
    }
}

/// An offer that can still be answered, with the page for that.
fn offer(due: &mut Due<'_>, card: &SessionSnapshot, answer_by: Timestamp) -> StillTrue {
    match due.session(card)? {
        Some(session) if session.state == SessionState::Offered && due.now < answer_by => {
            let token = due.services.keys.offer(session.id, due.account, due.now, answer_by)?;
            due.mail_account(Some(due.page("offer", &token)))
        }
        _ => Ok(None),
    }
}

/// It's queued only if the offer had been mailed, and an offer that was taken back stays taken back.
pub(super) fn offer_off(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}

pub(super) fn request_expired(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}
