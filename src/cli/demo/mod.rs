//! Filling a database with a believable club, so that a newcomer can look around and finish a job.

mod catalogue;
#[cfg(test)]
mod tests;

use super::say;
use crate::config::Unusable;
use crate::service::passwords::Password;
use crate::service::{House, club, tokens};
use std::error::Error;

/// Everybody's password, where only this machine can sign in. It stands in the README.
const PASSWORD: &str = "ask me why";

/// Whom to sign in as, and what to look at then.
const SIGN_INS: [(&str, &str); 3] = [
    ("nadia", "Nadia interviews. A session of hers has just ended, and its notes are still to be written."),
    ("maya", "Maya practises. She has feedback to read, and one more session to come."),
    ("camille", "Camille has not booked yet: search for an opening as her."),
];

/// Fills an empty database.
pub fn fill(house: &House, public: bool) -> Result<(), Box<dyn Error>> {
    if found(house, public)? {
        return Ok(());
    }
    let refused = "The demo needs an empty database, and people are in this one already. Nothing was changed. \
                   Choose another with --database-url, or another folder with --data-dir.";
    Err(Unusable(refused.to_owned()).into())
}

/// Fills the database, unless somebody is there already.
pub fn fill_if_empty(house: &House, public: bool) -> Result<(), Box<dyn Error>> {
    if !found(house, public)? {
        say("People are in this database already, so the demo adds nobody.");
    }
    Ok(())
}

fn found(house: &House, public: bool) -> Result<bool, Box<dyn Error>> {
    // A password that everybody can read is none where everybody can reach the sign-in.
    let password = if public { tokens::random() } else { PASSWORD.to_owned() };
    let parsed: Password = password.parse()?;
    let club = catalogue::club(house.now())?;
    let founded = club::found(house, &parsed, &club)?;
    if founded {
        let volunteers = club.members.iter().filter(|member| member.interviewer.is_some()).count();
        let candidates = club.members.len() - volunteers;
        say(&format!("A club to look around in: {volunteers} volunteers and {candidates} candidates, made up."));
        say(&format!("Everybody signs in with the password: {password}\n"));
        for (key, what) in SIGN_INS {
            say(&format!("  {:<22} {what}", catalogue::address(key)?.as_str()));
        }
        say("");
    }
    Ok(founded)
}
