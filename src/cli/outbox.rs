//! Email that failed for good, from the command line.

use super::say;
use crate::domain::MailId;
use crate::service::Services;
use crate::service::delivery::parked::{self, Caretaker, State, Which};
use clap::Subcommand;
use std::error::Error;

/// Maximum number of mails listed; the metrics have the total.
const MAX_LISTED: i64 = 200;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Outbox {
    /// List emails that failed for good, with the reason, latest first
    List,
    /// Send emails again that failed for good, once the reason has gone
    #[command(group(clap::ArgGroup::new("which").required(true)))]
    Retry {
        /// Their ids, as listed
        #[arg(group = "which")]
        ids: Vec<MailId>,
        /// All of them
        #[arg(long, group = "which")]
        all: bool,
    },
}

/// Runs the command. Requeued mails are sent by the serving process.
pub(super) fn run(services: &Services, order: &Outbox) -> Result<(), Box<dyn Error>> {
    match order {
        Outbox::List => {
            let mails = parked::list(services, Caretaker::CommandLine, State::Parked, None, MAX_LISTED)?;
            if mails.is_empty() {
                say("No email has failed for good.");
            }
            for mail in mails {
                let why = mail.error.unwrap_or_default();
                say(&format!(
                    "{}  {}  first due {}, {} attempts: {why}",
                    mail.id, mail.kind, mail.first_due, mail.attempts
                ));
            }
        }
        Outbox::Retry { ids, .. } => {
            let which = if ids.is_empty() { vec![Which::All] } else { ids.iter().copied().map(Which::One).collect() };
            let mut count = 0;
            for one in which {
                count += parked::send_again(services, Caretaker::CommandLine, one)?;
            }
            say(&match count {
                1 => "1 email is due again.".to_owned(),
                count => format!("{count} emails are due again."),
            });
        }
    }
    Ok(())
}
