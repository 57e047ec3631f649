use super::account::passwords;
use super::caller::Caller;
use super::front::Counted;
use super::gate::Gates;
use super::tokens::{Keys, LinkBearer};
use super::{Code, Directory, Error};
use crate::domain::{AccountId, EmailAddress, MeetingBase, Timestamp};
use crate::mail::Frame;
use crate::store::account::ending;
use crate::store::{Db, Store, StoreError};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where "now" comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A custom clock, for tests and the demo.
    pub fn by(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

/// Settings of the installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The public URL, and the sender of mails.
    pub frame: Frame,
    /// Where meeting rooms are made for interviewers who have no place of their own, if anywhere.
    pub meeting_base: Option<MeetingBase>,
    /// The operator's address: the account that has confirmed it is the operator.
    pub operator: Option<EmailAddress>,
    /// Whether emails that can wait are held back at night.
    pub quiet_hours: bool,
    /// How expensive a password hash is.
    pub password_cost: passwords::Cost,
}

/// What service functions work with, regardless of the caller.
pub struct Resources {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// What signs tokens.
    pub keys: Keys,
    /// Settings of the installation.
    pub settings: Settings,
    /// The directory of interviewers.
    pub directory: Directory,
    /// The limits on expensive work.
    pub gates: Gates,
    /// The figures on the front page.
    pub counted: Counted,
}

/// What every service function works with, and on whose behalf. Whether that person may still act is checked here, so
/// that no function can forget it.
pub struct Services {
    resources: Arc<Resources>,
    caller: Caller,
    /// Whether the caller has been checked.
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

    /// Runs a service function on behalf of somebody. They're checked at its first read and in each of its writing
    /// transactions, or afterwards if it needed neither.
    pub fn run_for<T>(&self, caller: Caller, verb: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        let own = Self { resources: self.resources.clone(), caller, checked: AtomicBool::new(false) };
        let answer = verb(&own);
        // Something it wrote and then reads may have been deleted in the meantime, together with its owner.
        let is_missing = answer.as_ref().is_err_and(|error| error.code == Code::NotFound);
        if is_missing || (answer.is_ok() && !own.checked.load(Ordering::Relaxed)) {
            own.checked.store(false, Ordering::Relaxed);
            own.read(|_, _| Ok(()))?;
        }
        answer
    }

    /// Like [`Services::run_for`], for the person a link was emailed to. It's the only way to learn who that is, so no link can
    /// show or write anything after they've deleted their account.
    pub fn run_linked<T>(
        &self,
        bearer: LinkBearer,
        verb: impl FnOnce(&Self, AccountId) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.run_for(Caller::Linked(bearer), |services| verb(services, bearer.account()))
    }

    /// The current time.
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

    /// Runs one writing transaction; it's committed if `work` returns `Ok`.
    pub fn write<T>(&self, work: impl FnOnce(&mut Db, Timestamp) -> Result<T, Error>) -> Result<T, Error> {
        self.write_or(work)
    }

    /// Like [`Services::write`], for work with another error type.
    pub(super) fn write_or<T, E: From<Error> + From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Db, Timestamp) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.write(|db| {
            if let Some(who) = self.caller.account() {
                ending::hold_off(db, who)?;
            }
            // Read the clock inside the transaction: waiting for the writer may take a while.
            let now = self.clock.now();
            self.check(db, now)?;
            work(db, now)
        })
    }

    /// Runs a writing transaction for each of these, until `stop` returns true; returns the sum of their results. A failure
    /// with one doesn't keep the others waiting: it's returned at the end.
    pub(super) fn write_each<T>(
        &self,
        all: impl IntoIterator<Item = T>,
        stop: &dyn Fn() -> bool,
        work: impl Fn(&mut Db, Timestamp, &T) -> Result<usize, Error>,
    ) -> Result<usize, Error> {
        let (mut done, mut failed) = (0, None);
        for one in all {
            if stop() {
                break;
            }
            match self.write(|db, now| work(db, now, &one)) {
                Ok(count) => done += count,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(done), Err)
    }

    /// Runs the writing transaction that deletes an account: anything its owner began before has finished by then, and
    /// anything that begins later finds the account gone.
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
