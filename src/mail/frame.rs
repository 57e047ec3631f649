use crate::domain::{DisplayName, EmailAddress, Zone};
use lettre::message::Mailbox;
use url::Url;

/// An operation of the API, as the page at `/docs` finds it: its tag and its id. Mails link there for what has no page of its
/// own.
#[derive(Debug, Clone, Copy)]
pub struct Operation(pub &'static str, pub &'static str);

impl Operation {
    pub(crate) const APPEAL_MARK: Self = Self("Me", "appeal_mark");
    pub(crate) const DISPUTE_ABSENCE: Self = Self("Sessions", "dispute_absence");
    pub(crate) const GET_REPORT: Self = Self("Safety", "get_report");
    pub(crate) const LIST_LATE_NOTES: Self = Self("Programs", "list_late_notes");
    pub(crate) const REASSIGN_NOTES: Self = Self("Programs", "reassign_notes");
    pub(crate) const RELEASE_NOTES: Self = Self("Programs", "release_notes");
    pub(crate) const LIST_ALL_LATE_NOTES: Self = Self("Programs", "list_all_late_notes");
    pub(crate) const REASSIGN_NOTES_AS_OPERATOR: Self = Self("Programs", "reassign_notes_as_operator");
    pub(crate) const RELEASE_NOTES_AS_OPERATOR: Self = Self("Programs", "release_notes_as_operator");
}

/// All that mails link to, so that a test can look whether each is there.
pub const LINKED: [Operation; 9] = [
    Operation::APPEAL_MARK,
    Operation::DISPUTE_ABSENCE,
    Operation::GET_REPORT,
    Operation::LIST_LATE_NOTES,
    Operation::REASSIGN_NOTES,
    Operation::RELEASE_NOTES,
    Operation::LIST_ALL_LATE_NOTES,
    Operation::REASSIGN_NOTES_AS_OPERATOR,
    Operation::RELEASE_NOTES_AS_OPERATOR,
];

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

    /// The page that describes an operation of the API.
    pub(crate) fn docs(&self, Operation(tag, id): Operation) -> String {
        self.address(&format!("docs/#/{tag}/{id}"))
    }

    /// The right side of Message-ID; `localhost` for a URL without a host, which the settings refuse.
    pub fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or("localhost")
    }
}

/// Who a mail goes to, as known at the moment of sending.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Where the mail goes.
    pub address: EmailAddress,
    /// How the mail greets.
    pub name: DisplayName,
    /// The zone in which its times are told, beside UTC.
    pub zone: Zone,
}
