//! Writing iCalendar's content lines and the values in them (RFC 5545, section 3).
//!
//! The `icalendar` crate isn't used for this, because its line folding (0.17.17) never terminates on some texts that
//! mix non-ASCII letters with spaces, and these texts are user input.

use crate::domain::Timestamp;
use std::fmt::Write;

/// DATE-TIME in UTC (RFC 5545, section 3.3.5, form 2).
pub(crate) fn utc(at: Timestamp) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT (RFC 5545, section 3.3.11).
pub(crate) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A quoted parameter value; it can't contain a double quote (RFC 5545, section 3.2), so that becomes a single one.
pub(crate) fn quoted(value: &str) -> String {
    let inner: String = value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{inner}\"")
}

/// An address as the path of a mailto URI, with special characters percent-encoded (RFC 6068, section 2).
pub(crate) fn mailto(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_~!$&'*+=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Content lines: folded to 75 octets between characters, ended by CRLF (RFC 5545, section 3.1).
pub(crate) struct Lines(pub(crate) String);

impl Lines {
    /// Begins a calendar.
    pub(crate) fn calendar() -> Self {
        let mut ics = Self(String::with_capacity(1024));
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Candor//Candor//EN", "CALSCALE:GREGORIAN"] {
            ics.line(line);
        }
        ics
    }

    /// Adds one line; its values must already be escaped.
    pub(crate) fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_characters() {
        let mut lines = Lines(String::new());
        let long = format!("DESCRIPTION:{}{}x", "\u{e9}".repeat(500), " ".repeat(600));
        lines.line(&long);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(lines.0.replace("\r\n ", "").trim_end_matches("\r\n"), long);
    }

    #[test]
    fn values_cannot_end_their_line() {
        assert_eq!(text("a,b;c\\d\ne\rf"), "a\\,b\\;c\\\\d\\nef");
        assert_eq!(quoted("Zo\u{eb} \"Z\" Li;x\r\nX:y"), "\"Zo\u{eb} 'Z' Li;xX:y\"");
        assert_eq!(mailto("a?b%c@x.org"), "a%3Fb%25c@x.org");
    }
}
