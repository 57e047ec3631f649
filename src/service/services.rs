use super::account::passwords;
use super::caller::Caller;
use super::gate::Gates;
use super::tokens::Keys;
use super::{Code, Directory, Error};
use crate::domain::{AccountId, EmailAddress, Timestamp};
use crate::mail::Frame;
use crate::store::account::ending;
use crate::store::{Db, Store, StoreError};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// What the verbs work with, whoever calls them.
pub struct Resources {
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

/// What every verb works with, and for whom it does. Whether that person may still act is asked in here, so that no
/// verb can forget it.
pub struct Services {
    resources: Arc<Resources>,
    caller: Caller,
    /// Whether the caller was found to be allowed to act.
    checked: AtomicBool,
}

impl Deref for Services {
    type Target = Resources;
    fn deref(&self) -> &Resources {
        &self.resources
    }
}

impl Services {
    /// For guests, the worker and the command line.
    pub fn new(resources: Resources) -> Self {
        Self { resources: Arc::new(resources), caller: Caller::Nobody, checked: AtomicBool::new(false) }
    }

    /// Runs a verb for somebody. They are asked about at its first read and in each of its writing transactions, or
    /// after it, where it needed neither.
    pub fn run_for<T>(&self, caller: Caller, verb: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        let own = Self { resources: self.resources.clone(), caller, checked: AtomicBool::new(false) };
        let answer = verb(&own);
        // What a verb has written and then reads may have gone in between, together with its owner.
        let is_missing = answer.as_ref().is_err_and(|error| error.code == Code::NotFound);
        if is_missing || (answer.is_ok() && !own.checked.load(Ordering::Relaxed)) {
            own.checked.store(false, Ordering::Relaxed);
            own.read(|_, _| Ok(()))?;
        }
        answer
    }

    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs queries that change nothing.
    pub fn read<T>(&self, work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>) -> Result<T, Error> {
        let now = self.now();
        self.store.read(|db| {
            if !self.checked.load(Ordering::Relaxed) {
                self.check(db, now)?;
            }
            work(db, now)
        })
    }

    /// Runs one writing transaction; it is kept when `work` answers `Ok`.
    pub fn write<T>(&self, work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>) -> Result<T, Error> {
        self.write_or(work)
    }

    /// As [`Services::write`], for work that fails with something else.
    pub(super) fn write_or<T, E: From<Error> + From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Db, Timestamp) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.write(|db| {
            if let Some(who) = self.caller.account() {
                ending::hold_off(db, who)?;
            }
            // Read inside the transaction: waiting for the writer may take a while.
            let now = self.clock.now();
            self.check(db, now)?;
            work(db, now)
        })
    }

    /// Runs the writing transaction that ends an account: what its owner began before is finished by then, and what
    /// begins later finds that they're gone.
    pub(super) fn write_end<T>(
        &self,
        who: AccountId,
        work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.store.write(|db| {
            ending::wait(db, who)?;
            let now = self.clock.now();
            self.check(db, now)?;
            work(db, now)
        })
    }

    fn check(&self, db: &mut Db, now: Timestamp) -> Result<(), Error> {
        self.caller.check(db, now)?;
        self.checked.store(true, Ordering::Relaxed);
        Ok(())
    }
}
