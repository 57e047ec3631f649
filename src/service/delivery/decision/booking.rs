use super::{Addressed, Due, StillTrue, nameless};
use crate::domain::booking::session::State;
use crate::domain::{Seat, Span};
use crate::mail::SessionSnapshot;
use crate::mail::booking::{
    AbsenceDisputed, BookingPaused, DisputeSettled, EveningDigest, InvitationMoved, MarkContested, MarkDecided,
    MarkedAbsent, MoveOff, MoveProposed, PlaceMissing, PlaceSet, Reminder, RunningLate, SessionBooked,
    SessionCancelled, SessionMoved, StandInAsked,
};
use crate::service::booking::{appeals, digest, moves, stand_ins};
use crate::service::feedback::calibration;
use crate::service::{Error, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::outbox;

pub(super) fn session_booked(due: &mut Due<'_>, mail: &mut SessionBooked) -> StillTrue {
    // Before their first session as an interviewer, offer sample sessions to practise rating on.
    let practises = mail.card.my_role == Seat::Interviewer && calibration::offered(due.db, due.account)?.is_some();
    let token = match practises {
        true => Some(due.services.keys.calibration(due.account, due.now, mail.card.starts_at)?),
        false => None,
    };
    mail.calibration_page = token.map(|token| due.page("calibration", &token));
    invitation(due, &mut mail.card)
}

pub(super) fn session_cancelled(due: &mut Due<'_>, mail: &mut SessionCancelled) -> StillTrue {
    // The half that was to stay may be off by now.
    if let Some(other) = mail.stays.as_ref().map(|other| other.session)
        && sessions::by_id(due.db, other).is_ok_and(|other| other.state == State::Cancelled)
    {
        (mail.kept_at, mail.stays) = (None, None);
    }
    where_it_exists(due, &mail.card)
}

pub(super) fn move_proposed(due: &mut Due<'_>, mail: &MoveProposed) -> StillTrue {
    if due.as_agreed(&mail.card)?.is_none() || !moves::is_open(due.db, due.now, mail.proposal)? {
        return Ok(None);
    }
    let token = moves::token(due.services, mail.proposal, due.account, due.now, &mail.starts)?;
    due.mail_account(Some(due.page("move", &token)))
}

pub(super) fn move_off(due: &mut Due<'_>, mail: &MoveOff) -> StillTrue {
    // Somebody who was never mailed the proposal isn't told that it ended.
    if let Some(proposal) = mail.proposal.filter(|_| !mail.mine)
        && !outbox::was_sent(due.db, &moves::mail_key(proposal))?
    {
        return Ok(None);
    }
    match due.as_agreed(&mail.card)? {
        Some(session) if due.now < session.starts_at => due.mail_account(None),
        _ => Ok(None),
    }
}

pub(super) fn session_moved(due: &mut Due<'_>, mail: &mut SessionMoved) -> StillTrue {
    invitation(due, &mut mail.card)
}

/// Mails the old address one last time, whatever happened to the session since: nothing else goes there. Not if the
/// account has that address again.
pub(super) fn invitation_moved(due: &mut Due<'_>, mail: &mut InvitationMoved) -> StillTrue {
    let Some(old) = &mail.old else {
        return invitation(due, &mut mail.card);
    };
    let elsewhere = due.mail_account(None)?.is_some_and(|now| now.recipient.address.key() != old.key());
    if elsewhere && due.now < Span::of(mail.card.starts_at, mail.card.length).to {
        due.mail_address(old, None)
    } else {
        Ok(None)
    }
}

pub(super) fn place_missing(due: &mut Due<'_>, mail: &PlaceMissing) -> StillTrue {
    match due.as_agreed(&mail.card)? {
        Some(session) if session.meeting_place.is_none() && due.now < session.starts_at => {
            let token = due.services.keys.session(session.id, due.account, due.now, session.starts_at)?;
            due.mail_account(Some(due.page("session", &token)))
        }
        _ => Ok(None),
    }
}

pub(super) fn place_set(due: &mut Due<'_>, mail: &mut PlaceSet) -> StillTrue {
    invitation(due, &mut mail.card)
}

pub(super) fn stand_in_asked(due: &mut Due<'_>, mail: &StandInAsked) -> StillTrue {
    if !stand_ins::is_asked(due.db, due.now, due.account, mail.session)? {
        return Ok(None);
    }
    let token = due.services.keys.stand_in(mail.session, due.account, due.now, mail.starts_at)?;
    due.mail_account(Some(due.page("stand-in", &token)))
}

pub(super) fn reminder(due: &mut Due<'_>, mail: &mut Reminder) -> StillTrue {
    without_lost_half(due, &mut mail.card)?;
    let now = due.now;
    let outdated = |starts_at| notifications::outdated(mail.hours_before, starts_at, now);
    match due.as_agreed(&mail.card)? {
        Some(session) if now < session.starts_at && !outdated(session.starts_at) => {
            let is_last = mail.hours_before <= notifications::LAST_REMINDER;
            if digest::covers_reminder(due.db, now, (due.account, due.mail), &mail.card, is_last)? {
                return Ok(None);
            }
            due.mail_with_page(&session)
        }
        _ => Ok(None),
    }
}

pub(super) fn evening_digest(due: &mut Due<'_>, mail: &mut EveningDigest) -> StillTrue {
    mail.told = digest::to_tell(due.services, due.db, due.now, (due.account, due.mail), mail.day)?;
    if mail.told.is_none() {
        return Ok(None);
    }
    let token = due.services.keys.evening(due.account, due.now)?;
    due.mail_account(Some(due.page("evening-mail", &token)))
}

pub(super) fn running_late(due: &mut Due<'_>, mail: &mut RunningLate) -> StillTrue {
    without_lost_half(due, &mut mail.card)?;
    if ends_later(due, &mail.card)? { due.mail_account(None) } else { Ok(None) }
}

pub(super) fn marked_absent(due: &mut Due<'_>, mail: &MarkedAbsent) -> StillTrue {
    match due.session(&mail.card)? {
        // Somebody who has disputed it, or whose mark has been decided about, needn't hear until when they can dispute it.
        Some(session) if session.state == State::NoShow => due.mail_with_page(&session),
        _ => Ok(None),
    }
}

pub(super) fn absence_disputed(due: &mut Due<'_>, mail: &AbsenceDisputed) -> StillTrue {
    where_it_exists(due, &mail.card)
}

pub(super) fn booking_paused(due: &mut Due<'_>, mail: &BookingPaused) -> StillTrue {
    let account = accounts::by_ids(due.db, &[due.account])?.into_iter().next();
    let paused = due.now < mail.until && account.is_some_and(|account| account.paused_until == Some(mail.until));
    if paused { due.mail_account(None) } else { Ok(None) }
}

/// Sent only while the mark waits for a decision. The operator gets it at their address, because they may have no
/// account.
pub(super) fn mark_contested(due: &mut Due<'_>, mail: &mut MarkContested) -> StillTrue {
    mail.told = appeals::to_tell(due.services, due.db, due.account, mail)?;
    match &mail.operator {
        _ if mail.told.is_none() => Ok(None),
        None => due.mail_account(None),
        Some(address) => Ok(Some(Addressed { recipient: nameless(address)?, link: None })),
    }
}

pub(super) fn dispute_settled(due: &mut Due<'_>, mail: &DisputeSettled) -> StillTrue {
    where_it_exists(due, &mail.card)
}

pub(super) fn mark_decided(due: &mut Due<'_>, mail: &MarkDecided) -> StillTrue {
    where_it_exists(due, &mail.card)
}

/// An invitation, with the link to cancel.
fn invitation(due: &mut Due<'_>, card: &mut SessionSnapshot) -> StillTrue {
    without_lost_half(due, card)?;
    match due.as_agreed(card)? {
        Some(session) if due.now < session.ends_at() => due.mail_with_page(&session),
        _ => Ok(None),
    }
}

/// Removes the other half of a swap from a mail, and from its calendar event, if it was cancelled after the mail was
/// queued.
fn without_lost_half(due: &mut Due<'_>, card: &mut SessionSnapshot) -> Result<(), Error> {
    let Some(session) = due.session(card)? else { return Ok(()) };
    let Some(half) = &session.swap else { return Ok(()) };
    if let Some(other) = sessions::by_id(due.db, half.session).ok().filter(|other| other.state == State::Cancelled) {
        card.swap_at = None;
        card.event = card.event.and(notifications::swap_event(&session, Some(&other)));
    }
    Ok(())
}

/// Whether a session is planned for the time in the mail, or is being held.
fn ends_later(due: &mut Due<'_>, card: &SessionSnapshot) -> Result<bool, Error> {
    let session = due.as_agreed(card)?;
    Ok(session.is_some_and(|session| due.now < session.ends_at()))
}

/// An event of the past stays true as long as the session exists.
fn where_it_exists(due: &mut Due<'_>, card: &SessionSnapshot) -> StillTrue {
    if due.session(card)?.is_some() { due.mail_account(None) } else { Ok(None) }
}
