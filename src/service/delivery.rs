//! Sending what waits in the outbox. At least once: a mail that was handed over but not settled,
//! because the process died in between, goes out again with the same Message-ID.

use super::{Code, Error, House, looking_back, moves, post, reports, stand_ins};
use crate::mail::message::{Card, Message, Recipient};
use crate::mail::{self, SendError, Transport};
use crate::rules::life_cycle;
use crate::rules::looking_back::REVIEW_WITHIN_DAYS;
use crate::store::links::{self, Purpose};
use crate::store::outbox::{self, Claimed, State};
use crate::store::{Db, StoreError, accounts, invitations, members, programs, sessions};
use crate::types::program::InvitationState;
use crate::types::session::State as SessionState;
use crate::types::{Instant, InvitationId, LinkId, MailId, Zone};
use std::time::Duration;

/// Minutes that a sender may hold a mail before another one takes it over.
const LEASE_MINUTES: i64 = 2;

/// Mails taken at a time.
const BATCH: i64 = 50;

/// Hours after which a mail that keeps failing is parked.
const GIVE_UP_HOURS: i64 = 72;

/// Days after its start for which the link to a session shows how it stands.
const SHOWN_DAYS: i64 = 90;

/// What is to become of a claimed mail.
enum Fate {
    Send(Box<Delivery>),
    /// No longer true: the session was cancelled, the notes are there, the account is gone.
    Drop,
    /// Its document cannot be read, and will not be readable later.
    Park(String),
}

/// Everything that a mail needs to be rendered.
struct Delivery {
    recipient: Recipient,
    message: Message,
    /// Where the mail's button leads, with its token.
    action_url: Option<String>,
}

/// Sends mails whose time has come, until `stop` says so; answers how many were settled or put off.
pub fn send_due(house: &House, transport: &Transport, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = house.read(|db, now| Ok(outbox::due(db, now, BATCH)?))?;
    let mut handled = 0;
    for id in due {
        if stop() {
            break;
        }
        handled += usize::from(send_one(house, transport, id)?);
    }
    Ok(handled)
}

/// Sends one mail; `false` when another sender was faster.
fn send_one(house: &House, transport: &Transport, id: MailId) -> Result<bool, Error> {
    let claimed = house.write(|db, now| {
        let until = now.plus_minutes(LEASE_MINUTES);
        match outbox::claim(db, id, now, until)? {
            // Whether it is still true is asked in the transaction that takes it.
            Some(mail) => match fate(house, db, now, &mail) {
                Err(busy) if busy.code == Code::Busy => Err(busy),
                fate => Ok(Some((fate, mail))),
            },
            None => Ok(None),
        }
    })?;
    let Some((fate, mail)) = claimed else { return Ok(false) };
    match fate {
        Ok(Fate::Drop) => settle(house, &mail, State::Dropped, None)?,
        Ok(Fate::Park(why)) => park(house, &mail, &why)?,
        Ok(Fate::Send(delivery)) => {
            let sent = hand_over(house, transport, &mail, &delivery);
            conclude(house, &mail, &delivery.recipient, sent)?;
        }
        // A row that it needs cannot be read: the mails behind it go on meanwhile.
        Err(error) => put_off(house, &mail, &error.to_string())?,
    }
    Ok(true)
}

