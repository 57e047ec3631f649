//! Where two people meet: a link to click, or a place in words.

use super::{Line, Link};
use crate::domain::{Invalid, text_serde};
use std::fmt;
use std::str::FromStr;
use url::Url;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// Characters of a place in words at most.
pub const MAX_WORDS: usize = 200;

/// Where two people meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingPlace {
    /// A call, to click.
    Link(Link),
    /// A place in words, such as a room on the campus, or a call with what else is needed to get in.
    Words(Line<MAX_WORDS>),
}

impl MeetingPlace {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Link(link) => link,
            Self::Words(words) => words,
        }
    }

    /// The link, if it's one.
    pub fn link(&self) -> Option<&Link> {
        match self {
            Self::Link(link) => Some(link),
            Self::Words(_) => None,
        }
    }
}

impl fmt::Display for MeetingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MeetingPlace {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let one_word = !text.contains(char::is_whitespace);
        let first = text.split_whitespace().next().unwrap_or_default();
        let scheme = scheme(first);
        let of_the_web = matches!(scheme.as_deref(), Some("https" | "http"));
        // Addresses that only a browser's or a phone's own programs open, or that run something.
        if scheme.is_some() && !of_the_web && (one_word || first.contains("://")) {
            return Err(Invalid::new(
                "This isn't a web address. Give a link like https://meet.example.org/ann, or a place in words.",
            ));
        }
        if one_word && of_the_web {
            return text.parse().map(Self::Link);
        }
        // As it's copied from an address bar: meet.example.org/ann.
        if one_word && without_scheme(text) {
            return format!("https://{text}").parse().map(Self::Link);
        }
        text.parse().map(Self::Words)
    }
}

/// The scheme that this begins with as an address, in lower case (RFC 3986, section 3.1).
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && scheme.chars().all(of_scheme)).then(|| scheme.to_ascii_lowercase())
}

/// Whether this reads as a host with a path.
fn without_scheme(text: &str) -> bool {
    let Some((host, path)) = text.split_once('/') else { return false };
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    !path.is_empty() && name.split('.').all(is_label) && end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic())
}

text_serde!(MeetingPlace);

impl utoipa::PartialSchema for MeetingPlace {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!(
                "Where you meet: a link (Meet, Zoom, Teams, Jitsi) of at most 500 characters, or a place in words, at most {MAX_WORDS}."
            )))
            .min_length(Some(1))
            .max_length(Some(500))
            .pattern(Some(r"\S"))
            .examples(["https://meet.example.org/tom", "Room 2.14, library"])
            .into()
    }
}

impl utoipa::ToSchema for MeetingPlace {}

/// Where meeting rooms are made, such as a self-hosted Jitsi: a web address of at most 300 characters, without a query, a
/// fragment or a password. A room's link is this and an unguessable name.
#[derive(Debug, Clone, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String, format = Uri, max_length = 300, example = "https://jitsi.example.org")]
pub struct MeetingBase(Link);

impl MeetingBase {
    /// The room of this name.
    pub fn room(&self, name: &str) -> Result<MeetingPlace, Invalid> {
        format!("{}/{name}", self.0.trim_end_matches('/')).parse().map(MeetingPlace::Link)
    }
}

impl fmt::Display for MeetingBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MeetingBase {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let link: Link = text.parse()?;
        if link.len() > 300 {
            return Err(Invalid::new("This address is too long: at most 300 characters."));
        }
        let url = Url::parse(&link).map_err(|_| Invalid::new("This isn't a web address."))?;
        let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if bare && url.password().is_none() {
            return Ok(Self(link));
        }
        Err(Invalid::new(
            "A room's name is added at the end of this address, so write it like https://jitsi.example.org, without ?, # or @.",
        ))
    }
}

text_serde!(MeetingBase);

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> MeetingPlace {
        text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    #[test]
    fn a_link_is_a_link_however_it_was_copied() {
        for (text, link) in [
            ("https://meet.google.com/abc-defg-hij", "https://meet.google.com/abc-defg-hij"),
            (" HTTP://Meet.Example.org/ann ", "http://meet.example.org/ann"),
            ("us02web.zoom.us/j/8123?pwd=x.1", "https://us02web.zoom.us/j/8123?pwd=x.1"),
            ("teams.live.com/meet/93", "https://teams.live.com/meet/93"),
        ] {
            assert_eq!(place(text).link().map(|link| link.to_string()).as_deref(), Some(link), "{text}");
        }
    }

    #[test]
    fn anything_else_is_a_place_in_words() {
        for text in [
            "Room 2.14, library",
            "Room2.14/library",
            "B12/3",
            "Caf\u{e9} Zw\u{f6}lf, upstairs",
            "Phone: +49 30 901820",
            "https://zoom.us/j/8123 passcode 4711",
            "\u{5d7}\u{5d3}\u{5e8} 12",
        ] {
            assert_eq!(place(text), MeetingPlace::Words(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_runs_something_or_hides_something_is_neither() {
        let long = "x".repeat(MAX_WORDS + 1);
        for text in [
            "",
            "  ",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "file:///etc/passwd and more",
            "ftp://example.org/x",
            "https://",
            "Room 2\nLOCATION:x",
            "Room \u{202e}2",
            "\u{3164}",
            &long,
        ] {
            assert!(text.parse::<MeetingPlace>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_room_is_made_under_its_base() {
        for base in ["https://jitsi.example.org", "https://jitsi.example.org/"] {
            let room = base.parse::<MeetingBase>().unwrap().room("candor-x").unwrap();
            assert_eq!(room.as_str(), "https://jitsi.example.org/candor-x");
        }
        let under = "https://example.org/meet/".parse::<MeetingBase>().unwrap().room("x").unwrap();
        assert_eq!(under.as_str(), "https://example.org/meet/x");
        let long = format!("https://example.org/{}", "x".repeat(300));
        for bad in ["", "jitsi", "https://a.example/?room=", "https://a.example/#", "https://me:pw@a.example", &long] {
            assert!(bad.parse::<MeetingBase>().is_err(), "{bad}");
        }
    }
}
