//! Headers that the mail library has no type for, or writes in a way that readers may misinterpret.
//!
//! A name in ASCII may look like an encoded word (RFC 2047): `=?utf-8?b?4oCu?=` would be decoded to a character that reverses the
//! text direction. The library leaves ASCII as it is, so anything that contains `=?` is encoded here, as a whole.

use email_encoding::headers::rfc2047;
use email_encoding::headers::writer::EmailWriter;
use lettre::message::Mailbox;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

/// Whether some reader could take part of this for an encoded word.
fn looks_encoded(text: &str) -> bool {
    text.contains("=?")
}

/// A header's value whose encoded form is written by `write`.
fn encoded(name: HeaderName, raw: String, write: impl Fn(&mut EmailWriter<'_>) -> fmt::Result) -> HeaderValue {
    let mut value = String::new();
    let written = write(&mut EmailWriter::new(&mut value, name.len() + ": ".len(), 0, false));
    match written {
        Ok(()) => HeaderValue::dangerous_new_pre_encoded(name, raw, value),
        // Writing into a string doesn't fail.
        Err(fmt::Error) => HeaderValue::new(name, String::new()),
    }
}

/// `Subject`.
#[derive(Clone)]
pub(super) struct Subject(pub String);

impl Header for Subject {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Subject")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        if !looks_encoded(&self.0) {
            return HeaderValue::new(Self::name(), self.0.clone());
        }
        encoded(Self::name(), self.0.clone(), |writer| rfc2047::encode(&self.0, writer))
    }
}

/// A header that names one person and their address, such as `To`.
pub(super) struct Person<H>(Mailbox, PhantomData<fn() -> H>);

impl<H> Person<H> {
    /// With this person in it.
    pub(super) fn new(mailbox: Mailbox) -> Self {
        Self(mailbox, PhantomData)
    }
}

impl<H> Clone for Person<H> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<H: Header + From<lettre::message::Mailboxes>> Header for Person<H> {
    fn name() -> HeaderName {
        H::name()
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self::new(text.parse()?))
    }

    fn display(&self) -> HeaderValue {
        match &self.0.name {
            Some(name) if looks_encoded(name) => encoded(Self::name(), self.0.to_string(), |writer| {
                rfc2047::encode(name, writer)?;
                writer.space();
                fmt::Write::write_str(writer, &format!("<{}>", self.0.email))
            }),
            _ => H::from(self.0.clone().into()).display(),
        }
    }
}

/// `Auto-Submitted: auto-generated`: out-of-office replies stay silent (RFC 3834, section 5).
#[derive(Clone)]
pub(super) struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `List-Unsubscribe: <page>`: where a POST says no to further mails (RFC 2369).
#[derive(Clone)]
pub(super) struct ListUnsubscribe(pub String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("only written".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// `List-Unsubscribe-Post: List-Unsubscribe=One-Click`: what to send there (RFC 8058, section 3.1).
#[derive(Clone)]
pub(super) struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Person, Subject};
    use lettre::message::Mailbox;
    use lettre::message::header::{From, Headers, ReplyTo, To};
    use mail_parser::MessageParser;

    /// Names are shown as typed, and never decoded.
    #[test]
    fn no_name_is_decoded() {
        for name in [
            "=?utf-8?b?4oCu?=",
            "=?utf-8?q?a=0D=0ABcc:_eve@example.com?=",
            "Zo\u{eb} =?us-ascii?q?x?= of the very long name that goes on until its line is folded, and then on",
            "\"=?utf-8?b?4oCu?=\" A",
            "Ann Tamang",
        ] {
            let mailbox = Mailbox::new(Some(name.to_owned()), "ann@example.com".parse().unwrap());
            let subject = format!("You meet {name}");
            let mut headers = Headers::new();
            headers.set(Subject(subject.clone()));
            headers.set(Person::<From>::new(mailbox.clone()));
            headers.set(Person::<To>::new(mailbox.clone()));
            headers.set(Person::<ReplyTo>::new(mailbox));
            let written = format!("{headers}\r\nText\r\n");
            assert!(written.is_ascii(), "{written}");
            let parsed = MessageParser::default().parse(&written).unwrap();
            assert_eq!(parsed.subject(), Some(subject.as_str()), "{written}");
            for header in [parsed.to(), parsed.from(), parsed.reply_to()] {
                let person = header.unwrap().first().unwrap();
                assert_eq!((person.name(), person.address()), (Some(name), Some("ann@example.com")), "{written}");
            }
            assert!(parsed.header("Bcc").is_none());
        }
    }
}
