use super::account::passwords;
use super::gate::Gates;
use super::tokens::Keys;
use super::{Directory, Error};
use crate::domain::{EmailAddress, Timestamp};
use crate::mail::Frame;
use crate::store::{Db, Store};
use std::sync::Arc;
use url::Url;

/// Where "now" comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock of one's own, for tests and the demo.
    pub fn by(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

/// What the verbs need to know of the installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach Candor, and who its mails come from.
    pub frame: Frame,
    /// Where meeting rooms are made, such as a Jitsi host: a room's link is this and an unguessable name.
    pub meeting_base: Url,
    /// The address of whoever runs the installation: who has confirmed it as theirs is the operator.
    pub operator: Option<EmailAddress>,
    /// What a password costs to check.
    pub password_cost: passwords::Cost,
}

/// What every verb works with.
pub struct Services {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// What signs tokens.
    pub keys: Keys,
    /// The installation.
    pub settings: Settings,
    /// Everybody who volunteers.
    pub directory: Directory,
    /// What keeps expensive work within bounds.
    pub gates: Gates,
}

impl Services {
    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs queries that change nothing.
    pub fn read<T>(&self, work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>) -> Result<T, Error> {
        let now = self.now();
        self.store.read(|db| work(db, now))
    }

    /// Runs one writing transaction; it is kept when `work` answers `Ok`.
    pub fn write<T>(&self, work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>) -> Result<T, Error> {
        // Read inside the transaction: waiting for the writer may take a while.
        self.store.write(|db| work(db, self.clock.now()))
    }
}
