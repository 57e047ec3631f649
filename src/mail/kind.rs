//! What every kind of mail provides. Each kind has a file in its noun's folder, with the facts of one such mail, its view
//! (`v` in the templates), its templates and its samples for the tests; `message.rs` has the table of all kinds.

use super::frame::{Frame, Recipient};
use super::session::{SessionSnapshot, SessionView};
use super::words;
use crate::calendar::write::Method;
use crate::domain::Timestamp;
use lettre::message::Mailbox;

/// A kind of mail; a value holds the facts of one such mail.
///
/// It's stored as JSON in the outbox by the transaction that causes it, and rendered when it's sent: facts about the event
/// are frozen here, facts about the recipient (address, name, zone) are loaded when it's sent, so a reminder queued for two
/// weeks follows a change of address.
pub(crate) trait MailKind {
    /// The session that it is about, as its recipient sees it.
    fn session(&self) -> Option<&SessionSnapshot>;

    /// Renders it for its recipient.
    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError>;

    /// The calendar part about that session.
    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        None
    }

    /// Whether its link is for one-click unsubscribing (RFC 8058): for unsolicited and recurring mails.
    fn link_ends_it(&self) -> bool {
        false
    }

    /// Where replies go, if not to the installation's contact.
    fn reply_to(&self) -> Option<Mailbox> {
        None
    }

    /// A sample of each variant, with the name of its snapshot.
    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}

/// The texts of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    /// One line.
    pub subject: String,
    /// The whole mail as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail couldn't be rendered; an internal error, so retrying doesn't help.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The kind of mail needs a link, and none was given.
    #[error("this kind of mail needs an action link")]
    NoActionUrl,
    /// The kind of mail has content that's loaded when it's sent, and it wasn't loaded.
    #[error("what this kind of mail tells was not read")]
    NothingTold,
    /// A template failed.
    #[error("a mail template failed: {0}")]
    Template(#[from] askama::Error),
}

/// The context for rendering a mail: recipient, installation and time.
#[derive(Clone, Copy)]
pub(crate) struct Sending<'a> {
    /// To whom.
    pub recipient: &'a Recipient,
    /// The installation.
    pub frame: &'a Frame,
    /// The link with its token, for kinds that have one.
    pub link: Option<&'a str>,
    /// The time of sending, which words like "tomorrow" are relative to.
    pub now: Timestamp,
}

impl<'a> Sending<'a> {
    /// The link, for kinds that need one.
    pub(crate) fn link(&self) -> Result<&'a str, RenderError> {
        self.link.ok_or(RenderError::NoActionUrl)
    }

    /// A session's view for the templates.
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

    /// A date in the recipient's zone.
    pub(crate) fn date(&self, at: Timestamp) -> String {
        words::date(at, self.recipient.zone, self.now)
    }
}

/// What every template reads as `context`.
pub(crate) struct MailContext {
    /// The name in the greeting.
    pub name: String,
    /// Host of the installation.
    pub host: String,
    /// What to do if something is wrong: `write to help@example.org`, for example.
    pub tell: String,
    /// Where questions go, if anywhere.
    pub help: Option<String>,
    /// The recipient's zone.
    pub zone: String,
}

impl MailContext {
    pub(crate) fn new(Sending { recipient, frame, .. }: &Sending<'_>) -> Self {
        // A recipient of whom we only know the address.
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

/// A function that fills a kind's three templates from its view. Paths are literals because askama requires that.
macro_rules! templates {
    ($fill:ident($view:ty), $subject:tt, $text:tt, $html:tt) => {
        #[allow(clippy::needless_lifetimes, reason = "not every view has a lifetime")]
        fn $fill<'a>(
            sending: &$crate::mail::kind::Sending<'_>,
            v: &'a $view,
        ) -> Result<$crate::mail::kind::Parts, $crate::mail::kind::RenderError> {
            use $crate::mail::kind::MailContext;
            #[derive(askama::Template)]
            #[template(path = $subject)]
            #[allow(dead_code, reason = "not every subject needs both")]
            struct Subject<'a> {
                context: &'a MailContext,
                v: &'a $view,
            }
            #[derive(askama::Template)]
            #[template(path = $text)]
            #[allow(dead_code, reason = "not every text needs both")]
            struct Text<'a> {
                context: &'a MailContext,
                v: &'a $view,
            }
            #[derive(askama::Template)]
            #[template(path = $html)]
            #[allow(dead_code, reason = "not every page needs all three")]
            struct Html<'a> {
                subject: &'a str,
                context: &'a MailContext,
                v: &'a $view,
            }
            let context = &MailContext::new(sending);
            let subject = askama::Template::render(&Subject { context, v })?;
            let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
            let html = askama::Template::render(&Html { subject: &subject, context, v })?;
            let html = $crate::mail::style::inlined(&html);
            let text = $crate::mail::wrap::wrap(&askama::Template::render(&Text { context, v })?);
            Ok($crate::mail::kind::Parts { subject, text, html })
        }
    };
}

pub(crate) use templates;
