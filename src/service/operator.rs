//! What operators and their monitoring need: health, metrics, cleanup.

use super::{Code, Error, Services};
use crate::domain::account::Account;
use crate::domain::program::report_counts::notes_in_time;
use crate::store::account::{accounts, links, sign_ins};
use crate::store::availability::opening_changes;
use crate::store::feedback::punctuality;
use crate::store::{Db, StoreError, idempotency, outbox};

use crate::domain::{AccountId, EmailAddress};

pub use crate::store::outbox::State as MailState;

/// Days that settled mails are kept, so that their dedupe keys still work.
pub(super) const KEEP_MAIL_DAYS: i64 = 90;

/// Days that responses under idempotency keys are kept.
const KEEP_ANSWERS_DAYS: i64 = 2;

/// Days that a link or sign-in is kept after it ended.
const KEEP_ENDED_DAYS: i64 = 30;

/// Whether this is the operator: the owner of the confirmed address that's in the settings.
pub(crate) fn is_operator(services: &Services, account: &Account) -> bool {
    let theirs = |address: &EmailAddress| address.key() == account.email.key();
    account.verified_at.is_some() && services.settings.operator.as_ref().is_some_and(theirs)
}

/// Refuses anybody who isn't the operator.
pub(crate) fn require_operator(services: &Services, db: &mut Db, me: AccountId) -> Result<(), Error> {
    if is_operator(services, &accounts::by_id(db, me)?) {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden, "Only the people who run this server can do this."))
}

/// Checks that the database can be written to.
///
/// # Errors
/// `busy` or `storage_full`, with a sentence about the cause.
pub fn check_ready(services: &Services) -> Result<(), Error> {
    services.store.check(services.now()).map_err(|error| match error {
        StoreError::Full(_) => Error::from(error),
        StoreError::Newer(_) => Error::new(Code::Busy, format!("Not ready: {error}.")),
        StoreError::Damaged(_) => {
            tracing::error!(%error, "not ready");
            Error::new(Code::Busy, "Not ready: the database is damaged. Restore it from a backup.")
        }
        error => {
            let mut refusal = Error::new(Code::Busy, "Not ready: the database can't be written to right now.");
            tracing::warn!(%error, "not ready");
            refusal.retry_after = Some(5);
            refusal
        }
    })
}

/// Metrics of the installation.
#[derive(Debug)]
pub struct Figures {
    /// Number of mails by state.
    pub mails: Vec<(MailState, i64)>,
    /// SQL statements that this process has run.
    pub statements: u64,
}

/// Collects the metrics.
pub fn figures(services: &Services) -> Result<Figures, Error> {
    let mails = services.read(|db, _| Ok(outbox::counts(db)?))?;
    Ok(Figures { mails, statements: services.store.statements() })
}

/// Refreshes the directory ahead of searches; returns how many interviewers there are.
pub fn read_directory(services: &Services) -> Result<usize, Error> {
    services.read(|db, now| services.directory.build(db, now))
}

/// Days over which the share of notes delivered in time is computed.
const NOTES_OVER_DAYS: i64 = 30;

/// Counts how many notes of the last thirty days were delivered in time, for `/metrics`; returns how many were due.
pub fn count_notes(services: &Services) -> Result<usize, Error> {
    let share = services.read(|db, now| {
        let ended = punctuality::ended_since(db, now.plus_days(-NOTES_OVER_DAYS), now)?;
        Ok::<_, Error>(notes_in_time(ended.into_iter(), now))
    })?;
    let gauge = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    metrics::gauge!("candor_notes_due_30_days").set(gauge(share.of));
    metrics::gauge!("candor_notes_in_time_30_days").set(gauge(share.yes));
    Ok(share.of)
}

/// Deletes what's no longer needed; returns how many rows.
pub fn tidy(services: &Services) -> Result<usize, Error> {
    services.write(|db, now| {
        let ended = now.plus_days(-KEEP_ENDED_DAYS);
        Ok(outbox::sweep(db, now.plus_days(-KEEP_MAIL_DAYS))?
            + idempotency::sweep(db, now.plus_days(-KEEP_ANSWERS_DAYS))?
            + links::sweep(db, ended)?
            + sign_ins::sweep(db, ended)?
            + opening_changes::sweep(db)?)
    })
}
