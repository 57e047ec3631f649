//! Serving: assembles the installation, runs it, and shuts it down in order.

use super::{demo, outbox, say};
use crate::app::App;
use crate::calendar::fetch::Fetcher;
use crate::config::{Config, ConfigError, MailTo};
use crate::mail::Transport;
use crate::service::account::passwords::Cost;
use crate::service::availability::busy_calendars::MAX_BYTES;
use crate::service::front::Counted;
use crate::service::gate::{Gates, cores};
use crate::service::limits::Limits;
use crate::service::matching::matcher;
use crate::service::tokens::Keys;
use crate::service::{Clock, Directory, Resources, Services, Settings};
use crate::store::{Store, migrate};
use crate::{http, worker};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};

/// How long requests in flight get to finish on shutdown.
const GRACE: Duration = Duration::from_secs(20);

/// The limit on open files that we request; a service manager may allow fewer.
const MAX_FILES: u64 = 16_384;

/// Open files that aren't client connections: the database, mail and calendar servers, logs.
const OWN_FILES: u64 = 320;

/// Upper bounds of the histogram of request durations, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Serves until SIGTERM or SIGINT.
pub fn run(config: &Config, demo: bool) -> Result<(), Box<dyn Error>> {
    let bind = config.bind()?;
    config.check_public(bind)?;
    let listener = TcpListener::bind(bind).map_err(|error| ConfigError(format!("Can't listen on {bind}: {error}")))?;
    let at = listener.local_addr()?;
    let app = assemble(config, at)?;
    if demo {
        demo::fill_if_empty(&app.services, config.is_public(at))?;
    }
    greet(config, &app, at);
    actix_web::rt::System::new().block_on(serve(app, listener))
}

/// Fills an empty database with the demo club, or with a large program.
pub fn fill(config: &Config, large: bool) -> Result<(), Box<dyn Error>> {
    let at = config.bind()?;
    let app = assemble(config, at)?;
    match large {
        true => demo::fill_large(&app.services, config.is_public(at), &config.folder()?.join("large_program.csv")),
        false => demo::fill(&app.services, config.is_public(at)),
    }
}

/// Manages the outbox of an installation.
pub(super) fn look_after(config: &Config, order: &outbox::Outbox) -> Result<(), Box<dyn Error>> {
    let app = assemble(config, config.bind()?)?;
    outbox::run(&app.services, order)
}

fn assemble(config: &Config, at: SocketAddr) -> Result<App, Box<dyn Error>> {
    let database = config.database()?;
    let store = Store::open(&database, config.connections())?;
    for name in migrate::up(&store)? {
        tracing::info!(name, "migrated");
    }
    let transport = match config.mail_to() {
        MailTo::Smtp(url) => Transport::smtp(url.expose())?,
        MailTo::Files(folder) => Transport::files(folder)?,
    };
    let services = Services::new(Resources {
        store,
        clock: Clock::system(),
        keys: Keys::new(&config.secret()?),
        settings: Settings {
            frame: config.frame(at)?,
            meeting_base: config.meeting_base(),
            operator: config.operator(),
            quiet_hours: config.keeps_quiet_hours(),
            password_cost: Cost::Full,
        },
        directory: Directory::default(),
        counted: Counted::default(),
        gates: Gates::new(config.password_hashes().unwrap_or_else(cores)),
    });
    let limits = if config.limits_tries() { Limits::usual() } else { Limits::off() };
    Ok(App {
        services: Arc::new(services),
        transport: Arc::new(transport),
        fetcher: Arc::new(Fetcher::new(config.calendar_hosts(), MAX_BYTES)),
        limits: Arc::new(limits),
        slow_bodies: Arc::new(Semaphore::new(http::MAX_SLOW)),
        trust_proxy: config.trusts_proxy(),
        metrics: PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?,
    })
}

/// Maximum number of connections: the limit on open files, minus those the process needs itself.
fn connections() -> usize {
    let files = rlimit::increase_nofile_limit(MAX_FILES).unwrap_or_else(|error| {
        tracing::warn!(%error, "can't raise the limit of open files");
        1024
    });
    usize::try_from(files.saturating_sub(OWN_FILES)).unwrap_or(usize::MAX).max(64)
}

fn greet(config: &Config, app: &App, at: SocketAddr) {
    say(&format!("Candor is listening on http://{at} (public address: {}).", app.services.settings.frame.public_url));
    match config.mail_to() {
        MailTo::Files(folder) => say(&format!("Emails are written to {} as .eml files.", folder.display())),
        MailTo::Smtp(_) => say("Emails go to the SMTP server."),
    }
    say(&format!("API documentation: http://{at}/docs/"));
}

async fn serve(app: App, listener: TcpListener) -> Result<(), Box<dyn Error>> {
    let (stop, stopped) = watch::channel(false);
    let process: Arc<str> = uuid::Uuid::now_v7().to_string().into();
    let loops = worker::start(&app, &process, &stopped);
    let server = http::serve(app.clone(), listener, cores(), connections(), GRACE)?;
    let handle = server.handle();
    let serving = actix_web::rt::spawn(server);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("shutting down: finishing requests in flight");
    stop.send_replace(true);
    handle.stop(true).await;
    serving.await??;
    for one in loops {
        one.await?;
    }
    // Release the lease, so that nobody has to wait for it to expire.
    app.work(move |services| {
        matcher::stop(services, &process)?;
        services.store.checkpoint().map_err(crate::service::Error::from)
    })
    .await?;
    tracing::info!("stopped");
    Ok(())
}
