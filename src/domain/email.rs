use super::{Invalid, text_serde};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use std::{borrow::Cow, fmt, str::FromStr};

/// RFC 5321, section 4.5.3.1.3.
const MAX_BYTES: usize = 254;

/// An email address as its owner writes it; at most 254 characters (RFC 5321, section 4.5.3.1.3).
// Its `Debug` is masked, so an address never reaches a log by accident.
#[derive(Clone, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String, format = Email, max_length = 254, example = "ann@example.org")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address to send to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two addresses with the same key belong to the same person: case is folded, nothing else is guessed.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The domain that takes its mail, with case folded.
    pub fn domain(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
    }

    /// Enough to recognise the address in a log, but not to write to it: `a***@example.org`.
    pub fn masked(&self) -> String {
        match (self.0.chars().next(), self.0.split_once('@')) {
            (Some(first), Some((_, domain))) => format!("{first}***@{domain}"),
            _ => "***".to_owned(),
        }
    }
}

impl FromStr for EmailAddress {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let refused = || Invalid::new("This isn't an email address. Write it like ann@example.org.");
        let text = text.trim_matches(' ');
        // The domain is validated character by character, so bound its length first.
        if text.len() > MAX_BYTES {
            return Err(refused());
        }
        let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
        let host = host(domain).ok_or_else(refused)?;
        if local.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
            return Err(Invalid::new(
                "Not every mail server takes letters like \u{fc} before the @. Please give an address that has only a to z, \
                 digits and marks there.",
            ));
        }
        let text = format!("{local}@{host}");
        let known = text.len() <= MAX_BYTES && local.len() <= 64 && local.is_ascii() && !local.contains('"');
        match text.parse::<lettre::Address>() {
            Ok(_) if known => Ok(Self(text)),
            _ => Err(refused()),
        }
    }
}

/// The name of a mail server (RFC 5321, section 4.1.2): labels of letters, digits and hyphens, the last one not a number.
/// One in other letters is written as DNS has it (UTS #46): `xn--mller-kva.de`.
fn host(typed: &str) -> Option<Cow<'_, str>> {
    let (letters, hyphens) = (AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    let name = Uts46::new().to_ascii(typed.as_bytes(), letters, hyphens, DnsLength::Verify).ok()?;
    let (_, last) = name.rsplit_once('.')?;
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Keeps the owner's spelling where there's nothing to translate.
    Some(if typed.is_ascii() { Cow::Borrowed(typed) } else { name })
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

text_serde!(EmailAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_can_be_mailed() {
        let ann: EmailAddress = "Ann.O+x@Example.org".parse().unwrap();
        assert_eq!(ann.key(), "ann.o+x@example.org");
        assert_eq!(format!("{ann:?}"), "A***@Example.org");
        for bad in ["", "ann", "ann@", "@x.org", "ann@x.org\nBcc: b@x.org", "a b@x.org", "ann@localhost", "\"a\"@x.org"]
        {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad:?}");
        }
        for bad in [
            "ann@r.example|Ann",
            "ann@example.org?subject=Hi",
            "ann@example.org,bo@example.org",
            "ann@exa_mple.org",
            "ann@-x.org",
            "ann@x-.org",
            "ann@x..org",
            "ann@x.org.",
            "ann@127.0.0.1",
            "ann@x.org/y",
            "ann@xn--a.org",
            "ann@b@x.org",
            "Ann <ann@x.org>",
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad:?}");
        }
        assert!(format!("ann@{}.org", "a".repeat(64)).parse::<EmailAddress>().is_err());
        assert!(format!("{}@x.org", "a".repeat(65)).parse::<EmailAddress>().is_err());
        // RFC 5321 allows address literals; no person has one.
        assert!("ann@[127.0.0.1]".parse::<EmailAddress>().is_err());
        assert!(format!("{}@x.org", "a".repeat(300)).parse::<EmailAddress>().is_err());
    }

    #[test]
    fn a_domain_in_other_letters_is_written_as_dns_has_it() {
        for typed in ["ann@m\u{fc}ller.de", "ANN@M\u{dc}LLER.DE", "ann@mu\u{308}ller.de", "Ann@XN--mller-kva.de"] {
            assert_eq!(typed.parse::<EmailAddress>().unwrap().key(), "ann@xn--mller-kva.de");
        }
        let refused = "j\u{fc}rgen@example.org".parse::<EmailAddress>().unwrap_err();
        assert!(refused.0.contains("before the @"), "{refused}");
        assert!("ann@\u{202e}x.org".parse::<EmailAddress>().is_err());
    }
}
