//! Sending mails from the outbox. At least once: if the process dies after a mail was handed to the server but before
//! it was settled, it's sent again with the same Message-ID.
//!
//! Several are sent at a time, each on its own thread. A conversation with a mail server may take a quarter of an hour, so the
//! lease on a mail is short and renewed while it lasts: nobody else sends the mail in the meantime, and if the process dies, the
//! mail waits only two minutes.

mod decision;
mod queue;

pub mod parked;

use super::job_pool::{self, Limits};
use super::{Error, Services};
use crate::domain::{Backoff, Timestamp};
use crate::mail::account::AccountDeleted;
use crate::mail::program::ProgramInvited;
use crate::mail::{self, Message, Recipient, SendError, Transport};
use crate::store::Db;
use crate::store::outbox::{self, Claimed, Outcome};
use crate::store::program::invitations;
use chrono::TimeDelta;
use decision::Delivery;
use queue::{InHand, Queue};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Minutes that a sender can hold a mail without renewing its lease before another one takes over.
const LEASE_MINUTES: i64 = 2;

/// How many mails are sent at the same time. We wait for a hanging server as long as RFC 5321 says, so a conversation soon
/// counts as slow, and another one starts in its place. A domain gets at most two dozen, so two hanging domains leave room
/// for the others, and there's extra room for verifications, resets and cancellations. A server that gets too many
/// connections answers 421, and those mails are retried later.
const LIMITS: Limits = Limits {
    at_once: 8,
    in_all: 64,
    per_place: 24,
    more_for_urgent: 8,
    slow_after: Duration::from_millis(500),
    grace: Duration::from_secs(10),
};

/// When a mail that was put off is tried again.
const RETRIES: Backoff = Backoff { first: TimeDelta::seconds(5), longest: TimeDelta::hours(1), jitter: 0.2 };

/// Hours of failures after which a mail is parked.
const GIVE_UP_HOURS: i64 = 72;

/// Sends due mails until all of them are settled or rescheduled, or `stop` returns true; returns how many.
pub fn send_due(services: &Services, transport: &Transport, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let mut queue = Queue::new(services);
    let sent = job_pool::run(
        &LIMITS,
        stop,
        |room| queue.next(room, stop),
        |in_hand, leave_off| send_one(services, transport, in_hand, leave_off),
    )?;
    Ok(sent + queue.settled)
}

fn send_one(services: &Services, transport: &Transport, in_hand: InHand, leave_off: &AtomicBool) -> Result<(), Error> {
    let InHand { mail, delivery, mut leased_until } = in_hand;
    let mut go_on = || !leave_off.load(Ordering::Relaxed) && keep(services, &mail, &mut leased_until);
    let sent = hand_over(services, transport, &mail, &delivery, &mut go_on);
    record_outcome(services, &mail, &delivery.recipient, sent)
}

/// Renews the lease once half of it is over; `false` if this sender has lost it.
fn keep(services: &Services, mail: &Claimed, leased_until: &mut Timestamp) -> bool {
    let now = services.now();
    if now.plus_minutes(LEASE_MINUTES / 2) < *leased_until {
        return true;
    }
    let until = now.plus_minutes(LEASE_MINUTES);
    match services.write(|db, _| Ok::<_, Error>(outbox::renew(db, mail, until)?)) {
        Ok(held) => {
            *leased_until = until;
            held
        }
        Err(error) => {
            // Without the database nobody else can claim it either, so try again in a moment.
            tracing::warn!(mail = %mail.id, %error, "lease not renewed");
            true
        }
    }
}

fn hand_over(
    services: &Services,
    transport: &Transport,
    mail: &Claimed,
    delivery: &Delivery,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<(), SendError> {
    let frame = &services.settings.frame;
    let Delivery { recipient, message, action_url } = delivery;
    let permanent = |error: &dyn std::fmt::Display| SendError::Permanent(error.to_string());
    let rendered = mail::render(message, recipient, frame, action_url.as_deref(), services.now())
        .map_err(|error| permanent(&error))?;
    let built = mail::build(&rendered, recipient, frame, mail.id, services.now()).map_err(|error| permanent(&error))?;
    transport.send(&built, mail.id, go_on)
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
            settle(services, mail, Outcome::Sent)
        }
        Err(SendError::Temporary(cause)) => retry_later(services, mail, &cause),
        Err(SendError::Permanent(cause)) => dead_letter(services, mail, &cause),
    }
}

/// Corrects times so far ahead that only a wrong clock can have set them; returns how many mails were changed.
pub fn correct_times(services: &Services) -> Result<usize, Error> {
    let longest = RETRIES.wait(i32::MAX, 1.0);
    services.write(|db, now| Ok(outbox::make_due(db, now, now.plus_minutes(LEASE_MINUTES), now.plus(longest))?))
}

/// Schedules another attempt, or gives up if it has failed for too long.
fn retry_later(services: &Services, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if services.now() >= mail.first_due.plus_hours(GIVE_UP_HOURS) {
        return dead_letter(services, mail, cause);
    }
    tracing::warn!(mail = %mail.id, kind = mail.kind, attempts = mail.attempts, cause, "mail delayed");
    count(mail, "put_off");
    let pause = RETRIES.wait(mail.attempts, rand::random::<f64>());
    services.write(|db, now| Ok(outbox::retry(db, mail, now.plus(pause), cause)?))
}

fn dead_letter(services: &Services, mail: &Claimed, cause: &str) -> Result<(), Error> {
    if mail.kind == AccountDeleted::NAME {
        // It contains the address of somebody who deleted their account, so nothing of it is stored.
        tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail dropped: the last email to a deleted account \
                                                                   can't be delivered");
        return settle(services, mail, Outcome::Dropped);
    }
    tracing::error!(mail = %mail.id, kind = mail.kind, cause, "mail failed for good: an operator should look at it");
    settle(services, mail, Outcome::Parked(cause))
}

fn settle(services: &Services, mail: &Claimed, outcome: Outcome<'_>) -> Result<(), Error> {
    count(mail, outcome.state().as_str());
    services.write(|db, now| {
        if outbox::settle(db, mail, outcome, now)? {
            tell_coordinators(db, mail, outcome, now)?;
        }
        Ok(())
    })
}

/// Coordinators are shown when the email of an invitation couldn't be delivered.
fn tell_coordinators(db: &mut Db, mail: &Claimed, outcome: Outcome<'_>, now: Timestamp) -> Result<(), Error> {
    let Ok(Message::ProgramInvited(ProgramInvited { invitation, .. })) = serde_json::from_str(&mail.message) else {
        return Ok(());
    };
    match outcome {
        Outcome::Sent => invitations::set_undelivered(db, invitation, None)?,
        Outcome::Parked(_) => invitations::set_undelivered(db, invitation, Some(now))?,
        Outcome::Dropped => {}
    }
    Ok(())
}

fn count(mail: &Claimed, outcome: &'static str) {
    metrics::counter!("candor_mails_total", "kind" => mail.kind.clone(), "outcome" => outcome).increment(1);
}
