//! The name of a person, a program or a round.

use super::{Line, as_text, first_name, text_schema};
use crate::domain::{Invalid, text_serde};
use std::str::FromStr;
use std::{fmt, ops::Deref};
use utoipa::openapi::{RefOr, Schema};

/// What somebody or something is called in mails and lists: a line of 80 characters that isn't a web address.
///
/// Names reach people who haven't asked for them, by mail; an address in one would be a link there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisplayName(String);

const MAX: usize = 80;

impl DisplayName {
    /// What to call this person in running text.
    pub fn first_name(&self) -> &str {
        first_name(&self.0)
    }
}

impl FromStr for DisplayName {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let Line(name) = text.parse::<Line<MAX>>()?;
        if name.split_whitespace().any(is_web_address) {
            return Err(Invalid::new("This has a web address in it. Please give a name without one."));
        }
        Ok(Self(name))
    }
}

/// Whether mail programs would make a link of this word. A dot alone doesn't make it one: "J.R.R. Tolkien".
fn is_web_address(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let path = word.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    path || word.contains("://") || ["www.", "mailto:", "javascript:"].iter().any(|start| word.starts_with(start))
}

as_text!(DisplayName);
text_serde!(DisplayName);

impl utoipa::PartialSchema for DisplayName {
    fn schema() -> RefOr<Schema> {
        // At least one non-blank character.
        text_schema(1, MAX).pattern(Some(r"\S")).into()
    }
}

impl utoipa::ToSchema for DisplayName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_tidy_line() {
        assert_eq!(&*"  Zoe\u{308} ".parse::<DisplayName>().unwrap(), "Zo\u{eb}");
        for bad in ["", "   ", "Ann\nBcc: x@y.z", "Ann\u{0}", "\u{202e}nnA", &"a".repeat(81), "\u{3164}", "\u{2800}"] {
            assert!(bad.parse::<DisplayName>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_web_address_is_no_name() {
        for bad in [
            "https://evil.example/x",
            "Ann HTTP://evil.example",
            "www.evil.example",
            "(WWW.evil.example)",
            "Win: evil.example/prize",
            "mailto:eve@evil.example",
        ] {
            assert!(bad.parse::<DisplayName>().is_err(), "{bad}");
        }
        for good in ["J.R.R. Tolkien", "ann.smith", "Node.js evenings", "Ann (she/her)", "AC/DC", "C/C++ 2.0", "Dr.Ada"]
        {
            assert!(good.parse::<DisplayName>().is_ok(), "{good}");
        }
    }

    #[test]
    fn people_are_called_by_their_first_name() {
        for (name, first) in [
            ("Maya Lindqvist", "Maya"),
            ("Chandra", "Chandra"),
            ("Anne-Marie O'Neill", "Anne-Marie"),
            ("\u{5f20}\u{4f1f}", "\u{5f20}\u{4f1f}"),
            ("Dr. Ada Obi", "Dr. Ada Obi"),
            ("J. Park", "J. Park"),
            ("a former member", "a former member"),
        ] {
            assert_eq!(name.parse::<DisplayName>().unwrap().first_name(), first);
        }
    }
}
