//! Fills a database with a realistic club, so that a newcomer can look around and try everything.

mod catalogue;

pub mod large;
pub mod seed;

#[cfg(test)]
mod tests;

use super::say;
use crate::config::ConfigError;
use crate::config::private::write_private;
use crate::service::account::password::NewPassword;
use crate::service::{Services, tokens};

use std::error::Error;
use std::path::Path;

/// Everybody's password if only this machine can sign in; also in the README.
const PASSWORD: &str = "ask me why";

/// Whom to sign in as, and what to look at then.
const SIGN_INS: [(&str, &str); 4] = [
    ("nadia", "Nadia interviews. One of her sessions has just ended, and she still has to write the notes."),
    ("maya", "Maya practises. She has feedback to read and another session coming up."),
    ("tunde", "Tunde has started his notes, but they're far from finished: submit them and read the findings."),
    ("camille", "Camille hasn't booked yet: search for an opening as her."),
];

/// Fills an empty database.
pub fn fill(services: &Services, public: bool) -> Result<(), Box<dyn Error>> {
    if seed_once(services, public)? {
        return Ok(());
    }
    Err(refused())
}

fn refused() -> Box<dyn Error> {
    let refused = "The demo needs an empty database, and this one already has people in it. Nothing was changed. \
                   Choose another database with --database-url, or another folder with --data-dir.";
    ConfigError(refused.to_owned()).into()
}

/// Fills the database, unless it already has accounts.
pub fn fill_if_empty(services: &Services, public: bool) -> Result<(), Box<dyn Error>> {
    if !seed_once(services, public)? {
        say("This database already has people in it, so the demo adds nobody.");
    }
    Ok(())
}

/// Fills an empty database with a program of two hundred and forty people, and writes its list to this file.
pub fn fill_large(services: &Services, public: bool, list: &Path) -> Result<(), Box<dyn Error>> {
    let password = password(public);
    let club = large::club()?;
    if !seed::seed_club(services, &password.parse()?, &club)? {
        return Err(refused());
    }
    write_private(list, large::roster(&club).as_bytes())?;
    let (people, coordinator) = (club.members.len() - 1, club.members.first().map(|member| member.email.as_str()));
    say(&format!("A made-up program to try a round with: {people} people with profiles and hours."));
    say(&format!("Its list of people, as a coordinator would upload it: {}", list.display()));
    say(&format!("Everybody's password: {password}\n"));
    say(&format!(
        "  {:<22} Cora coordinates the program: open a round, preview it, publish.",
        coordinator.unwrap_or("")
    ));
    Ok(())
}

/// Everybody's password: a random one if the sign-in is public, because anyone can read the usual one.
fn password(public: bool) -> String {
    if public { tokens::random() } else { PASSWORD.to_owned() }
}

fn seed_once(services: &Services, public: bool) -> Result<bool, Box<dyn Error>> {
    let password = password(public);
    let parsed: NewPassword = password.parse()?;
    let club = catalogue::club(services.now())?;
    let founded = seed::seed_club(services, &parsed, &club)?;
    if founded {
        let volunteers = club.members.iter().filter(|member| member.interviewer.is_some()).count();
        let candidates = club.members.len() - volunteers;
        say(&format!("A made-up club to look around in: {volunteers} interviewers and {candidates} candidates."));
        say(&format!("Everybody's password: {password}\n"));
        for (key, what) in SIGN_INS {
            say(&format!("  {:<22} {what}", catalogue::address(key)?.as_str()));
        }
        say("");
    }
    Ok(founded)
}