fn fate(house: &House, db: &mut Db, now: Instant, mail: &Claimed) -> Result<Fate, Error> {
    let message: Message = match serde_json::from_str(&mail.message) {
        Ok(message) => message,
        Err(error) => return Ok(Fate::Park(error.to_string())),
    };
    if let Some(card) = message.card()
        && !still_true(db, now, &message, card)?
    {
        return Ok(Fate::Drop);
    }
    if let Message::ProgramInvited { invitation, expires_at, .. } = &message {
        return invited(house, db, now, *invitation, *expires_at, message.clone());
    }
    if let Message::PersonReported { report, operator, .. } = &message {
        let found = reports::letter(db, mail.account, *report, operator.as_ref())?;
        let send = |(recipient, message)| Fate::Send(Box::new(Delivery { recipient, message, action_url: None }));
        return Ok(found.map_or(Fate::Drop, send));
    }
    if let Message::StandInAsked { session, .. } = &message
        && !stand_ins::is_asked(db, now, mail.account, *session)?
    {
        return Ok(Fate::Drop);
    }
    if let Message::BookingPaused { until } = &message
        && !accounts::by_ids(db, &[mail.account])?.iter().any(|one| one.paused_until == Some(*until) && now < *until)
    {
        return Ok(Fate::Drop);
    }
    let Some(recipient) = recipient(db, mail, &message)? else { return Ok(Fate::Drop) };
    let action_url = match &message {
        Message::VerifyAddress { link } => Some(action(house, db, now, *link, Purpose::VerifyAddress)?),
        Message::StandInAsked { session, starts_at, .. } => {
            let token = house.keys.stand_in(*session, mail.account, now, *starts_at)?;
            Some(Some(house.settings.frame.address(&format!("stand-in?token={token}"))))
        }
        Message::MoveProposed { proposal, starts, .. } => {
            let token = moves::token(house, *proposal, mail.account, now, starts)?;
            Some(Some(house.settings.frame.address(&format!("move?token={token}"))))
        }
        Message::Reminder { card, .. } => {
            let until = card.starts_at.plus_days(SHOWN_DAYS);
            let token = house.keys.session(card.session, mail.account, now, until)?;
            Some(Some(house.settings.frame.address(&format!("session?token={token}"))))
        }
        Message::HowWasIt { card } => {
            let until = card.starts_at.plus_days(REVIEW_WITHIN_DAYS);
            let token = house.keys.look_back(card.session, mail.account, now, until)?;
            Some(Some(house.settings.frame.address(&format!("look-back?token={token}"))))
        }
        Message::ResetPassword { link } => Some(action(house, db, now, *link, Purpose::ResetPassword)?),
        Message::ConfirmNewAddress { link, .. } => Some(action(house, db, now, *link, Purpose::ConfirmNewAddress)?),
        _ => None,
    };
    Ok(match action_url {
        Some(None) => Fate::Drop,
        other => Fate::Send(Box::new(Delivery { recipient, message, action_url: other.flatten() })),
    })
}

/// An invitation goes to its address while it is open, and not to who belongs to the program by now.
fn invited(
    house: &House,
    db: &mut Db,
    now: Instant,
    id: InvitationId,
    expires_at: Instant,
    message: Message,
) -> Result<Fate, Error> {
    let invitation = match invitations::by_id(db, id) {
        Err(StoreError::NotFound) => return Ok(Fate::Drop),
        other => other?,
    };
    if invitation.state != InvitationState::Invited || invitation.expires_at != expires_at || expires_at <= now {
        return Ok(Fate::Drop);
    }
    if let Some(account) = accounts::by_email(db, &invitation.email)?
        && members::get(db, invitation.program, account.id)?.is_some()
    {
        return Ok(Fate::Drop);
    }
    let zone = programs::by_id(db, invitation.program)?.zone;
    let name = match invitation.name {
        Some(name) => name,
        None => invitation.email.as_str().chars().take(80).collect::<String>().parse()?,
    };
    let recipient = Recipient { address: invitation.email, name, zone };
    let token = house.keys.invitation(id, now, expires_at)?;
    let action_url = Some(house.settings.frame.address(&format!("invitation?token={token}")));
    Ok(Fate::Send(Box::new(Delivery { recipient, message, action_url })))
}

/// The address of a page that acts on a link; `None` when the link is of no use any more.
fn action(house: &House, db: &mut Db, now: Instant, link: LinkId, purpose: Purpose) -> Result<Option<String>, Error> {
    let Some(expires) = links::expiry(db, link, now)? else { return Ok(None) };
    let page = match purpose {
        Purpose::VerifyAddress => "verify-email",
        Purpose::ResetPassword => "reset-password",
        Purpose::ConfirmNewAddress => "confirm-address",
    };
    let token = house.keys.link(link, purpose, now, expires)?;
    Ok(Some(house.settings.frame.address(&format!("{page}?token={token}"))))
}

