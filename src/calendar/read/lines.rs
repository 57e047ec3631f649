//! The lines of a calendar (RFC 5545, section 3.1), as exporters write them: with trailing spaces, with blank lines in
//! between, or with a colon in an unquoted time zone name.

use std::borrow::Cow;

/// A line: a name, parameters and a value, each trimmed.
#[derive(Debug)]
pub(crate) struct Line {
    /// In upper case.
    pub(crate) name: String,
    parameters: Vec<(String, String)>,
    pub(crate) value: String,
}

/// The relevant properties; all others are skipped.
const PROPERTIES: [&str; 21] = [
    "ATTENDEE",
    "BEGIN",
    "DTEND",
    "DTSTART",
    "DURATION",
    "END",
    "EXDATE",
    "EXRULE",
    "FREEBUSY",
    "METHOD",
    "RDATE",
    "RECURRENCE-ID",
    "RRULE",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "UID",
    "X-LIC-LOCATION",
];

impl Line {
    /// `None` for lines that aren't valid or not relevant.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let end = text.find([';', ':']).unwrap_or(text.len());
        let name = text.get(..end)?.trim().trim_start_matches('\u{feff}').to_ascii_uppercase();
        if !PROPERTIES.contains(&name.as_str()) {
            return None;
        }
        let rest = text.get(end..)?;
        // Without a colon there's no value, which matters for an end.
        let colon = colon(&name, rest).unwrap_or(rest.len());
        let value = rest.get(colon + 1..).unwrap_or_default().trim().to_owned();
        Some(Self { name, parameters: parameters(rest.get(..colon)?), value })
    }

    /// The parameter with this name, which is in upper case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter has this value, ignoring case.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.parameter(name).is_some_and(|written| written.eq_ignore_ascii_case(value))
    }

    /// The name of the time zone, if it has one.
    pub(crate) fn zone(&self) -> Option<&str> {
        self.parameter("TZID").filter(|name| !name.is_empty())
    }

    /// The values of a list.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        // Ignore extra commas. vCalendar 1.0 uses semicolons.
        self.value.split([',', ';']).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Where the value begins: at the first colon outside of quotes, unless that one must be part of a parameter.
fn colon(name: &str, rest: &str) -> Option<usize> {
    let value_after = |at: usize| rest.get(at + 1..).unwrap_or_default().trim_start();
    let mut colons = rest.match_indices(':').map(|(at, _)| at);
    let right = match name {
        "DTSTART" | "DTEND" | "RDATE" | "EXDATE" | "RECURRENCE-ID" => colons.find(|at| is_date(value_after(*at))),
        "ATTENDEE" => colons.rfind(|at| is_address(value_after(*at))),
        _ => None,
    };
    let mut quoted = false;
    let plain = || {
        rest.char_indices().find_map(|(at, letter)| {
            quoted ^= letter == '"';
            (letter == ':' && !quoted).then_some(at)
        })
    };
    right.or_else(plain)
}

fn is_date(value: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        value.as_bytes().get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0..8) || (digits(0..4) && value.as_bytes().get(4) == Some(&b'-') && digits(5..7))
}

fn is_address(value: &str) -> bool {
    value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
}

fn parameters(text: &str) -> Vec<(String, String)> {
    let mut quoted = false;
    let parts = text.split(move |letter| {
        quoted ^= letter == '"';
        letter == ';' && !quoted
    });
    let pair = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').trim().to_owned()))
    };
    parts.filter_map(pair).collect()
}

/// The lines of a text, each with its number from 1. A line that begins with a space continues the previous one; blank
/// lines are ignored, even between those two.
pub(crate) fn unfold(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    let mut lines: Vec<(usize, Cow<'_, str>)> = Vec::new();
    // Lines end with CR LF, LF, or CR.
    let ends = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).flat_map(|line| line.split('\r'));
    for (before, line) in ends.enumerate() {
        if line.trim_matches(['\u{feff}', ' ', '\t']).is_empty() {
            continue;
        }
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, folded))) => folded.to_mut().push_str(more),
            _ => lines.push((before + 1, Cow::Borrowed(line))),
        }
    }
    lines
}
