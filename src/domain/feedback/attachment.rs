//! What was made in a session, attached to it by one of its two people: code, a diagram, or the link to a take-home.

use crate::domain::booking::life_cycle::{self, AMEND_WITHIN_DAYS, Refused};
use crate::domain::booking::session::{Session, State};
use crate::domain::{AttachmentId, Fault, Invalid, Line, Link, Seat, SessionId, Timestamp, text_serde};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// How many things somebody sees attached to a session, at most: those of both people, unless one has blocked the other.
pub const MAX_ATTACHMENTS: usize = 3;

/// The longest content, in bytes of UTF-8.
pub const MAX_CONTENT: usize = 32 * 1024;

/// Days after the end of the session within which its candidate can attach something.
pub const ATTACH_WITHIN_DAYS: i64 = 7;

crate::domain::string_enum! {
    /// What kind of thing was made.
    AttachmentKind, "This isn't a kind of attachment: code, diagram or link." {
        /// Code that was written.
        Code = "code", "code";
        /// A diagram, drawn in characters or as the source of one, such as Mermaid's.
        Diagram = "diagram", "diagram";
        /// The address of something that was made elsewhere, such as a take-home.
        Link = "link", "link";
    }
}

/// What it's called.
pub type Title = Line<120>;

/// The text itself: 1 byte to 32 KiB, exactly as it was given, with its line ends, blank lines and indentation. Control, direction
/// and hidden characters are refused as in [`Prose`](crate::domain::Prose): code that reads differently from how it runs is no
/// evidence of anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content(String);

impl FromStr for Content {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text.len() > MAX_CONTENT {
            return Err(Invalid::new(
                "This is too long: at most 32 KiB (32,768 bytes). Please keep the part that matters.",
            ));
        }
        if let Some(line) = crate::domain::text::first_unfit_line(text) {
            return Err(Invalid::new(format!(
                "Line {line} contains a control, text-direction or invisible character. Please remove it."
            )));
        }
        if !crate::domain::text::shows(text) {
            return Err(Invalid::new("This can't be empty."));
        }
        Ok(Self(text.to_owned()))
    }
}

impl Deref for Content {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(Content);

impl utoipa::PartialSchema for Content {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(MAX_CONTENT));
        text.pattern(Some(r"\S")).into()
    }
}

impl utoipa::ToSchema for Content {
    fn name() -> std::borrow::Cow<'static, str> {
        "AttachmentContent".into()
    }
}

/// The name of a language, such as `TypeScript`, `C++` or `mermaid`, as it can stand behind the fence of a code block.
#[derive(Debug, Clone, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 30, pattern = r"^[A-Za-z0-9+#._-]+$", example = "TypeScript")]
pub struct CodeLanguage(String);

impl FromStr for CodeLanguage {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '.' | '_' | '-');
        if (1..=30).contains(&text.len()) && text.chars().all(fits) {
            return Ok(Self(text.to_owned()));
        }
        Err(Invalid::new("Write the language in one word, such as TypeScript, C++ or mermaid."))
    }
}

impl Deref for CodeLanguage {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CodeLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(CodeLanguage);

/// Something to attach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttachment {
    /// What it is.
    pub kind: AttachmentKind,
    /// What it's called.
    pub title: Option<Title>,
    /// The language it's written in; none for a link.
    pub language: Option<CodeLanguage>,
    /// The text, or the address.
    pub content: Content,
    /// Whether people with a link to the feedback see it.
    pub in_shares: bool,
}

impl NewAttachment {
    /// With a link's address as it's stored, if its parts go together.
    pub fn checked(self) -> Result<Self, Fault> {
        if self.kind != AttachmentKind::Link {
            return Ok(self);
        }
        if self.language.is_some() {
            return Err(Fault::new("/language", "A link has no language. Please leave it out."));
        }
        let at = |Invalid(detail): Invalid| Fault::new("/content", detail);
        let link: Link = self.content.trim().parse().map_err(|_| at(Invalid::new(NO_LINK)))?;
        // A name before an @ looks like the host of another address, and a password isn't for others to see.
        let named = url::Url::parse(&link).is_ok_and(|url| !url.username().is_empty() || url.password().is_some());
        if named {
            return Err(at(Invalid::new("Please leave out the name and password before the @ of this address.")));
        }
        Ok(Self { content: link.parse().map_err(at)?, ..self })
    }
}

const NO_LINK: &str =
    "This isn't a web address of at most 500 characters. Write it like https://git.example.org/ann/queue.";

/// Something attached to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The session.
    pub session: SessionId,
    /// Who attached it.
    pub by: Seat,
    /// What it is.
    pub made: NewAttachment,
    /// When it was attached.
    pub created_at: Timestamp,
}

