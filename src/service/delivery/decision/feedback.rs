use super::{Addressed, Due, StillTrue, nameless};
use crate::domain::booking::life_cycle;
use crate::domain::booking::session::{NOTES_DUE_HOURS, Session, State};
use crate::domain::{Seat, SessionId};
use crate::mail::feedback::{
    Attached, Feedback, HeldWithoutNotes, HowWasIt, NotesDelayed, NotesDue, NotesLate, NotesMissed, NotesSettled,
    QuestionAnswered, QuestionAsked, QuestionWaiting, Thanked, WriteUp,
};
use crate::mail::{Recipient, SessionSnapshot};
use crate::service::booking::digest;
use crate::service::booking::sessions::session_token;
use crate::service::feedback::{attachments, follow_ups, late_notes, reflection};
use crate::service::{Error, notifications};
use crate::store::account::accounts;
use crate::store::feedback::{monthly_summary, note_reassignments};

pub(super) fn how_was_it(due: &mut Due<'_>, mail: &HowWasIt) -> StillTrue {
    // Don't ask how a session was if one of the two has blocked the other.
    if mail.card.apart {
        return Ok(None);
    }
    match due.as_told(&mail.card)? {
        Some(session) if reflection::is_asked(due.db, due.now, &session)? => {
            let token = due.services.keys.look_back(session.id, due.account, due.now, session.starts_at)?;
            due.mail_account(Some(due.page("look-back", &token)))
        }
        _ => Ok(None),
    }
}

/// The session, if its notes are awaited and the time for them is still counted as it was when the mail was queued.
fn awaited(due: &mut Due<'_>, card: &SessionSnapshot) -> Result<Option<Session>, Error> {
    let Some(session) = due.as_agreed(card)? else { return Ok(None) };
    let from = late_notes::notes_from(due.db, &session)?;
    Ok((card.notes_due_at == from.plus_hours(NOTES_DUE_HOURS)).then_some(session))
}

pub(super) fn notes_due(due: &mut Due<'_>, mail: &mut NotesDue) -> StillTrue {
    let Some(session) = awaited(due, &mail.card)? else { return Ok(None) };
    let from = mail.card.notes_due_at.plus_hours(-NOTES_DUE_HOURS);
    let previous = notifications::asked_before(mail.hours_after);
    if digest::covers_notes(due.db, due.now, (due.account, due.mail), &mail.card, (from, previous))? {
        return Ok(None);
    }
    match digest::notes_together(due.db, due.now, (due.account, due.mail), &session, previous.is_none())? {
        Some(others) => {
            mail.others = others;
            due.mail_account(None)
        }
        None => Ok(None),
    }
}

pub(super) fn notes_delayed(due: &mut Due<'_>, mail: &mut NotesDelayed) -> StillTrue {
    let Some(session) = awaited(due, &mail.card)? else { return Ok(None) };
    // A mark that was removed since the end gives them more time.
    mail.until = Some(late_notes::expected_by(due.db, &session)?);
    due.mail_account(None)
}

/// Dropped once the notes have been submitted.
pub(super) fn held_without_notes(due: &mut Due<'_>, mail: &HeldWithoutNotes) -> StillTrue {
    match due.session(&mail.card)? {
        Some(session) if session.state == State::HeldWithoutNotes => due.mail_account(None),
        _ => Ok(None),
    }
}

pub(super) fn notes_missed(due: &mut Due<'_>, mail: &NotesMissed) -> StillTrue {
    match due.session(&mail.card)? {
        Some(session) if session.state == State::HeldWithoutNotes => due.mail_account(None),
        _ => Ok(None),
    }
}

pub(super) fn notes_late(due: &mut Due<'_>, mail: &mut NotesLate) -> StillTrue {
    mail.told = late_notes::to_tell(due.services, due.db, due.now, due.account, mail)?;
    match &mail.operator {
        _ if mail.told.is_empty() => Ok(None),
        None => due.mail_account(None),
        Some(address) => {
            let recipient = match accounts::by_email(due.db, address)? {
                Some(account) => Recipient { address: address.clone(), name: account.name, zone: account.zone },
                None => nameless(address)?,
            };
            Ok(Some(Addressed { recipient, link: None }))
        }
    }
}

