use crate::domain::{DisplayName, EmailAddress, Zone};
use lettre::message::Mailbox;
use url::Url;

/// An operation of the API, as addressed on the page at `/docs`: its tag and its id. Mails link there if there's no page for
/// something.
#[derive(Debug, Clone, Copy)]
pub struct Operation(pub &'static str, pub &'static str);

impl Operation {
    pub(crate) const APPEAL_MARK: Self = Self("Me", "appeal_mark");
    pub(crate) const DECIDE_APPEAL: Self = Self("Programs", "decide_appeal");
    pub(crate) const DECIDE_APPEAL_AS_OPERATOR: Self = Self("Programs", "decide_appeal_as_operator");
    pub(crate) const GET_REPORT: Self = Self("Safety", "get_report");
    pub(crate) const LIST_LATE_NOTES: Self = Self("Programs", "list_late_notes");
    pub(crate) const REASSIGN_NOTES: Self = Self("Programs", "reassign_notes");
    pub(crate) const RELEASE_NOTES: Self = Self("Programs", "release_notes");
    pub(crate) const LIST_ALL_LATE_NOTES: Self = Self("Programs", "list_all_late_notes");
    pub(crate) const REASSIGN_NOTES_AS_OPERATOR: Self = Self("Programs", "reassign_notes_as_operator");
    pub(crate) const RELEASE_NOTES_AS_OPERATOR: Self = Self("Programs", "release_notes_as_operator");
}

/// All operations that mails link to, so that a test can check that they exist.
pub const LINKED: [Operation; 10] = [
    Operation::APPEAL_MARK,
    Operation::DECIDE_APPEAL,
    Operation::DECIDE_APPEAL_AS_OPERATOR,
    Operation::GET_REPORT,
    Operation::LIST_LATE_NOTES,
    Operation::REASSIGN_NOTES,
    Operation::RELEASE_NOTES,
    Operation::LIST_ALL_LATE_NOTES,
    Operation::REASSIGN_NOTES_AS_OPERATOR,
    Operation::RELEASE_NOTES_AS_OPERATOR,
];

/// What all mails of an installation have in common.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The installation's public URL; its host is used in the ids of messages.
    pub public_url: Url,
    /// The sender of every mail, and the organizer in every calendar.
    pub from: Mailbox,
    /// The Reply-To address, also named for help in mails; `from` by default.
    pub contact: Option<Mailbox>,
}

impl Frame {
    /// A frame whose sender also gets the replies.
    pub fn new(public_url: Url, from: Mailbox) -> Self {
        Self { public_url, from, contact: None }
    }

    /// A URL on this installation; `path` has no leading slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    /// The page that describes an operation of the API.
    pub(crate) fn docs(&self, Operation(tag, id): Operation) -> String {
        self.address(&format!("docs/#/{tag}/{id}"))
    }

    /// The right side of the Message-ID; `localhost` for a URL without a host, which the settings reject.
    pub fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or("localhost")
    }
}

/// The recipient of a mail, as of the time of sending.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Where the mail goes.
    pub address: EmailAddress,
    /// Their name.
    pub name: DisplayName,
    /// The zone for times in the mail, in addition to UTC.
    pub zone: Zone,
}
