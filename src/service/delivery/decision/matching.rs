use super::{Due, StillTrue};
use crate::domain::booking::session::State as SessionState;
use crate::mail::matching::MatchOffered;

pub(super) fn match_offered(due: &mut Due<'_>, mail: &MatchOffered) -> StillTrue {
    match due.session(&mail.card)? {
        Some(session) if session.state == SessionState::Offered && due.now < mail.answer_by => due.mail_account(None),
        _ => Ok(None),
    }
}

pub(super) fn request_expired(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}
