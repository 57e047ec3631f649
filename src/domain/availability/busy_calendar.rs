//! A person's own calendar: they can't be booked while it says they're busy.

use crate::domain::{
    AccountId, BusyCalendarId, DisplayName, EmailAddress, Invalid, Line, SessionId, Span, Timestamp, Zone, text_serde,
};
use std::collections::BTreeSet;
use std::{fmt, str::FromStr};
use url::Url;

/// The address a calendar is fetched from: `http`, `https` or `webcal`, which means `https`. Anyone who knows it can
/// often read the calendar, so `Debug` shows only its host.
#[derive(Clone, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String, format = Uri, max_length = 1000, example = "https://calendar.example.org/ann/basic.ics")]
pub struct CalendarUrl(Url);

impl CalendarUrl {
    /// As a URL, without fragment or password.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The server's name, which may be shown.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl FromStr for CalendarUrl {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let line: Line<1000> = text.parse()?;
        let secure = |scheme: &str| {
            let (start, rest) = line.split_at_checked(scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then(|| format!("https://{rest}"))
        };
        let written = secure("webcal://").or_else(|| secure("webcals://")).unwrap_or_else(|| line.to_string());
        let mut url = Url::parse(&written)
            .ok()
            .filter(|url| {
                matches!(url.scheme(), "https" | "http") && url.host_str().is_some_and(|host| !host.is_empty())
            })
            .ok_or_else(|| {
                Invalid::new("This isn't a calendar address. Write it like https://calendar.example.org/ann/basic.ics.")
            })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Invalid::new(
                "This address contains a user name or password, which we don't store. Calendars have a secret address \
                 for this; please use that one.",
            ));
        }
        url.set_fragment(None);
        if url.as_str().len() > 1000 {
            return Err(Invalid::new(
                "This address is too long: at most 1000 characters once its letters are escaped.",
            ));
        }
        Ok(Self(url))
    }
}

impl fmt::Display for CalendarUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for CalendarUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CalendarUrl({}, ...)", self.host())
    }
}

text_serde!(CalendarUrl);

/// What reading a calendar needs to know about its owner.
#[derive(Debug, Clone)]
pub struct CalendarOwner {
    /// The zone for all-day events and for times without a zone.
    pub zone: Zone,
    /// Confirmed addresses: an event one of them declined doesn't count as busy.
    pub addresses: Vec<EmailAddress>,
    /// Every session they have or had a seat in, so that Candor's own calendar entries don't count as busy.
    pub sessions: BTreeSet<SessionId>,
}

/// A busy calendar and the state of fetching it.
#[derive(Debug, Clone)]
pub struct BusyCalendar {
    /// Its id.
    pub id: BusyCalendarId,
    /// Its owner.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: DisplayName,
    /// The URL it's fetched from; `None` if it's uploaded.
    pub url: Option<CalendarUrl>,
    /// When its owner is busy; `None` until it has been read once.
    pub busy: Option<Vec<Span>>,
    /// The end of the range that was read (UTC).
    pub covers_until: Option<Timestamp>,
    /// Number of events that couldn't be parsed.
    pub left_out: i32,
    /// Number of unknown time zone names, for which the owner's zone was used.
    pub guessed_zones: i32,
    /// When it was read in full (UTC).
    pub read_at: Option<Timestamp>,
    /// When it was last found unchanged (UTC).
    pub checked_at: Option<Timestamp>,
    /// The latest attempt to fetch it (UTC).
    pub tried_at: Option<Timestamp>,
    /// Why the latest attempt failed, as a sentence for its owner.
    pub error: Option<String>,
    /// Consecutive failed attempts.
    pub failures: i32,
    /// The `ETag` and `Last-Modified` of the version that was read.
    pub version: Version,
    /// When it's fetched next (UTC); `None` if it's uploaded.
    pub next_fetch_at: Option<Timestamp>,
    /// When it was added (UTC).
    pub created_at: Timestamp,
}

/// The validators of a file's version, for conditional requests (RFC 9110, section 8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Version {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_the_web_and_holds_no_password() {
        let url = |text: &str| text.parse::<CalendarUrl>().map(|url| url.to_string());
        assert_eq!(url("webcal://example.org/a.ics"), Ok("https://example.org/a.ics".to_owned()));
        assert_eq!(url("WebCal://Example.org/a.ics#x"), Ok("https://example.org/a.ics".to_owned()));
        assert_eq!(url(" http://example.org/a?b=c "), Ok("http://example.org/a?b=c".to_owned()));
        for refused in
            ["", "ftp://example.org/a", "file:///etc/passwd", "example.org", "https://", "https://a:b@example.org/"]
        {
            assert!(url(refused).is_err(), "{refused}");
        }
        let long = format!("https://example.org/{}", "ä".repeat(500));
        assert!(url(&long).is_err());
    }

    #[test]
    fn its_secret_is_not_shown_by_accident() {
        let url: CalendarUrl = "https://example.org/private-0123/basic.ics".parse().unwrap();
        assert_eq!(format!("{url:?}"), "CalendarUrl(example.org, ...)");
    }
}