/// Whether somebody in this seat may attach something now: both from the start; the candidate for some days after the end, and the
/// interviewer as long as the notes can be written or amended. `delivered_at` is when the notes were first delivered.
pub fn attach(session: &Session, mine: Seat, delivered_at: Option<Timestamp>, now: Timestamp) -> Result<(), Refused> {
    begun(session, now)?;
    match mine {
        Seat::Candidate if now > session.ends_at().plus_days(ATTACH_WITHIN_DAYS) => {
            Err(Refused::TooLate("You can add what you made for 7 days after the session, and that time has passed."))
        }
        Seat::Interviewer if session.state == State::Completed && life_cycle::amendable(delivered_at, now).is_err() => {
            Err(Refused::TooLate(
                "You can add what was made as long as the notes can be amended: for 30 days after they're delivered. That time has \
                 passed.",
            ))
        }
        Seat::Candidate | Seat::Interviewer => Ok(()),
    }
}

/// Whether somebody in this seat may take back what they attached: a candidate at any time; an interviewer as long as the notes can be
/// written or amended, since it stays with the feedback after that, as the notes do.
pub fn take_back(
    session: &Session,
    mine: Seat,
    delivered_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Refused> {
    let stays = mine == Seat::Interviewer && session.state == State::Completed;
    if stays && life_cycle::amendable(delivered_at, now).is_err() {
        return Err(Refused::TooLate(
            "It stays with the feedback now, as the notes do: you could take it back for 30 days after they were delivered.",
        ));
    }
    Ok(())
}

/// Whether the session takes or took place, so that something can have been made in it.
pub fn begun(session: &Session, now: Timestamp) -> Result<(), Refused> {
    match session.state {
        State::Offered | State::Cancelled | State::NoShow => Err(Refused::State(session.state)),
        State::Booked | State::Disputed | State::HeldWithoutNotes | State::Completed if now < session.starts_at => {
            Err(Refused::TooEarly(session.starts_at))
        }
        State::Booked | State::Disputed | State::HeldWithoutNotes | State::Completed => Ok(()),
    }
}

/// Until when somebody in this seat may attach something, as far as that's known.
pub fn attachable_until(session: &Session, mine: Seat, delivered_at: Option<Timestamp>) -> Option<Timestamp> {
    match mine {
        Seat::Candidate => Some(session.ends_at().plus_days(ATTACH_WITHIN_DAYS)),
        Seat::Interviewer => delivered_at.map(|at| at.plus_days(AMEND_WITHIN_DAYS)),
    }
}

// The refusals contain these numbers.
const _: () = assert!(ATTACH_WITHIN_DAYS == 7 && AMEND_WITHIN_DAYS == 30 && MAX_CONTENT == 32_768);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_kept_to_the_byte() {
        for text in ["\n\n  if x:\r\n\t\ty()   \r\n\n", "x", " a\u{301} \u{e9}\n", &"x".repeat(MAX_CONTENT)] {
            assert_eq!(&*text.parse::<Content>().unwrap(), text);
        }
        let refused = |text: &str| text.parse::<Content>().unwrap_err().0;
        assert!(refused(&"\u{e9}".repeat(MAX_CONTENT / 2 + 1)).contains("32 KiB"), "bytes are counted");
        for bad in ["a\u{1b}[31m", "a\rb", "a\u{202e}b", "a\u{200b}b", "\u{feff}a", "a\0"] {
            assert!(refused(&format!("fine\n\n{bad}")).starts_with("Line 3 "), "{bad:?}");
        }
        for blank in ["", " \n\t\n", "\u{2800}"] {
            assert_eq!(refused(blank), "This can't be empty.", "{blank:?}");
        }
    }

    #[test]
    fn a_language_is_a_word() {
        for word in ["TypeScript", "c++", "C#", "F#", "objective-c", ".NET", "mermaid"] {
            assert!(word.parse::<CodeLanguage>().is_ok(), "{word}");
        }
        for bad in ["", "two words", "a`b", "a\nb", "\u{e9}", &"x".repeat(31)] {
            assert!(bad.parse::<CodeLanguage>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_link_is_a_web_address_and_has_no_language() {
        let link = |content: &str, language: Option<&str>| {
            let language = language.map(|language| language.parse().unwrap());
            let content = content.parse().unwrap();
            NewAttachment { kind: AttachmentKind::Link, title: None, language, content, in_shares: false }.checked()
        };
        assert_eq!(&*link(" https://Git.Example.org/ann\n", None).unwrap().content, "https://git.example.org/ann");
        assert_eq!(link("https://git.example.org", Some("Go")).unwrap_err().pointer, "/language");
        let long = format!("https://x.example/{}", "x".repeat(500));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "git.example.org",
            "https://",
            "https://good.example@evil.example/",
            &long,
            "https://a.example\nb",
        ] {
            assert_eq!(link(bad, None).unwrap_err().pointer, "/content", "{bad}");
        }
    }
}
