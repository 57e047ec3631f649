//! The subcommands of the binary.

mod memory;
mod outbox;
mod serve;

pub mod demo;

use crate::config::{Config, ConfigError};
use crate::store::{Store, migrate};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::error::Error;
use std::io::IsTerminal;
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Candor: peer mock interviews that always end in written, hiring-style feedback.
#[derive(Debug, Parser)]
#[command(name = "candor", about)]
struct Line {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the pages, and send emails (the default command)
    Serve {
        /// Fill an empty database with a realistic club first
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to date and exit
    Migrate,
    /// Look after emails that failed for good
    #[command(subcommand)]
    Outbox(outbox::Outbox),
    /// Print the OpenAPI 3.1 document and exit
    Openapi,
    /// Fill an empty database with a realistic club, print a few accounts to sign in with, and exit
    Demo {
        /// Create a program of 200 candidates and 40 interviewers instead, to try a round with
        #[arg(long)]
        large: bool,
    },
}

/// The output of `--version`: zone data is part of the binary, so its age matters.
fn version() -> String {
    format!("{VERSION} (time zone data {})", chrono_tz::IANA_TZDB_VERSION)
}

/// Reads the command line and does what it says.
pub fn run() -> Result<(), Box<dyn Error>> {
    let matches = Line::command().version(version()).get_matches();
    let line = Line::from_arg_matches(&matches)?;
    let filter = EnvFilter::try_new(&line.config.log).map_err(|error| ConfigError(format!("LOG: {error}")))?;
    let lines = tracing_subscriber::fmt::layer();
    let lines = lines.with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(filter).with(filter_fn(is_fit_for_logs)).init();
    match line.command.unwrap_or(Command::Serve { demo: false }) {
        Command::Serve { demo } => {
            memory::limit_arenas();
            serve::run(&line.config, demo)
        }
        Command::Migrate => {
            let done = migrate::up(&Store::open(&line.config.database()?, 1)?)?;
            say(&match done.len() {
                0 => "The database is up to date.".to_owned(),
                count => format!("{count} migrations done: {}", done.join(", ")),
            });
            Ok(())
        }
        Command::Outbox(order) => serve::look_after(&line.config, &order),
        Command::Openapi => {
            say(&crate::http::api::document().to_pretty_json()?);
            Ok(())
        }
        Command::Demo { large } => serve::fill(&line.config, large),
    }
}

/// Limits libraries to `info`, whatever filter is set: at lower levels they log secret calendar addresses, headers with tokens, and
/// emails.
fn is_fit_for_logs(line: &Metadata<'_>) -> bool {
    line.target().starts_with("candor") || *line.level() <= Level::INFO
}

/// Prints for the person at the terminal.
#[expect(clippy::print_stdout, reason = "the one place that talks to the terminal")]
fn say(text: &str) {
    println!("{text}");
}
