use super::conversation::Patience;
use super::send_error::SendError;
use super::smtp::{BadUrl, Smtp};
use crate::domain::MailId;
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::Date;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How mails are sent.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// As `.eml` files (RFC 5322) in this folder, so that the first run needs no mail server.
    Files(PathBuf),
}

impl Transport {
    /// A mail server by its URL: `smtp://` (no TLS), `smtp+starttls://` or `smtps://`, with `user:password@` if needed.
    /// Connects when there's something to send.
    pub fn smtp(url: &str) -> Result<Self, BadUrl> {
        Ok(Self::Smtp(Box::new(Smtp::from_url(url)?)))
    }

    /// Sets other timeouts for the steps of a conversation.
    #[must_use]
    pub fn within(mut self, patience: Patience) -> Self {
        if let Self::Smtp(smtp) = &mut self {
            smtp.patience = patience;
        }
        self
    }

    /// A folder for `.eml` files, created if it doesn't exist.
    pub fn files(dir: impl Into<PathBuf>) -> io::Result<Self> {
        let dir = dir.into();
        fs::create_dir_all(&dir)?;
        Ok(Self::Files(dir))
    }

    /// Sends one mail. Blocks for as long as the server takes, each step at most as long as [`Patience`] says. Calls
    /// `go_on` several times a second; `false` aborts the conversation.
    pub fn send(&self, message: &Message, id: MailId, go_on: &mut dyn FnMut() -> bool) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message.envelope(), &message.formatted(), go_on),
            Self::Files(dir) => {
                write_file(dir, message, id).map_err(|error| SendError::Temporary(format!("no file written: {error}")))
            }
        }
    }
}

/// `20270114T170000Z-<mail id>.eml`, by the mail's Date; written to a temporary file and renamed, so that nobody reads
/// half a mail.
fn write_file(dir: &Path, message: &Message, id: MailId) -> io::Result<()> {
    let date = message.headers().get::<Date>().map(|date| DateTime::<Utc>::from(std::time::SystemTime::from(date)));
    let name = format!("{}-{id}", date.unwrap_or_default().format("%Y%m%dT%H%M%SZ"));
    let aside = dir.join(format!(".{name}.tmp"));
    let mut file = private(&aside)?;
    file.write_all(&message.formatted())?;
    file.sync_all()?;
    fs::rename(&aside, dir.join(format!("{name}.eml")))
}

/// Mails contain sign-in links and notes, so only the owner may read them.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::samples;

    #[test]
    fn a_file_is_whole_and_named_by_its_id() {
        let dir = tempfile::tempdir().unwrap();
        let transport = Transport::files(dir.path().join("mails")).unwrap();
        let (message, id) = (samples::built(), samples::mail_id());
        transport.send(&message, id, &mut || true).unwrap();
        transport.send(&message, id, &mut || true).unwrap();
        let names: Vec<_> =
            fs::read_dir(dir.path().join("mails")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(names, [dir.path().join(format!("mails/20270113T170000Z-{id}.eml"))]);
        assert_eq!(fs::read(&names[0]).unwrap(), message.formatted());
    }

    #[test]
    fn a_server_that_is_away_is_a_passing_trouble() {
        // Bound but never accepting: the port is ours, and nobody speaks SMTP on it.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let transport = Transport::smtp(&format!("smtp://127.0.0.1:{port}")).unwrap();
        let error = transport.send(&samples::built(), samples::mail_id(), &mut || true).unwrap_err();
        assert!(matches!(error, SendError::Temporary(_)), "{error}");
    }
}
