use lettre::message::Mailbox;
use url::Url;

/// What every mail of an installation has in common.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Where the installation is reached; its host names calendar events and messages.
    pub public_url: Url,
    /// The sender of every mail, and the organizer in every calendar.
    pub from: Mailbox,
    /// Where answers go and whom a mail names for help; without it, `from`.
    pub contact: Option<Mailbox>,
}

impl Frame {
    /// A frame whose sender also reads the answers.
    pub fn new(public_url: Url, from: Mailbox) -> Self {
        Self { public_url, from, contact: None }
    }

    /// An address on this installation; `path` begins without a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    /// The right side of Message-ID and UID; `localhost` for a URL without a host, which the settings refuse.
    pub fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or("localhost")
    }
}
