//! Sending what waits in the outbox. At least once: a mail that was handed over but not settled,
//! because the process died in between, goes out again with the same Message-ID.

mod decision;

use super::{Code, Error, Services};
use crate::domain::MailId;
use crate::mail::{self, Recipient, SendError, Transport};
use crate::store::outbox::{self, Claimed, State};
use decision::{Delivery, DeliveryDecision, fate};
use std::time::Duration;

/// Minutes that a sender may hold a mail before another one takes it over.
const LEASE_MINUTES: i64 = 2;

/// Mails taken at a time.
const BATCH: i64 = 50;

/// Hours after which a mail that keeps failing is parked.
const GIVE_UP_HOURS: i64 = 72;

/// Sends mails whose time has come, until `stop` says so; answers how many were settled or put off.
pub fn send_due(services: &Services, transport: &Transport, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services.read(|db, now| Ok(outbox::due(db, now, BATCH)?))?;
    let mut handled = 0;
    for id in due {
        if stop() {
            break;
        }
        handled += usize::from(send_one(services, transport, id)?);
    }
    Ok(handled)
}

/// Sends one mail; `false` when another sender was faster.
fn send_one(services: &Services, transport: &Transport, id: MailId) -> Result<bool, Error> {
    let claimed = services.write(|db, now| {
        let until = now.plus_minutes(LEASE_MINUTES);
        match outbox::claim(db, id, now, until)? {
            // Whether it is still true is asked in the transaction that takes it.
            Some(mail) => match fate(services, db, now, &mail) {
                Err(busy) if busy.code == Code::Busy => Err(busy),
                fate => Ok(Some((fate, mail))),
            },
            None => Ok(None),
        }
    })?;
    let Some((fate, mail)) = claimed else { return Ok(false) };
    match fate {
        Ok(DeliveryDecision::Drop) => settle(services, &mail, State::Dropped, None)?,
        Ok(DeliveryDecision::Park(why)) => dead_letter(services, &mail, &why)?,
        Ok(DeliveryDecision::Send(delivery)) => {
            let sent = hand_over(services, transport, &mail, &delivery);
            record_outcome(services, &mail, &delivery.recipient, sent)?;
        }
        // A row that it needs cannot be read: the mails behind it go on meanwhile.
        Err(error) => retry_later(services, &mail, &error.to_string())?,
    }
    Ok(true)
}

fn hand_over(services: &Services, transport: &Transport, mail: &Claimed, delivery: &Delivery) -> Result<(), SendError> {
    let frame = &services.settings.frame;
    let Delivery { recipient, message, action_url } = delivery;
    let permanent = |error: &dyn std::fmt::Display| SendError::Permanent(error.to_string());
    let rendered = mail::render(message, recipient, frame, action_url.as_deref(), services.now())
        .map_err(|error| permanent(&error))?;
    let built = mail::build(&rendered, recipient, frame, mail.id, services.now()).map_err(|error| permanent(&error))?;
    transport.send(&built, mail.id)
}

fn record_outcome(
    services: &Services,
    mail: &Claimed,
    to: &Recipient,
    sent: Result<(), SendError>,
) -> Result<(), Error> {
    match sent {
        Ok(()) => {
            tracing::info!(mail = %mail.id, kind = mail.kind, to = to.address.masked(), "mail sent");
            settle(services, mail, State::Sent, None)
        }
        Err(SendError::Temporary(cause)) => retry_later(services, mail, &cause),
        Err(SendError::Permanent(cause)) => dead_letter(services, mail, &cause),
    }
}

/// Tries again later, or gives up when that has gone on for long.
fn retry_later(services: &Services, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if services.now() >= mail.first_due.plus_hours(GIVE_UP_HOURS) {
        return dead_letter(services, mail, cause);
    }
    tracing::warn!(mail = %mail.id, kind = mail.kind, attempts = mail.attempts, cause, "mail delayed");
    count(mail, "put_off");
    let pause = chrono::TimeDelta::from_std(pause(mail.attempts, rand::random::<f64>())).map_err(Error::internal)?;
    services.write(|db, now| Ok(outbox::retry(db, mail.id, now.plus(pause), cause)?))
}

fn dead_letter(services: &Services, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if mail.kind == "account_deleted" {
        // It holds the address of somebody who asked to be forgotten: nothing of it is kept.
        tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail dropped: the last email to a deleted account \
                                                                   can't be delivered");
        return settle(services, mail, State::Dropped, None);
    }
    tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail failed for good: an operator should look at it");
    settle(services, mail, State::Parked, Some(cause))
}

fn settle(services: &Services, mail: &Claimed, state: State, error: Option<&str>) -> Result<(), Error> {
    count(mail, state.as_str());
    services.write(|db, now| Ok(outbox::settle(db, mail.id, state, error, now)?))
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
