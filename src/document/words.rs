//! Lengths and numbers as people say them.

use crate::domain::Length;

/// `this hour`, as in "Bo keeps this hour free for you".
pub fn this_length(length: Length) -> String {
    match length.minutes() {
        30 => "this half hour".to_owned(),
        60 => "this hour".to_owned(),
        minutes => format!("these {minutes} minutes"),
    }
}

/// `this hour's`, as in "on this hour's evidence".
pub fn this_lengths(length: Length) -> String {
    match length.minutes() {
        30 | 60 => format!("{}'s", this_length(length)),
        _ => format!("{}'", this_length(length)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_words() {
        let said: Vec<_> = Length::ALL.into_iter().map(|length| (this_length(length), this_lengths(length))).collect();
        let said: Vec<_> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            said,
            [
                ("this half hour", "this half hour's"),
                ("these 45 minutes", "these 45 minutes'"),
                ("this hour", "this hour's"),
                ("these 90 minutes", "these 90 minutes'"),
            ]
        );
    }
}
