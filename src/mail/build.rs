use super::frame::{Frame, Recipient};
use super::headers::{AutoSubmitted, ListUnsubscribe, ListUnsubscribePost, Person, Subject};
use crate::calendar::write::Calendar;
use crate::domain::{MailId, Timestamp};
use lettre::Message;
use lettre::message::header::{self, ContentType};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

/// A mail in words, not yet in MIME.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The whole mail as plain text, for those who read no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What the recipient's calendar is told.
    pub calendar: Option<Calendar>,
    /// Where one click ends such mails, for those that nobody asked for.
    pub unsubscribe: Option<String>,
}

/// Why a rendered mail could not be put together; a fault of ours, so repeating does not help.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The mail library refuses an address that [`crate::domain::EmailAddress`] let in.
    #[error("the recipient's address can't be mailed")]
    Address,
    /// A media type of ours is malformed.
    #[error("a part has a malformed media type")]
    MediaType,
    /// A header is missing.
    #[error("the message is incomplete: {0}")]
    Incomplete(#[from] lettre::error::Error),
}

/// Puts a rendered mail into MIME: text and HTML as alternatives and, where there is a calendar part,
/// that as a third one and once more as the file `invite.ics` (RFC 6047).
///
/// What somebody caused themselves needs no `List-Unsubscribe` (RFC 8058); what nobody asked for has it. The same
/// arguments give the same bytes, and `id` alone gives the Message-ID, so a repeat is recognisable.
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
    if let Some(contact) = &frame.contact {
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

// Not text/calendar a second time: some programs would then offer the invitation twice.
fn attached(calendar: &Calendar) -> Result<SinglePart, BuildError> {
    let kind = media_type("application/ics; name=\"invite.ics\"")?;
    Ok(Attachment::new("invite.ics".to_owned()).body(calendar.ics.clone(), kind))
}

fn media_type(text: &str) -> Result<ContentType, BuildError> {
    ContentType::parse(text).map_err(|_| BuildError::MediaType)
}