pub(super) fn write_up(due: &mut Due<'_>, mail: &WriteUp) -> StillTrue {
    let session = due.as_told(&mail.card)?.filter(life_cycle::awaits_notes);
    let writers = note_reassignments::writers(due.db, &[mail.card.session])?;
    let theirs = !mail.card.apart && session.is_some() && writers.get(&mail.card.session) == Some(&due.account);
    if theirs { due.mail_account(None) } else { Ok(None) }
}

pub(super) fn notes_settled(due: &mut Due<'_>, mail: &NotesSettled) -> StillTrue {
    if due.session(&mail.card)?.is_some() { due.mail_account(None) } else { Ok(None) }
}

pub(super) fn feedback(due: &mut Due<'_>, mail: &mut Feedback) -> StillTrue {
    let Some(session) = due.session(&mail.card)? else { return Ok(None) };
    // What the interviewer has attached comes with it, so no other mail has to tell of that.
    attachments::told_by(due.db, &session, mail.card.my_role, due.mail)?;
    mail.made = attachments::made(due.db, &session, Some(mail.card.my_role), true)?;
    let token = due.services.keys.feedback(session.id, due.account, due.now)?;
    due.mail_account(Some(due.page("feedback", &token)))
}

/// The link to answer, for the interviewer.
fn to_answer(due: &mut Due<'_>, session: SessionId) -> StillTrue {
    let token = due.services.keys.follow_ups(session, due.account, due.now)?;
    due.mail_account(Some(due.page("questions", &token)))
}

pub(super) fn question_asked(due: &mut Due<'_>, mail: &mut QuestionAsked) -> StillTrue {
    mail.question = follow_ups::open(due.db, mail.card.session)?.remove(&mail.number);
    if mail.card.apart || mail.question.is_none() { Ok(None) } else { to_answer(due, mail.card.session) }
}

pub(super) fn question_waiting(due: &mut Due<'_>, mail: &mut QuestionWaiting) -> StillTrue {
    mail.questions = follow_ups::to_remind_of(due.db, mail.card.session, mail.number)?;
    if mail.card.apart || mail.questions.is_empty() { Ok(None) } else { to_answer(due, mail.card.session) }
}

pub(super) fn question_answered(due: &mut Due<'_>, mail: &mut QuestionAnswered) -> StillTrue {
    mail.told = follow_ups::answered(due.db, mail.card.session, mail.number)?;
    if mail.card.apart || mail.told.is_none() {
        return Ok(None);
    }
    let token = due.services.keys.feedback(mail.card.session, due.account, due.now)?;
    due.mail_account(Some(due.page("feedback", &token)))
}

/// Tells of everything that the other person has attached by now; the mails about what it tells are then dropped.
pub(super) fn attached(due: &mut Due<'_>, mail: &mut Attached) -> StillTrue {
    let Some(session) = due.session(&mail.card)?.filter(|_| !mail.card.apart) else { return Ok(None) };
    mail.kinds = attachments::told_by(due.db, &session, mail.card.my_role, due.mail)?;
    if mail.kinds.is_empty() {
        return Ok(None);
    }
    let (path, token) = match mail.card.my_role {
        Seat::Candidate => ("feedback", due.services.keys.feedback(session.id, due.account, due.now)?),
        Seat::Interviewer => ("made", session_token(due.services, &session, due.account)?),
    };
    due.mail_account(Some(due.page(path, &token)))
}

pub(super) fn thanked(due: &mut Due<'_>, mail: &Thanked) -> StillTrue {
    let tells = !mail.card.apart && due.session(&mail.card)?.is_some();
    if tells { due.mail_account(None) } else { Ok(None) }
}

pub(super) fn impact_summary(due: &mut Due<'_>) -> StillTrue {
    if !monthly_summary::is_wanted(due.db, due.account)? {
        return Ok(None);
    }
    let token = due.services.keys.monthly(due.account, due.now)?;
    due.mail_account(Some(due.page("monthly-mail", &token)))
}
