//! Fetching a calendar from a URL that a user entered: the server may be slow or send endless data, and the address may
//! be chosen to reach into our private network.
//!
//! So only `http` and `https` at their default ports are allowed; every address that a name resolves to has to be
//! public, and the connection goes to exactly those; each redirect is checked again; and all of it together is limited
//! to ten seconds and two mebibytes. No proxy is used, and no cookie or password is ever sent.

mod address;
mod body;
mod resolver;

use crate::domain::availability::busy_calendar::{CalendarUrl, Version};
use address::Allowed;
use resolver::{Guarded, NotOpen};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

pub use address::Exception;

/// Maximum number of redirects.
const MAX_REDIRECTS: usize = 3;
/// The time limit for everything: DNS, connections, redirects and the whole body.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fetches calendars.
#[derive(Debug)]
pub struct Fetcher {
    allowed: Arc<Allowed>,
    patience: Duration,
    largest: usize,
}

/// The result of a fetch.
#[derive(Debug)]
pub enum Fetched {
    /// The known version is still current.
    Unchanged,
    /// A file, and the validators of this version.
    New {
        /// The file.
        bytes: Vec<u8>,
        /// Its version.
        version: Version,
    },
}

/// Why there is no file: a sentence for the calendar's owner, without the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// A protocol or port that isn't allowed.
    #[error("We don't fetch calendars from there: only http on port 80 and https on port 443.")]
    NotFetched,
    /// No such host, or not on the public internet: the same error for both, so that nobody can probe a private network.
    #[error("There's no server on the public internet at that address. Please check it, or upload a file instead.")]
    NoServer,
    /// The connection failed.
    #[error("The server can't be reached, or it closed the connection. We'll try again automatically.")]
    Unreachable,
    /// The certificate is invalid.
    #[error("The server doesn't have a valid certificate, so we didn't fetch anything.")]
    Certificate,
    /// It took too long.
    #[error("The server took longer than ten seconds. We'll try again automatically.")]
    Slow,
    /// It's too large.
    #[error("The calendar is larger than 2 MiB. Leave out past years, or export only one calendar.")]
    TooLarge,
    /// Too many redirects.
    #[error("The address keeps redirecting and never arrives.")]
    TooManyRedirects,
    /// An HTTP error status.
    #[error("{}", by_status(*.0))]
    Status(u16),
}

fn by_status(status: u16) -> String {
    match status {
        401 | 403 | 404 | 410 => format!(
            "The server says there's no such calendar, or we can't read it ({status}). Its secret address may have \
             changed; please copy it again."
        ),
        429 | 500..=599 => format!("The server couldn't answer just now ({status}). We'll try again automatically."),
        _ => format!("The server answered with something other than a calendar ({status})."),
    }
}

impl Fetcher {
    /// A fetcher for the public internet and these exceptions.
    pub fn new(exceptions: Vec<Exception>, largest: usize) -> Self {
        Self { allowed: Arc::new(Allowed(exceptions)), patience: PATIENCE, largest }
    }

    /// Sets another time limit.
    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Fetches a URL, unless its version is the known one.
    pub fn fetch(&self, from: &CalendarUrl, known: &Version) -> Result<Fetched, Failed> {
        let deadline = Instant::now() + self.patience;
        let mut url = from.url().clone();
        for _ in 0..=MAX_REDIRECTS {
            if !self.allowed.may_ask(&url) {
                return Err(Failed::NotFetched);
            }
            let answer = self.ask(&url, known, deadline)?;
            let status = answer.status();
            if let Some(next) = redirect(status, answer.headers(), &url)? {
                url = next;
                continue;
            }
            return match status {
                StatusCode::NOT_MODIFIED => Ok(Fetched::Unchanged),
                StatusCode::OK => {
                    let version = version(answer.headers());
                    Ok(Fetched::New { bytes: body::read(answer, self.largest)?, version })
                }
                other => Err(Failed::Status(other.as_u16())),
            };
        }
        Err(Failed::TooManyRedirects)
    }

    fn ask(&self, url: &Url, known: &Version, deadline: Instant) -> Result<ureq::http::Response<ureq::Body>, Failed> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Failed::Slow);
        }
        // A new agent for each request, so that no connection or cookie is reused.
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(left))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .proxy(None)
            .user_agent(concat!("Candor/", env!("CARGO_PKG_VERSION"), " (reads busy times)"))
            .accept_encoding("gzip")
            .accept("text/calendar, text/plain;q=0.5, */*;q=0.1")
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Guarded::new(&self.allowed));
        let mut request = agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(since) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, since);
        }
        request.call().map_err(|error| failed(&error))
    }
}

/// The target of a redirect, if it's a valid one. Never from https to anything else, because a secret URL mustn't be
/// sent in the clear.
fn redirect(status: StatusCode, headers: &HeaderMap, from: &Url) -> Result<Option<Url>, Failed> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let to = headers.get(header::LOCATION).and_then(|to| from.join(to.to_str().ok()?).ok());
    match to {
        Some(next) if from.scheme() == "https" && next.scheme() != "https" => Err(Failed::NotFetched),
        other => Ok(other),
    }
}

fn version(headers: &HeaderMap) -> Version {
    // Validators are sent back an hour later, so long ones are dropped.
    let text = |name| headers.get(name)?.to_str().ok().filter(|text| text.len() <= 200).map(str::to_owned);
    Version { etag: text(header::ETAG), last_modified: text(header::LAST_MODIFIED) }
}

fn failed(error: &ureq::Error) -> Failed {
    match error {
        ureq::Error::Timeout(_) => Failed::Slow,
        ureq::Error::BodyExceedsLimit(_) => Failed::TooLarge,
        ureq::Error::HostNotFound => Failed::NoServer,
        ureq::Error::Other(other) if other.is::<NotOpen>() => Failed::NoServer,
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => Failed::Certificate,
        ureq::Error::Io(io) => of_io(io),
        _ => Failed::Unreachable,
    }
}

fn of_io(error: &std::io::Error) -> Failed {
    let inner = error.get_ref();
    if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        return failed(inner);
    }
    match error.kind() {
        // TLS errors.
        std::io::ErrorKind::InvalidData => Failed::Certificate,
        std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Failed::Slow,
        _ => Failed::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_on_but_never_out_of_https() {
        let leads = |from: &str, status: u16, to: &str| {
            let headers = HeaderMap::from_iter([(header::LOCATION, to.parse().unwrap())]);
            let next = redirect(StatusCode::from_u16(status).unwrap(), &headers, &from.parse().unwrap());
            next.map(|next| next.map(|url| url.to_string()))
        };
        let (secret, open) = ("https://calendar.example/secret.ics", "http://calendar.example/secret.ics");
        for status in [301, 302, 303, 307, 308] {
            assert_eq!(leads(secret, status, "/new.ics"), Ok(Some("https://calendar.example/new.ics".to_owned())));
            assert_eq!(leads(secret, status, open), Err(Failed::NotFetched));
            assert_eq!(leads(secret, status, "ftp://calendar.example/"), Err(Failed::NotFetched));
            assert_eq!(leads(open, status, secret), Ok(Some(secret.to_owned())));
        }
        assert_eq!(leads(secret, 200, open), Ok(None));
        assert_eq!(leads(secret, 302, "http://["), Ok(None));
    }
}
