use super::{Invalid, text_serde};
use std::{fmt, str::FromStr};

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

    /// What makes two addresses the same person's: case is folded, nothing else is guessed.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The domain that takes its mail, with case folded.
    pub fn domain(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
    }

    /// Enough to recognise the address in a log, not to write to it: `a***@example.org`.
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
        let text = text.trim_matches(' ');
        let known = text.len() <= 254 && text.is_ascii() && !text.contains(['"', '[']);
        match text.parse::<lettre::Address>() {
            Ok(address) if known && address.domain().contains('.') => Ok(Self(text.to_owned())),
            _ => Err(Invalid::new("This isn't an email address. Write it like ann@example.org.")),
        }
    }
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
        // RFC 5321 has addresses of hosts by number; no person has one.
        assert!("ann@[127.0.0.1]".parse::<EmailAddress>().is_err());
        assert!(format!("{}@x.org", "a".repeat(300)).parse::<EmailAddress>().is_err());
    }
}
