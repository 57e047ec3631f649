//! What the faces share: assembled once, handed to `http` and `worker`.

use crate::calendar::fetch::Fetcher;
use crate::mail::Transport;
use crate::service::limits::Limits;
use crate::service::{Error, Services};
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use tokio::sync::Semaphore;

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
    /// Runs a verb on a blocking thread: one hop for a request, the whole transaction inside it.
    pub async fn run<T: Send + 'static>(
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
