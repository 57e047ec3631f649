//! Lines, texts and links that people type.

mod direction;
mod display_name;
mod meeting_place;
mod visible;

use super::{Invalid, text_serde};
pub use direction::{has_right_to_left, isolated};
pub use display_name::DisplayName;
pub use meeting_place::{MAX_WORDS as MAX_PLACE_WORDS, MeetingBase, MeetingPlace};
use std::{fmt, ops::Deref, str::FromStr};
use unicode_normalization::UnicodeNormalization;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// One line of text of 1 to `MAX` characters: trimmed, NFC, without control, direction or hidden characters.
///
/// Fit for mail headers and lists, where a line break would inject a header and a direction mark (Unicode Bidirectional
/// Algorithm, UAX #9) would reorder the text next to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MAX: usize>(String);

/// Text of 0 to `MAX` characters that may have line breaks, tabs and soft hyphens, otherwise as [`Line`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose<const MAX: usize>(String);

/// The number of the first line with a character that isn't allowed in a text of several lines, which may end in CR LF.
pub(in crate::domain) fn first_unfit_line(text: &str) -> Option<usize> {
    let fits = |line: &str| visible::fits(line.strip_suffix('\r').unwrap_or(line), false, |c| c == '\t');
    let mut lines = text.split('\n').peekable();
    let mut number = 0;
    while let Some(line) = lines.next() {
        number += 1;
        // A CR in the last line ends no line.
        if !fits(line) || lines.peek().is_none() && line.ends_with('\r') {
            return Some(number);
        }
    }
    None
}

/// Whether anything in this text can be seen.
pub(in crate::domain) fn shows(text: &str) -> bool {
    visible::shows(text)
}

fn tidy(text: &str, max: usize, one_line: bool, keep: fn(char) -> bool) -> Result<String, Invalid> {
    // Counted before the copy, so that a megabyte of text costs no normalisation.
    if text.len() > max.saturating_mul(4) {
        return Err(Invalid::new(format!("This is too long: at most {max} characters.")));
    }
    if !visible::fits(text, one_line, keep) {
        return Err(Invalid::new(
            "This contains control, text-direction or invisible characters. Please type it again without them.",
        ));
    }
    // Text without visible characters counts as empty.
    let text = if visible::shows(text) { text.trim() } else { "" };
    let text: String = if text.is_ascii() { text.to_owned() } else { text.nfc().collect() };
    if text.chars().count() > max {
        return Err(Invalid::new(format!("This is too long: at most {max} characters.")));
    }
    Ok(text)
}

/// What to call somebody in running text: the first word of their name. The whole name where that word is only
/// a title or an initial ("Dr. Ada Obi", "J. Park"), and for "a former member".
pub fn first_name(name: &str) -> &str {
    match name.split_whitespace().next() {
        Some(first) if !first.ends_with('.') && first.chars().count() > 1 => first,
        _ => name,
    }
}

/// The blanks that a line begins with.
fn margin(line: &str) -> &str {
    let begins = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..begins).unwrap_or_default()
}

impl<const MAX: usize> FromStr for Line<MAX> {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = tidy(text, MAX, true, |_| false)?;
        if text.is_empty() {
            return Err(Invalid::new("This can't be empty."));
        }
        Ok(Self(text))
    }
}

impl<const MAX: usize> FromStr for Prose<MAX> {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.replace("\r\n", "\n");
        let tidy = tidy(&text, MAX, false, |c| matches!(c, '\n' | '\t'))?;
        // The first of several lines keeps its edge, as the others do: it may be code.
        let edge = match tidy.contains('\n') {
            true => text.split_inclusive('\n').find(|line| !line.trim().is_empty()).map_or("", margin),
            false => "",
        };
        if tidy.chars().count() + edge.len() > MAX {
            return Ok(Self(tidy));
        }
        Ok(Self(format!("{edge}{tidy}")))
    }
}

/// An `https://` (or `http://`) address of at most 500 characters, such as a meeting link.
#[derive(Debug, Clone, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String, format = Uri, max_length = 500, example = "https://meet.example.org/ann")]
pub struct Link(String);

impl FromStr for Link {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let line: Line<500> = text.parse()?;
        match url::Url::parse(&line) {
            // Escaping can make it longer than what was typed, and the stored form must parse again.
            Ok(url) if url.as_str().len() > 500 => {
                Err(Invalid::new("This address is too long: at most 500 characters once its letters are escaped."))
            }
            Ok(url) if matches!(url.scheme(), "https" | "http") && url.has_host() => Ok(Self(url.into())),
            _ => Err(Invalid::new("This isn't a web address. Write it like https://meet.example.org/ann.")),
        }
    }
}

macro_rules! as_text {
    ($name:ident $(<const $n:ident>)?) => {
        impl $(<const $n: usize>)? Deref for $name $(<$n>)? {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl $(<const $n: usize>)? fmt::Display for $name $(<$n>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
use as_text;
as_text!(Line<const MAX>);
as_text!(Prose<const MAX>);
as_text!(Link);
text_serde!(Line<const MAX: usize>);
text_serde!(Prose<const MAX: usize>);
text_serde!(Link);

fn text_schema(min: usize, max: usize) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).min_length(Some(min)).max_length(Some(max))
}

impl<const MAX: usize> utoipa::PartialSchema for Line<MAX> {
    fn schema() -> RefOr<Schema> {
        // At least one non-blank character.
        text_schema(1, MAX).pattern(Some(r"\S")).into()
    }
}

impl<const MAX: usize> utoipa::ToSchema for Line<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Line{MAX}").into()
    }
}

impl<const MAX: usize> utoipa::PartialSchema for Prose<MAX> {
    fn schema() -> RefOr<Schema> {
        text_schema(0, MAX).into()
    }
}

impl<const MAX: usize> utoipa::ToSchema for Prose<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Prose{MAX}").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(&*"a\r\nb\tc".parse::<Prose<9>>().unwrap(), "a\nb\tc");
        assert!("\u{7}".parse::<Prose<9>>().is_err());
        let code = "\n  \n    if x:\n        y()\n\n";
        assert_eq!(&*code.parse::<Prose<40>>().unwrap(), "    if x:\n        y()");
        assert_eq!(&*"    if x:\n        y()".parse::<Prose<40>>().unwrap(), "    if x:\n        y()", "read again");
        assert_eq!(&*"  one line  ".parse::<Prose<40>>().unwrap(), "one line");
        assert_eq!(&*"    a\nb".parse::<Prose<4>>().unwrap(), "a\nb", "where it doesn't fit");
    }

    #[test]
    fn a_link_is_a_web_address() {
        assert!("https://meet.example.org/x".parse::<Link>().is_ok());
        let grows = format!("https://x.example/{}", "\u{fc}".repeat(400));
        for bad in ["javascript:alert(1)", "meet", "https://", "file:///etc/passwd", &grows] {
            assert!(bad.parse::<Link>().is_err(), "{bad}");
        }
    }
}
