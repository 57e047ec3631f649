//! A password as typed, and a newly chosen one, which mustn't be easy to guess (NIST SP 800-63B, section 3.1.1.2).

use crate::domain::{DisplayName, EmailAddress, Invalid, Secret};
use flate2::read::GzDecoder;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::io::Read;
use std::str::FromStr;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Minimum number of characters.
const MIN: usize = 8;

/// Maximum number of characters.
const MAX: usize = 200;

/// The most common passwords, in lower case; shorter ones are already refused by [`Password`].
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut list = String::new();
    let packed = include_bytes!("../../../catalogue/passwords/common.txt.gz");
    if let Err(error) = GzDecoder::new(packed.as_slice()).read_to_string(&mut list) {
        tracing::error!(%error, "the list of common passwords can't be read");
    }
    list.lines().map(str::to_owned).collect()
});

/// Minimum number of different characters.
const MIN_DIFFERENT: usize = 4;

/// Minimum number of letters besides the person's name and address.
const MIN_OF_ITS_OWN: usize = 4;

/// Minimum length of a part of a name or address: shorter ones occur in many words.
const MIN_PART: usize = 3;

/// A password as typed: 8 to 200 characters, any characters. Normalised (RFC 8265, section 4.2: `OpaqueString`),
/// because keyboards differ in composed characters and kinds of spaces.
#[derive(Clone)]
pub struct Password(Secret<String>);

impl FromStr for Password {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        // Counted up to the limit only: a password of 100,000 characters costs nothing.
        let same: String = text.chars().take(MAX + 1).map(|c| if is_space(c) { ' ' } else { c }).nfc().collect();
        match same.chars().count() {
            0..MIN => Err(Invalid::new("A password needs at least 8 characters; a short sentence works well.")),
            _ if text.chars().nth(MAX).is_some() => Err(Invalid::new("A password can have at most 200 characters.")),
            _ => Ok(Self(Secret::new(same))),
        }
    }
}

impl Password {
    pub(super) fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// Whether this is a space of some width (Unicode's category Zs).
fn is_space(c: char) -> bool {
    c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}')
}

impl<'de> serde::Deserialize<'de> for Password {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A password that isn't one of the most common. [`NewPassword::check_for`] also checks it against the person's name and address.
#[derive(Clone)]
pub struct NewPassword(Password);

impl FromStr for NewPassword {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let password: Password = text.parse()?;
        let typed = password.expose().to_lowercase();
        let bare = typed.trim();
        // "Password2027!" is tried right after "password".
        let word = bare.trim_end_matches(|c: char| !c.is_alphabetic());
        if [bare, word].iter().any(|one| COMMON.contains(*one)) {
            return Err(Invalid::new(
                "Many people use this password, so it's guessed first. A short sentence of your own works well.",
            ));
        }
        if bare.chars().collect::<BTreeSet<_>>().len() < MIN_DIFFERENT {
            return Err(Invalid::new(
                "This password is almost the same character throughout. A short sentence of your own works well.",
            ));
        }
        Ok(Self(password))
    }
}

impl NewPassword {
    /// As they typed it.
    pub fn as_typed(&self) -> &Password {
        &self.0
    }

    /// Refuses a password made from the person's own name or address.
    pub fn check_for(&self, email: &EmailAddress, name: &DisplayName) -> Result<(), Invalid> {
        let typed = self.0.expose().to_lowercase();
        let own = format!("{} {}", email.as_str(), &**name).to_lowercase();
        let mut parts: Vec<_> = own.split(|c: char| !c.is_alphanumeric()).collect();
        // Longest first: removing "ann" first would leave "abel" of "annabel".
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        let left = parts
            .into_iter()
            .filter(|part| part.chars().count() >= MIN_PART)
            .fold(typed.clone(), |left, part| left.replace(part, " "));
        if left != typed && left.chars().filter(|c| c.is_alphabetic()).count() < MIN_OF_ITS_OWN {
            return Err(Invalid::new(
                "This password is made of your name or address, so it's guessed first. \
                 A short sentence of your own works well.",
            ));
        }
        Ok(())
    }
}

impl<'de> serde::Deserialize<'de> for NewPassword {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused() {
        assert_eq!(COMMON.len(), 8354);
        for bad in [
            "password",
            "PassWord",
            " password ",
            "Password2027!",
            "12345678",
            "qwertyuiop",
            "iloveyou1",
            "        ",
            "aaaaaaaaaaaa",
            "abababababab",
            "1q2w3e4r",
        ] {
            assert!(bad.parse::<NewPassword>().is_err(), "{bad}");
        }
        for good in ["callback hell", "ask me why", "from zero to one", "a new password", "the stranger's", "8f4k-2mcz"]
        {
            assert!(good.parse::<NewPassword>().is_ok(), "{good}");
        }
    }

    #[test]
    fn what_is_made_of_name_or_address_is_refused() {
        let is_good = |password: &str| {
            let (email, name) =
                ("maya.lindgren@codeclub.example".parse().unwrap(), "Maya Lindgren-Okafor".parse().unwrap());
            password.parse::<NewPassword>().unwrap().check_for(&email, &name).is_ok()
        };
        for bad in [
            "maya.lindgren@codeclub.example",
            "MayaLindgren",
            "lindgren1987",
            "okafor-maya",
            "Codeclub!1",
            "mayamaya12",
        ] {
            assert!(!is_good(bad), "{bad}");
        }
        for good in ["callback hell", "maya reads promises", "lindens are green", "73926184502"] {
            assert!(is_good(good), "{good}");
        }
    }

    #[test]
    fn length_is_bounded_and_nothing_shows() {
        assert!("1234567".parse::<Password>().is_err());
        assert!("123456e\u{301}".parse::<Password>().is_err(), "seven, once it's composed");
        assert!("x".repeat(201).parse::<Password>().is_err());
        assert!("x".repeat(200).parse::<Password>().is_ok());
        assert!("x".repeat(100_000).parse::<Password>().is_err());
        assert_eq!(format!("{:?}", "hunter2hunter2".parse::<Password>().unwrap()), "[redacted]");
    }
}
