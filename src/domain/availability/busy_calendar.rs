//! Somebody's own calendar, whose busy times are kept free.

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

/// Whose calendar it is, as far as it is read by that.
#[derive(Debug, Clone)]
pub struct CalendarOwner {
    /// The clock that tells all-day events, and times without a zone.
    pub zone: Zone,
    /// Addresses that are confirmed: what they declined takes no time.
    pub addresses: Vec<EmailAddress>,
    /// Every session that they have or had a seat in: what Candor itself put into the calendar takes no time.
    pub sessions: BTreeSet<SessionId>,
}

/// What is known of a calendar.
#[derive(Debug, Clone)]
pub struct BusyCalendar {
    /// Its id.
    pub id: BusyCalendarId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: DisplayName,
    /// Where it is fetched; `None` for one that is uploaded.
    pub url: Option<CalendarUrl>,
    /// When its owner is busy; `None` while that is not known.
    pub busy: Option<Vec<Span>>,
    /// Until when what was read holds (UTC).
    pub covers_until: Option<Timestamp>,
    /// Events that could not be understood.
    pub left_out: i32,
    /// Names of time zones that nobody knows; the owner's was taken.
    pub guessed_zones: i32,
    /// When it was read in full (UTC).
    pub read_at: Option<Timestamp>,
    /// When it was last found to be as it was read (UTC).
    pub checked_at: Option<Timestamp>,
    /// The latest try to fetch it (UTC).
    pub tried_at: Option<Timestamp>,
    /// Why that failed, as a sentence for its owner.
    pub error: Option<String>,
    /// How many tries failed in a row.
    pub failures: i32,
    /// What its server calls the version that was read: `ETag` and `Last-Modified`.
    pub version: Version,
    /// When it is fetched next (UTC); `None` for one that is uploaded.
    pub next_fetch_at: Option<Timestamp>,
    /// When it was added (UTC).
    pub created_at: Timestamp,
}

/// What a server calls a version of a file, for asking whether there is a newer one (RFC 9110, section 8.8).
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
