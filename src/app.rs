//! What the faces share: assembled once, handed to `http` and `worker`.

use crate::calendar::fetch::Fetcher;
use crate::mail::Transport;
use crate::service::limits::Limits;
use crate::service::{Caller, Code, Error, Services};
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a verb may take; well above what the database's own timeouts allow a statement.
const MAX_TIME: Duration = Duration::from_secs(40);

/// The running installation.
#[derive(Clone)]
pub struct App {
    /// What the verbs work with.
    pub services: Arc<Services>,
    /// How mails leave.
    pub transport: Arc<Transport>,
    /// How calendars come in.
    pub fetcher: Arc<Fetcher>,
    /// How often something may be tried.
    pub limits: Arc<Limits>,
    /// How many slow bodies are still waited for.
    pub slow_bodies: Arc<Semaphore>,
    /// Whether `X-Forwarded-For` is to be believed.
    pub trust_proxy: bool,
    /// What `/metrics` shows.
    pub metrics: PrometheusHandle,
}

impl App {
    /// Runs a verb for a request on a blocking thread: one hop, the whole transaction inside it.
    pub async fn run<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run_within(MAX_TIME, verb).await
    }

    /// As [`App::run`], for somebody who must still be there.
    pub async fn run_for<T: Send + 'static>(
        &self,
        caller: Caller,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(move |services| services.run_for(caller, verb)).await
    }

    /// As [`App::run`], with another limit of time.
    pub async fn run_within<T: Send + 'static>(
        &self,
        time: Duration,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        // A server that's frozen answers nothing, and no timeout on its side ends the wait.
        tokio::time::timeout(time, self.work(verb)).await.unwrap_or_else(|_| {
            let detail = "The database hasn't answered in time, so it isn't known whether anything was changed. \
                          Please look before you try again.";
            let mut refusal = Error::new(Code::Busy, detail);
            refusal.retry_after = Some(10);
            Err(refusal)
        })
    }

    /// Runs a verb on a blocking thread for as long as it takes.
    pub async fn work<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let services = self.services.clone();
        match tokio::task::spawn_blocking(move || verb(&services)).await {
            Ok(done) => done,
            // A panic in a verb: a fault of ours like any other.
            Err(panic) => Err(Error::internal(panic)),
        }
    }
}
