//! What becomes of a mail whose time has come: whether it is still true, whom it goes to, and where its button leads.

use crate::domain::booking::life_cycle;
use crate::domain::booking::session::State as SessionState;
use crate::domain::feedback::comparison::REVIEW_WITHIN_DAYS;
use crate::domain::program::InvitationState;
use crate::domain::{InvitationId, LinkId, Seat, Timestamp, Zone};
use crate::mail::message::{Message, Recipient, SessionSnapshot};
use crate::service::booking::{moves, stand_ins};
use crate::service::feedback::{calibration, late_notes, reflection};
use crate::service::practice::plan;
use crate::service::safety::reports;
use crate::service::{Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::account::links::{self, Purpose};
use crate::store::booking::sessions;
use crate::store::feedback::{monthly_summary, note_reassignments};
use crate::store::outbox::Claimed;
use crate::store::program::{invitations, members, programs};
use crate::store::{Db, StoreError};

/// Days after its start for which the link to a session shows how it stands.
const SHOWN_DAYS: i64 = 90;

/// Days for which the link in a weekly or monthly mail ends them: somebody may find it a year later.
const ENDS_DAYS: i64 = 400;
/// Days for which the link in a mail opens the page of the feedback; the mail itself has all that is on it.
const FEEDBACK_DAYS: i64 = 365;

/// What is to become of a claimed mail.
pub(crate) enum DeliveryDecision {
    Send(Box<Delivery>),
    /// No longer true: the session was cancelled, the notes are there, the account is gone.
    Drop,
    /// Its document cannot be read, and will not be readable later.
    Park(String),
}

/// Everything that a mail needs to be rendered.
pub(crate) struct Delivery {
    pub(crate) recipient: Recipient,
    pub(crate) message: Message,
    /// Where the mail's button leads, with its token.
    pub(crate) action_url: Option<String>,
}

/// Decides it, in the transaction that claims the mail.
pub(crate) fn fate(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    mail: &Claimed,
) -> Result<DeliveryDecision, Error> {
    let message: Message = match serde_json::from_str(&mail.message) {
        Ok(message) => message,
        Err(error) => return Ok(DeliveryDecision::Park(error.to_string())),
    };
    if let Some(card) = message.card()
        && !still_true(db, now, &message, card)?
    {
        return Ok(DeliveryDecision::Drop);
    }
    if let Message::ProgramInvited { invitation, expires_at, .. } = &message {
        return invited(services, db, now, *invitation, *expires_at, message.clone());
    }
    if let Message::PersonReported { report, operator, .. } = &message {
        let found = reports::letter(db, mail.account, *report, operator.as_ref())?;
        let send =
            |(recipient, message)| DeliveryDecision::Send(Box::new(Delivery { recipient, message, action_url: None }));
        return Ok(found.map_or(DeliveryDecision::Drop, send));
    }
    if matches!(message, Message::NotesLate { .. }) {
        let found = late_notes::letter(services, db, now, mail.account, &message)?;
        let send =
            |(recipient, message)| DeliveryDecision::Send(Box::new(Delivery { recipient, message, action_url: None }));
        return Ok(found.map_or(DeliveryDecision::Drop, send));
    }
    if let Message::StandInAsked { session, .. } = &message
        && !stand_ins::is_asked(db, now, mail.account, *session)?
    {
        return Ok(DeliveryDecision::Drop);
    }
    if let Message::WriteUp { card, .. } = &message
        && note_reassignments::writers(db, &[card.session])?.get(&card.session) != Some(&mail.account)
    {
        return Ok(DeliveryDecision::Drop);
    }
    if let Message::BookingPaused { until } = &message
        && !accounts::by_ids(db, &[mail.account])?.iter().any(|one| one.paused_until == Some(*until) && now < *until)
    {
        return Ok(DeliveryDecision::Drop);
    }
    if matches!(message, Message::ImpactSummary { .. }) && !monthly_summary::is_wanted(db, mail.account)? {
        return Ok(DeliveryDecision::Drop);
    }
    if matches!(message, Message::WeeklyPlan { .. }) && !plan::weekly::is_wanted(db, mail.account)? {
        return Ok(DeliveryDecision::Drop);
    }
    let Some(recipient) = recipient(db, mail, &message)? else { return Ok(DeliveryDecision::Drop) };
    let action_url = match &message {
        Message::VerifyAddress { link } => Some(action(services, db, now, *link, Purpose::VerifyAddress)?),
        Message::StandInAsked { session, starts_at, .. } => {
            let token = services.keys.stand_in(*session, mail.account, now, *starts_at)?;
            Some(Some(services.settings.frame.address(&format!("stand-in?token={token}"))))
        }
        Message::MoveProposed { proposal, starts, .. } => {
            let token = moves::token(services, *proposal, mail.account, now, starts)?;
            Some(Some(services.settings.frame.address(&format!("move?token={token}"))))
        }
        Message::Reminder { card, .. } => {
            let until = card.starts_at.plus_days(SHOWN_DAYS);
            let token = services.keys.session(card.session, mail.account, now, until)?;
            Some(Some(services.settings.frame.address(&format!("session?token={token}"))))
        }
        // Before somebody's first as an interviewer: sample sessions to practise rating on.
        Message::SessionBooked { card } if card.my_role == Seat::Interviewer => {
            match calibration::offered(db, mail.account)? {
                Some(_) => {
                    let until = card.starts_at.plus_days(SHOWN_DAYS);
                    let token = services.keys.calibration(mail.account, now, until)?;
                    Some(Some(services.settings.frame.address(&format!("calibration?token={token}"))))
                }
                None => None,
            }
        }
        Message::HowWasIt { card } => {
            let until = card.starts_at.plus_days(REVIEW_WITHIN_DAYS);
            let token = services.keys.look_back(card.session, mail.account, now, until)?;
            Some(Some(services.settings.frame.address(&format!("look-back?token={token}"))))
        }
        Message::WeeklyPlan { .. } => {
            let token = services.keys.weekly(mail.account, now, now.plus_days(ENDS_DAYS))?;
            Some(Some(services.settings.frame.address(&format!("weekly-mail?token={token}"))))
        }
        Message::ImpactSummary { .. } => {
            let token = services.keys.monthly(mail.account, now, now.plus_days(ENDS_DAYS))?;
            Some(Some(services.settings.frame.address(&format!("monthly-mail?token={token}"))))
        }
        Message::Feedback { card, .. } => {
            let token = services.keys.feedback(card.session, mail.account, now, now.plus_days(FEEDBACK_DAYS))?;
            Some(Some(services.settings.frame.address(&format!("feedback?token={token}"))))
        }
        Message::ResetPassword { link } => Some(action(services, db, now, *link, Purpose::ResetPassword)?),
        Message::ConfirmNewAddress { link, .. } => Some(action(services, db, now, *link, Purpose::ConfirmNewAddress)?),
        _ => None,
    };
    Ok(match action_url {
        Some(None) => DeliveryDecision::Drop,
        other => DeliveryDecision::Send(Box::new(Delivery { recipient, message, action_url: other.flatten() })),
    })
}

/// An invitation goes to its address while it is open, and not to who belongs to the program by now.
fn invited(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    id: InvitationId,
    expires_at: Timestamp,
    message: Message,
) -> Result<DeliveryDecision, Error> {
    let invitation = match invitations::by_id(db, id) {
        Err(StoreError::NotFound) => return Ok(DeliveryDecision::Drop),
        other => other?,
    };
    if invitation.state != InvitationState::Invited || invitation.expires_at != expires_at || expires_at <= now {
        return Ok(DeliveryDecision::Drop);
    }
    if let Some(account) = accounts::by_email(db, &invitation.email)?
        && members::get(db, invitation.program, account.id)?.is_some()
    {
        return Ok(DeliveryDecision::Drop);
    }
    let zone = programs::by_id(db, invitation.program)?.zone;
    let name = match invitation.name {
        Some(name) => name,
        None => invitation.email.as_str().chars().take(80).collect::<String>().parse()?,
    };
    let recipient = Recipient { address: invitation.email, name, zone };
    let token = services.keys.invitation(id, now, expires_at)?;
    let action_url = Some(services.settings.frame.address(&format!("invitation?token={token}")));
    Ok(DeliveryDecision::Send(Box::new(Delivery { recipient, message, action_url })))
}

/// The address of a page that acts on a link; `None` when the link is of no use any more.
fn action(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    link: LinkId,
    purpose: Purpose,
) -> Result<Option<String>, Error> {
    let Some(expires) = links::expiry(db, link, now)? else { return Ok(None) };
    let page = match purpose {
        Purpose::VerifyAddress => "verify-email",
        Purpose::ResetPassword => "reset-password",
        Purpose::ConfirmNewAddress => "confirm-address",
    };
    let token = services.keys.link(link, purpose, now, expires)?;
    Ok(Some(services.settings.frame.address(&format!("{page}?token={token}"))))
}

fn still_true(db: &mut Db, now: Timestamp, message: &Message, card: &SessionSnapshot) -> Result<bool, Error> {
    let session = match sessions::by_id(db, card.session) {
        // An offer that was not taken leaves no session.
        Err(StoreError::NotFound) => return Ok(false),
        other => other?,
    };
    // A session that moved away and back is another one: the mails of the first time were replaced.
    let as_told = session.sequence == card.sequence;
    let as_agreed = session.state == SessionState::Booked && as_told;
    Ok(match message {
        Message::MatchOffered { answer_by, .. } => session.state == SessionState::Offered && now < *answer_by,
        Message::MoveProposed { proposal, .. } => as_agreed && moves::is_open(db, now, *proposal)?,
        Message::MoveOff { .. } => as_agreed && now < session.starts_at,
        Message::SessionBooked { .. } | Message::SessionMoved { .. } | Message::RunningLate { .. } => {
            as_agreed && now < session.ends_at()
        }
        Message::Reminder { hours_before, .. } => {
            as_agreed && now < session.starts_at && !notifications::outdated(*hours_before, session.starts_at, now)
        }
        Message::HowWasIt { .. } => as_told && reflection::is_asked(db, now, &session)?,
        Message::NotesDue { .. } | Message::WriteUp { .. } => as_told && life_cycle::awaits_notes(&session),
        _ => true,
    })
}

fn recipient(db: &mut Db, mail: &Claimed, message: &Message) -> Result<Option<Recipient>, Error> {
    let account = match (accounts::by_id(db, mail.account), message) {
        (Ok(account), _) => account,
        (Err(StoreError::NotFound), Message::AccountDeleted { address, name }) => {
            return Ok(Some(Recipient { address: address.clone(), name: name.clone(), zone: Zone::UTC }));
        }
        (Err(StoreError::NotFound), _) => return Ok(None),
        (Err(other), _) => return Err(other.into()),
    };
    let address = message.goes_to().cloned().unwrap_or(account.email);
    Ok(Some(Recipient { address, name: account.name, zone: account.zone }))
}
