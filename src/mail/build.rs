use super::frame::{Frame, Recipient};
use super::headers::{AutoSubmitted, ListUnsubscribe, ListUnsubscribePost, Person, Subject};
use crate::calendar::write::Calendar;
use crate::domain::{MailId, Timestamp};
use lettre::Message;
use lettre::message::header::{self, ContentType};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

/// A rendered mail, before MIME encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The whole mail as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The calendar part.
    pub calendar: Option<Calendar>,
    /// The one-click unsubscribe URL, for mails that aren't transactional.
    pub unsubscribe: Option<String>,
    /// Where replies go, if not to the installation's contact.
    pub reply_to: Option<Mailbox>,
}

/// Why a mail couldn't be built; an internal error, so retrying doesn't help.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The mail library rejects an address that [`crate::domain::EmailAddress`] accepted.
    #[error("the recipient's address can't be mailed")]
    Address,
    /// One of our media types is malformed.
    #[error("a part has a malformed media type")]
    MediaType,
    /// A header is missing.
    #[error("the message is incomplete: {0}")]
    Incomplete(#[from] lettre::error::Error),
}

/// Builds the MIME message: text and HTML as alternatives and, if there's a calendar part, that as a third alternative
/// and also as the attachment `invite.ics` (RFC 6047).
///
/// Transactional mails need no `List-Unsubscribe` (RFC 8058); others have it. The same arguments give the same bytes,
/// and the Message-ID depends only on `id`, so a repeat is recognisable.
pub fn build(
    rendered: &Rendered,
    recipient: &Recipient,
    frame: &Frame,
    id: MailId,
    at: Timestamp,
) -> Result<Message, BuildError> {
    let address = recipient.address.as_str().parse().map_err(|_| BuildError::Address)?;
    let mut message = Message::builder()
        .message_id(Some(format!("<{id}@{}>", frame.host())))
        .date(at.utc().into())
        .header(Person::<header::From>::new(frame.from.clone()))
        .header(Person::<header::To>::new(Mailbox::new(Some(recipient.name.to_string()), address)))
        .header(Subject(rendered.subject.clone()))
        .header(AutoSubmitted);
    if let Some(page) = &rendered.unsubscribe {
        message = message.header(ListUnsubscribe(page.clone())).header(ListUnsubscribePost);
    }
    if let Some(contact) = rendered.reply_to.as_ref().or(frame.contact.as_ref()) {
        message = message.header(Person::<header::ReplyTo>::new(contact.clone()));
    }
    // "=_" can't occur in quoted-printable or base64 bodies (RFC 2045, section 6.7).
    let alternative = MultiPart::alternative()
        .boundary(format!("=_alternative_{id}"))
        .singlepart(SinglePart::plain(rendered.text.clone()))
        .singlepart(SinglePart::html(rendered.html.clone()));
    let body = match &rendered.calendar {
        None => alternative,
        Some(calendar) => MultiPart::mixed()
            .boundary(format!("=_mixed_{id}"))
            .multipart(alternative.singlepart(inline(calendar)?))
            .singlepart(attached(calendar)?),
    };
    Ok(message.multipart(body)?)
}

fn inline(calendar: &Calendar) -> Result<SinglePart, BuildError> {
    let kind = media_type(&format!("text/calendar; charset=utf-8; method={}", calendar.method.as_str()))?;
    Ok(SinglePart::builder().header(kind).body(calendar.ics.clone()))
}

// Not text/calendar again: some programs would then offer the invitation twice.
fn attached(calendar: &Calendar) -> Result<SinglePart, BuildError> {
    let kind = media_type("application/ics; name=\"invite.ics\"")?;
    Ok(Attachment::new("invite.ics".to_owned()).body(calendar.ics.clone(), kind))
}

fn media_type(text: &str) -> Result<ContentType, BuildError> {
    ContentType::parse(text).map_err(|_| BuildError::MediaType)
}
