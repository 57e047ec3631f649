//! What every kind of mail says about itself. A kind has a file in its noun's folder, which holds the facts of one such mail,
//! its view (what the templates read as `v`), its templates and its samples for the tests; the table of them all is in
//! `message.rs`.

use super::frame::{Frame, Recipient};
use super::session::{SessionSnapshot, SessionView};
use super::words;
use crate::calendar::write::Method;
use crate::domain::Timestamp;

/// A kind of mail; a value holds the facts of one such mail.
///
/// It is stored as JSON in the outbox by the transaction that causes it, and put into words when it is sent: facts about the
/// event are frozen here, facts about the recipient (address, name, zone) are read at sending, so a reminder queued for two
/// weeks follows a change of address.
pub(crate) trait MailKind {
    /// The session that it is about, as its recipient sees it.
    fn session(&self) -> Option<&SessionSnapshot>;

    /// Puts it into words for its recipient.
    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError>;

    /// What the recipient's calendar is told about that session.
    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        None
    }

    /// Whether its link ends such mails by one click, without being opened (RFC 8058): for what nobody asked for, and for
    /// what comes again and again.
    fn link_ends_it(&self) -> bool {
        false
    }

    /// One of each face that it has, with the name of its snapshot.
    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    /// One line.
    pub subject: String,
    /// The whole mail as plain text, for those who read no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail could not be put into words; a fault of ours, so repeating does not help.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The kind of mail lives by its link, and none was given.
    #[error("this kind of mail needs an action link")]
    NoActionUrl,
    /// The kind of mail tells what is read when it is sent, and that was not read.
    #[error("what this kind of mail tells was not read")]
    NothingTold,
    /// A template failed.
    #[error("a mail template failed: {0}")]
    Template(#[from] askama::Error),
}

/// One sending of a mail: to whom, from where, and when.
#[derive(Clone, Copy)]
pub(crate) struct Sending<'a> {
    /// To whom.
    pub recipient: &'a Recipient,
    /// The installation.
    pub frame: &'a Frame,
    /// The link with its token, for the kinds that have one.
    pub link: Option<&'a str>,
    /// The moment of sending: reminders say "tomorrow" by it.
    pub now: Timestamp,
}

impl<'a> Sending<'a> {
    /// The link, for the kinds that live by it.
    pub(crate) fn link(&self) -> Result<&'a str, RenderError> {
        self.link.ok_or(RenderError::NoActionUrl)
    }

    /// A session in words.
    pub(crate) fn session<'s>(&self, card: &'s SessionSnapshot) -> SessionView<'s> {
        SessionView::new(card, self.recipient, self.now)
    }

    /// A moment in the recipient's zone and UTC.
    pub(crate) fn when(&self, at: Timestamp) -> String {
        words::when(at, self.recipient.zone, self.now)
    }

    /// The same for a subject.
    pub(crate) fn when_short(&self, at: Timestamp) -> String {
        words::when_short(at, self.recipient.zone)
    }

    /// A day, as the recipient's calendar has it.
    pub(crate) fn date(&self, at: Timestamp) -> String {
        words::date(at, self.recipient.zone, self.now)
    }
}

/// What every template reads as `hello`.
pub(crate) struct Hello {
    /// How the mail greets.
    pub name: String,
    /// Host of the installation.
    pub host: String,
    /// `write to help@example.org`, or what else to do when something is wrong.
    pub tell: String,
    /// Where questions go, if anywhere.
    pub help: Option<String>,
    /// The recipient's zone.
    pub zone: String,
}

impl Hello {
    pub(crate) fn new(Sending { recipient, frame, .. }: &Sending<'_>) -> Self {
        // Somebody of whom only the address is known.
        let nameless = recipient.name.contains('@') && recipient.address.as_str().starts_with(&*recipient.name);
        let help = frame.contact.as_ref().map(|contact| contact.email.to_string());
        let tell = match &help {
            Some(help) => format!("write to {help}"),
            None => format!("tell the people who run {}", frame.host()),
        };
        Self {
            name: if nameless { "there" } else { recipient.name.first_name() }.to_owned(),
            host: frame.host().to_owned(),
            tell,
            help,
            zone: recipient.zone.to_string(),
        }
    }
}

/// A function that fills a kind's three templates from its view. The paths are written out because askama takes nothing else.
macro_rules! templates {
    ($fill:ident($view:ty), $subject:tt, $text:tt, $html:tt) => {
        #[allow(clippy::needless_lifetimes, reason = "not every view has a lifetime")]
        fn $fill<'a>(
            sending: &$crate::mail::kind::Sending<'_>,
            v: &'a $view,
        ) -> Result<$crate::mail::kind::Parts, $crate::mail::kind::RenderError> {
            use $crate::mail::kind::Hello;
            #[derive(askama::Template)]
            #[template(path = $subject)]
            #[allow(dead_code, reason = "not every subject needs both")]
            struct Subject<'a> {
                hello: &'a Hello,
                v: &'a $view,
            }
            #[derive(askama::Template)]
            #[template(path = $text)]
            #[allow(dead_code, reason = "not every text needs both")]
            struct Text<'a> {
                hello: &'a Hello,
                v: &'a $view,
            }
            #[derive(askama::Template)]
            #[template(path = $html)]
            #[allow(dead_code, reason = "not every page needs all three")]
            struct Html<'a> {
                subject: &'a str,
                hello: &'a Hello,
                v: &'a $view,
            }
            let hello = &Hello::new(sending);
            let subject = askama::Template::render(&Subject { hello, v })?;
            let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
            let html = askama::Template::render(&Html { subject: &subject, hello, v })?;
            let text = $crate::mail::wrap::wrap(&askama::Template::render(&Text { hello, v })?);
            Ok($crate::mail::kind::Parts { subject, text, html })
        }
    };
}

pub(crate) use templates;
