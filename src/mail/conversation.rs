//! Sending one mail, from the greeting to the reply after the final dot (RFC 5321, section 3).

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;

/// How long the server may take for each step. The defaults are the minimum in RFC 5321, section 4.5.3.2: a server that's
/// cut off while it's still processing a mail may accept it, and would then get it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For the TCP connection, which the RFC doesn't specify.
    pub connection: Duration,
    /// For the greeting, and each step up to the first mail: EHLO, STARTTLS, AUTH.
    pub greeting: Duration,
    /// For the reply to MAIL.
    pub mail: Duration,
    /// For the reply to RCPT.
    pub recipient: Duration,
    /// For the reply to DATA.
    pub data: Duration,
    /// For sending the text of the mail.
    pub text: Duration,
    /// For the reply after the final dot, while the server delivers or scans the mail.
    pub after_dot: Duration,
    /// For NOOP on an idle connection. If it doesn't reply soon, the mail goes over a new one.
    pub kept: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        const MINUTE: Duration = Duration::from_secs(60);
        Self {
            connection: Duration::from_secs(30),
            greeting: MINUTE * 5,
            mail: MINUTE * 5,
            recipient: MINUTE * 5,
            data: MINUTE * 2,
            text: MINUTE * 3,
            after_dot: MINUTE * 10,
            kept: Duration::from_secs(5),
        }
    }
}

/// Where in the conversation something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Up to EHLO.
    Greeting,
    /// STARTTLS, and EHLO once more.
    StartTls,
    /// AUTH.
    Login,
    /// MAIL.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA.
    Data,
    /// The text, up to the reply after the final dot.
    Text,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greeting => "the greeting",
            Self::StartTls => "STARTTLS",
            Self::Login => "AUTH",
            Self::Sender => "MAIL",
            Self::Recipient => "RCPT",
            Self::Data => "DATA",
            Self::Text => "the end of the mail",
        })
    }
}

/// What went wrong at a stage.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// An error from the server or the network.
    Said(Error),
    /// No reply in time. Nothing more is sent on this connection, not even QUIT, which would wait again.
    Silent,
    /// The server lacks what the mail needs.
    Unable(&'static str),
}

/// The stage at which a conversation failed, and why.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) stage: Stage,
    pub(crate) trouble: Trouble,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, trouble } = self;
        match trouble {
            Trouble::Said(error) => write!(f, "at {stage}: {error}"),
            Trouble::Silent => write!(f, "at {stage}: no answer in time"),
            Trouble::Unable(what) => write!(f, "at {stage}: {what}"),
        }
    }
}

/// Waits for a step, with a timeout.
pub(crate) async fn within<T>(
    stage: Stage,
    longest: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Broken> {
    let trouble = match timeout(longest, step).await {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(error)) => Trouble::Said(error),
        Err(_) => Trouble::Silent,
    };
    Err(Broken { stage, trouble })
}

/// Sends one mail (RFC 5321, section 3.3).
///
/// [`AsyncSmtpConnection::send`] writes the mail and the final dot separately. The kernel then holds the dot back until
/// the mail is acknowledged, and the other side delays the ACK (RFC 896, RFC 1122): 40 ms per mail, most of what one
/// takes. Here both are in one write.
pub(crate) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    mail: &[u8],
    patience: &Patience,
) -> Result<(), Broken> {
    let unable = |what| Broken { stage: Stage::Sender, trouble: Trouble::Unable(what) };
    let text = std::str::from_utf8(mail).map_err(|_| unable("the mail isn't UTF-8"))?;
    let offers = |extension| connection.server_info().supports_feature(extension);
    let mut options = Vec::new();
    let mut addresses = envelope.to().iter().chain(envelope.from()).map(AsRef::<str>::as_ref);
    if !addresses.all(str::is_ascii) {
        if !offers(Extension::SmtpUtfEight) {
            return Err(unable("an address isn't ASCII, and the server doesn't offer SMTPUTF8"));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !text.is_ascii() {
        if !offers(Extension::EightBitMime) {
            return Err(unable("the mail isn't ASCII, and the server doesn't offer 8BITMIME"));
        }
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let sender = Mail::new(envelope.from().cloned(), options);
    within(Stage::Sender, patience.mail, connection.command(sender)).await?;
    for to in envelope.to() {
        let recipient = Rcpt::new(to.clone(), Vec::new());
        within(Stage::Recipient, patience.recipient, connection.command(recipient)).await?;
    }
    within(Stage::Data, patience.data, connection.command(Data)).await?;
    let longest = patience.text + patience.after_dot;
    within(Stage::Text, longest, connection.command(dotted(text))).await?;
    Ok(())
}

/// A mail as sent after DATA: lines that begin with a dot get another one, and a single dot ends it (section 4.5.2).
fn dotted(mail: &str) -> String {
    let mut out = mail.replace("\r\n.", "\r\n..");
    if out.starts_with('.') {
        out.insert(0, '.');
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_line_is_a_dot() {
        assert_eq!(dotted("A: b\r\n\r\nc"), "A: b\r\n\r\nc\r\n.\r\n");
        assert_eq!(dotted("A: b\r\n\r\n.\r\n..c\r\n"), "A: b\r\n\r\n..\r\n...c\r\n.\r\n");
        assert_eq!(dotted(".\r\n.\r\n"), "..\r\n..\r\n.\r\n");
    }

    /// RFC 5321, sections 4.5.3.2.1 to 4.5.3.2.6.
    #[test]
    fn a_server_has_as_long_as_the_rfc_says() {
        let Patience { greeting, mail, recipient, data, text, after_dot, .. } = Patience::default();
        let minutes = [greeting, mail, recipient, data, text, after_dot].map(|longest| longest.as_secs() / 60);
        assert_eq!(minutes, [5, 5, 5, 2, 3, 10]);
    }
}
