//! What an operator and their machines ask of the installation.

use super::{Error, House};
use crate::store::{accounts, idempotency, links, opening_changes, outbox, sign_ins};

pub use crate::store::outbox::State as MailState;

/// Days that settled mails are remembered, so that a dedupe key still tells.
const KEEP_MAIL_DAYS: i64 = 90;

/// Days that the answers under idempotency keys are kept.
const KEEP_ANSWERS_DAYS: i64 = 2;

/// Days that a link or sign-in is kept after it ended.
const KEEP_ENDED_DAYS: i64 = 30;

/// Whether the database answers.
pub fn ping(house: &House) -> Result<(), Error> {
    house.read(|db, _| Ok(accounts::ping(db)?))
}

/// Figures about the installation.
#[derive(Debug)]
pub struct Figures {
    /// How many mails stand where.
    pub mails: Vec<(MailState, i64)>,
    /// SQL statements that this process has run.
    pub statements: u64,
}

/// Gathers the figures.
pub fn figures(house: &House) -> Result<Figures, Error> {
    let mails = house.read(|db, _| Ok(outbox::counts(db)?))?;
    Ok(Figures { mails, statements: house.store.statements() })
}

/// Reads again who volunteers and when, ahead of the searches; answers how many they are.
pub fn read_directory(house: &House) -> Result<usize, Error> {
    house.read(|db, now| house.directory.build(db, now))
}

/// Forgets what nobody needs any more; answers how many rows.
pub fn tidy(house: &House) -> Result<usize, Error> {
    house.write(|db, now| {
        let ended = now.plus_days(-KEEP_ENDED_DAYS);
        Ok(outbox::sweep(db, now.plus_days(-KEEP_MAIL_DAYS))?
            + idempotency::sweep(db, now.plus_days(-KEEP_ANSWERS_DAYS))?
            + links::sweep(db, ended)?
            + sign_ins::sweep(db, ended)?
            + opening_changes::sweep(db)?)
    })
}
