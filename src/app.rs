//! What `http`, `worker` and `cli` share: assembled once.

use crate::calendar::fetch::Fetcher;
use crate::domain::AccountId;
use crate::mail::Transport;
use crate::service::limits::Limits;
use crate::service::tokens::LinkBearer;
use crate::service::{Caller, Code, Error, Services};
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a service function may take; well above the database's own statement timeouts.
const MAX_TIME: Duration = Duration::from_secs(40);

/// The running installation.
#[derive(Clone)]
pub struct App {
    /// What service functions work with.
    pub services: Arc<Services>,
    /// How mails leave.
    pub transport: Arc<Transport>,
    /// How calendars are fetched.
    pub fetcher: Arc<Fetcher>,
    /// Rate limits.
    pub limits: Arc<Limits>,
    /// Slots for waiting for slow request bodies.
    pub slow_bodies: Arc<Semaphore>,
    /// Whether to trust `X-Forwarded-For`.
    pub trust_proxy: bool,
    /// What `/metrics` shows.
    pub metrics: PrometheusHandle,
}

impl App {
    /// Runs a service function for a request on a blocking thread: one hop, with the whole transaction inside it.
    pub async fn run<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run_within(MAX_TIME, verb).await
    }

    /// Like [`App::run`], on behalf of a caller, who is checked.
    pub async fn run_for<T: Send + 'static>(
        &self,
        caller: Caller,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(move |services| services.run_for(caller, verb)).await
    }

    /// Like [`App::run`], for the person a link was emailed to, who is checked.
    pub async fn run_linked<T: Send + 'static>(
        &self,
        bearer: LinkBearer,
        verb: impl FnOnce(&Services, AccountId) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(move |services| services.run_linked(bearer, verb)).await
    }

    /// Like [`App::run`], with another time limit.
    pub async fn run_within<T: Send + 'static>(
        &self,
        time: Duration,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        // A frozen database server never answers, and its own timeouts don't apply.
        tokio::time::timeout(time, self.work(verb)).await.unwrap_or_else(|_| {
            let detail = "The database hasn't answered in time, so it isn't known whether anything was changed. \
                          Please look before you try again.";
            let mut refusal = Error::new(Code::Busy, detail);
            refusal.retry_after = Some(10);
            Err(refusal)
        })
    }

    /// Runs a service function on a blocking thread, without a time limit.
    pub async fn work<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let services = self.services.clone();
        match tokio::task::spawn_blocking(move || verb(&services)).await {
            Ok(done) => done,
            // A panic in a service function is an internal error like any other.
            Err(panic) => Err(Error::internal(panic)),
        }
    }
}
