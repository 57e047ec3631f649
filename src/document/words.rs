//! Lengths, levels and numbers in words.

use crate::domain::{Level, SessionLength};

/// `this hour`, as in "Bo has set this hour aside for you".
pub fn this_length(length: SessionLength) -> String {
    match length.minutes() {
        30 => "this half hour".to_owned(),
        60 => "this hour".to_owned(),
        minutes => format!("these {minutes} minutes"),
    }
}

/// `a junior role`, `a staff-level role`: adds "level" if the level alone doesn't describe a role.
pub fn a_role(level: Level) -> &'static str {
    match level {
        Level::Intern => "an intern role",
        Level::Junior => "a junior role",
        Level::Mid => "a mid-level role",
        Level::Senior => "a senior role",
        Level::Staff => "a staff-level role",
    }
}

/// `one thing`, `three things`
pub fn things(count: usize) -> String {
    match count {
        1 => "one thing".to_owned(),
        2 => "two things".to_owned(),
        3 => "three things".to_owned(),
        more => format!("{more} things"),
    }
}

/// The sentence, begun with a capital letter.
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_words() {
        let said: Vec<_> = SessionLength::ALL.into_iter().map(this_length).collect();
        assert_eq!(said, ["this half hour", "these 45 minutes", "this hour", "these 90 minutes"]);
    }
}
