//! Managing the outbox: the state of mails, and sending those that failed for good again.

use crate::domain::{AccountId, MailId};
use crate::service::{Code, Error, Services, operator};
use crate::store::{Db, outbox};

pub use crate::store::outbox::{MailRecord, State};

/// Who is managing parked mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caretaker {
    /// The operator, by their account.
    Operator(AccountId),
    /// Somebody who can run commands on the machine, and so read the database.
    CommandLine,
}

/// Which parked mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(MailId),
    /// All.
    All,
}

/// The mails in this state, latest first.
pub fn list(
    services: &Services,
    who: Caretaker,
    state: State,
    after: Option<MailId>,
    limit: i64,
) -> Result<Vec<MailRecord>, Error> {
    services.read(|db, _| {
        allowed(services, db, who)?;
        Ok(outbox::list(db, state, after, limit)?)
    })
}

/// Sends parked mails again: they're due now, retried for three days, and dropped if no longer true. Returns how many;
/// `NotFound` if the given one isn't parked.
pub fn send_again(services: &Services, who: Caretaker, which: Which) -> Result<usize, Error> {
    services.write(|db, now| {
        allowed(services, db, who)?;
        let one = if let Which::One(id) = which { Some(id) } else { None };
        match outbox::send_again(db, one, now)? {
            0 if one.is_some() => Err(Error::new(Code::NotFound, "No email with this id has failed for good.")),
            count => Ok(count),
        }
    })
}

fn allowed(services: &Services, db: &mut Db, who: Caretaker) -> Result<(), Error> {
    match who {
        Caretaker::Operator(me) => operator::require_operator(services, db, me),
        Caretaker::CommandLine => Ok(()),
    }
}