fn still_true(db: &mut Db, now: Instant, message: &Message, card: &Card) -> Result<bool, Error> {
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
            as_agreed && now < session.starts_at && !post::outdated(*hours_before, session.starts_at, now)
        }
        Message::HowWasIt { .. } => as_told && looking_back::is_asked(db, now, &session)?,
        Message::NotesDue { .. } => as_told && life_cycle::awaits_notes(&session),
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

fn hand_over(house: &House, transport: &Transport, mail: &Claimed, delivery: &Delivery) -> Result<(), SendError> {
    let frame = &house.settings.frame;
    let Delivery { recipient, message, action_url } = delivery;
    let permanent = |error: &dyn std::fmt::Display| SendError::Permanent(error.to_string());
    let rendered = mail::render(message, recipient, frame, action_url.as_deref(), house.now())
        .map_err(|error| permanent(&error))?;
    let built = mail::build(&rendered, recipient, frame, mail.id, house.now()).map_err(|error| permanent(&error))?;
    transport.send(&built, mail.id)
}

fn conclude(house: &House, mail: &Claimed, to: &Recipient, sent: Result<(), SendError>) -> Result<(), Error> {
    match sent {
        Ok(()) => {
            tracing::info!(mail = %mail.id, kind = mail.kind, to = to.address.masked(), "mail sent");
            settle(house, mail, State::Sent, None)
        }
        Err(SendError::Temporary(cause)) => put_off(house, mail, &cause),
        Err(SendError::Permanent(cause)) => park(house, mail, &cause),
    }
}

/// Tries again later, or gives up when that has gone on for long.
fn put_off(house: &House, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if house.now() >= mail.first_due.plus_hours(GIVE_UP_HOURS) {
        return park(house, mail, cause);
    }
    tracing::warn!(mail = %mail.id, kind = mail.kind, attempts = mail.attempts, cause, "mail put off");
    count(mail, "put_off");
    let pause = chrono::TimeDelta::from_std(pause(mail.attempts, rand::random::<f64>())).map_err(Error::internal)?;
    house.write(|db, now| Ok(outbox::retry(db, mail.id, now.plus(pause), cause)?))
}

fn park(house: &House, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if mail.kind == "account_deleted" {
        // It holds the address of somebody who asked to be forgotten: nothing of it is kept.
        tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail dropped: the farewell cannot be delivered");
        return settle(house, mail, State::Dropped, None);
    }
    tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail parked: an operator should look");
    settle(house, mail, State::Parked, Some(cause))
}

fn settle(house: &House, mail: &Claimed, state: State, error: Option<&str>) -> Result<(), Error> {
    count(mail, state.word());
    house.write(|db, now| Ok(outbox::settle(db, mail.id, state, error, now)?))
}

fn count(mail: &Claimed, outcome: &'static str) {
    metrics::counter!("candor_mails_total", "kind" => mail.kind.clone(), "outcome" => outcome).increment(1);
}

/// How long to wait after so many attempts: 5 seconds doubled each time, an hour at most, give or
/// take a fifth so that many mails do not come back at the same moment. `jitter` is from 0 to 1.
fn pause(attempts: i32, jitter: f64) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(10);
    let seconds = (5_u32 << doublings).min(3600);
    Duration::from_secs_f64(f64::from(seconds) * (0.8 + 0.4 * jitter.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let middle = |attempts| pause(attempts, 0.5).as_secs();
        assert_eq!([1, 2, 3, 4].map(middle), [5, 10, 20, 40]);
        assert_eq!(middle(11), 3600);
        assert_eq!(middle(i32::MAX), 3600);
        assert_eq!(pause(1, 0.0).as_secs(), 4);
        assert_eq!(pause(1, 1.0).as_secs(), 6);
    }
}
