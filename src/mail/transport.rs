use super::conversation::Patience;
use super::send_error::SendError;
use super::smtp::{BadUrl, Smtp};
use crate::domain::MailId;
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::Date;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

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

    /// A folder for `.eml` files, created for its owner only if it doesn't exist.
    pub fn files(dir: impl Into<PathBuf>) -> io::Result<Self> {
        let dir = dir.into();
        private_folder(&dir)?;
        let transport = Self::Files(dir);
        transport.tidy()?;
        Ok(transport)
    }

    /// Deletes files left half-written by a process that was killed; returns how many. Those mails are still in the outbox.
    pub fn tidy(&self) -> io::Result<usize> {
        let Self::Files(dir) = self else { return Ok(0) };
        let mut count = 0;
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = entry.file_name();
            let half_written = name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(".eml.tmp"));
            // Another process may be writing to the same folder.
            let old = || entry.metadata()?.modified()?.elapsed().map_err(io::Error::other);
            if half_written && old().is_ok_and(|age| age > ABANDONED) {
                fs::remove_file(entry.path())?;
                count += 1;
            }
        }
        Ok(count)
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

/// Temporary files older than this are abandoned: no mail takes as long to write.
const ABANDONED: Duration = Duration::from_secs(60);

/// `20270114T170000Z-<mail id>.eml`, by the mail's Date; written to a temporary file and renamed, so that nobody reads
/// half a mail.
fn write_file(dir: &Path, message: &Message, id: MailId) -> io::Result<()> {
    let date = message.headers().get::<Date>().map(|date| DateTime::<Utc>::from(std::time::SystemTime::from(date)));
    let name = format!("{}-{id}", date.unwrap_or_default().format("%Y%m%dT%H%M%SZ"));
    let aside = dir.join(format!(".{name}.eml.tmp"));
    let written = private(&aside).and_then(|mut file| {
        file.write_all(&message.formatted())?;
        file.sync_all()?;
        fs::rename(&aside, dir.join(format!("{name}.eml")))
    });
    if written.is_err() {
        // Half a mail takes up space on a full disk, too. The file may not exist.
        let _ = fs::remove_file(&aside);
    }
    written
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
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
    fn a_folder_is_its_owners_and_what_was_left_half_written_goes() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mails = dir.path().join("a/mails");
        let transport = Transport::files(&mails).unwrap();
        for folder in [mails.clone(), dir.path().join("a")] {
            assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        }
        transport.send(&samples::built(), samples::mail_id(), &mut || true).unwrap();
        let long_ago = fs::metadata(&mails).unwrap().modified().unwrap() - Duration::from_secs(7200);
        for (name, old) in [(".old.eml.tmp", true), (".new.eml.tmp", false), ("old.eml.tmp", true), ("a.eml", true)] {
            let file = private(&mails.join(name)).unwrap();
            if old {
                file.set_modified(long_ago).unwrap();
            }
        }
        assert_eq!(transport.tidy().unwrap(), 1);
        assert!(!mails.join(".old.eml.tmp").exists());
        assert_eq!(fs::read_dir(&mails).unwrap().count(), 4);
        File::open(mails.join(".new.eml.tmp")).unwrap().set_modified(long_ago).unwrap();
        // The next process finds it.
        Transport::files(&mails).unwrap();
        assert_eq!(fs::read_dir(&mails).unwrap().count(), 3);
    }

    #[test]
    fn a_mail_that_could_not_be_written_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let transport = Transport::files(dir.path()).unwrap();
        // Something is in its place that can't be replaced by a file.
        fs::create_dir_all(dir.path().join(format!("20270113T170000Z-{}.eml/x", samples::mail_id()))).unwrap();
        assert!(transport.send(&samples::built(), samples::mail_id(), &mut || true).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
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
