use super::conversation::{Broken, Patience, Stage, Trouble, hand_over, within};
use super::send_error::SendError;
use crate::domain::Secret;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::pin::pin;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, timeout};
use url::Url;

/// Idle connections older than this aren't worth checking.
const KEPT: Duration = Duration::from_secs(60);
/// Maximum number of idle connections.
const MAX_KEPT: usize = 8;
/// Timeout for QUIT, which nobody waits for.
const GOODBYE: Duration = Duration::from_secs(5);
/// How often a conversation checks whether to go on.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// Why a mail server's URL was rejected. Doesn't quote the URL, because it may contain a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}; write the mail server as smtps://user:password@mail.example.org")]
pub struct BadUrl(pub(crate) &'static str);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    Never,
    AfterStart,
    FromTheStart,
}

/// A mail server, with its idle connections.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    parameters: Option<TlsParameters>,
    credentials: Option<Secret<Credentials>>,
    hello: ClientId,
    pub(super) patience: Patience,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
    /// The runtime for conversations: an abandoned one can be dropped in the middle of a step, which closes its
    /// connection; a blocked thread couldn't do that. Started with the first mail.
    runtime: OnceLock<Runtime>,
}

impl Smtp {
    /// Reads `smtp://` (no TLS, port 25), `smtp+starttls://` (TLS or nothing, port 587) and `smtps://`
    /// (TLS from the start, port 465). User and password are percent-encoded; a path names us in EHLO.
    pub(crate) fn from_url(text: &str) -> Result<Self, BadUrl> {
        let url = Url::parse(text).map_err(|_| BadUrl("this is not a URL"))?;
        let (tls, port) = match (url.scheme(), url.query()) {
            ("smtp", None) => (Tls::Never, 25),
            ("smtp", Some("tls=required")) | ("smtp+starttls", None) => (Tls::AfterStart, 587),
            ("smtps", None) => (Tls::FromTheStart, 465),
            ("smtp" | "smtps" | "smtp+starttls", Some(_)) => return Err(BadUrl("what follows the ? is not known")),
            _ => return Err(BadUrl("the URL begins with neither smtp://, smtp+starttls:// nor smtps://")),
        };
        let host = match url.host() {
            // For an unknown scheme, the URL parser takes an IPv4 address for a name; both are dialled the same way.
            Some(url::Host::Domain(name)) if !name.is_empty() => name.to_owned(),
            Some(url::Host::Ipv4(ip)) => ip.to_string(),
            Some(url::Host::Ipv6(ip)) => ip.to_string(),
            _ => return Err(BadUrl("the URL names no host")),
        };
        if host.contains(['%', '*', ' ', ',']) || url.fragment().is_some() {
            return Err(BadUrl("the URL holds a character that no host has; percent-encode # / ? @ in the password"));
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            ("", Some(_)) => return Err(BadUrl("the URL has a password and no user")),
            (_, None) => return Err(BadUrl("the URL has a user and no password")),
            (user, Some(password)) => Some(Secret::new(Credentials::new(decoded(user)?, decoded(password)?))),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name if name.contains('/') => return Err(BadUrl("the URL's path is not one name")),
            name => ClientId::Domain(name.to_owned()),
        };
        let parameters = match tls {
            Tls::Never => None,
            _ => Some(TlsParameters::new(host.clone()).map_err(|_| BadUrl("TLS can't be set up for this host"))?),
        };
        Ok(Self {
            host,
            port: url.port().unwrap_or(port),
            tls,
            parameters,
            credentials,
            hello,
            patience: Patience::default(),
            idle: Mutex::default(),
            runtime: OnceLock::new(),
        })
    }

    /// Sends over an idle connection if one still answers, otherwise over a new one. Blocks, and calls `go_on` several
    /// times a second: `false` aborts the conversation.
    pub(crate) fn send(
        &self,
        envelope: &Envelope,
        mail: &[u8],
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), SendError> {
        let runtime = self.runtime().map_err(|error| SendError::Temporary(error.to_string()))?;
        runtime.block_on(async {
            let mut conversation = pin!(self.converse(runtime, envelope, mail));
            loop {
                match timeout(ASK_EVERY, conversation.as_mut()).await {
                    Ok(Ok(())) => return Ok(()),
                    Ok(Err(broken)) => return Err(SendError::from(&broken)),
                    Err(_) if go_on() => {}
                    Err(_) => return Err(SendError::Temporary("interrupted: this process stops".to_owned())),
                }
            }
        })
    }

    fn runtime(&self) -> std::io::Result<&Runtime> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("smtp").enable_all().build()?;
        Ok(self.runtime.get_or_init(|| runtime))
    }

    async fn converse(&self, runtime: &Runtime, envelope: &Envelope, mail: &[u8]) -> Result<(), Broken> {
        let mut connection = match self.take_idle().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let done = hand_over(&mut connection, envelope, mail, &self.patience).await;
        match &done {
            Ok(()) => {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                if idle.len() < MAX_KEPT {
                    idle.push((connection, Instant::now()));
                }
            }
            // The server has replied, so it can take a QUIT; the mail doesn't wait for that.
            Err(Broken { trouble: Trouble::Said(error), .. }) if error.status().is_some() => {
                runtime.spawn(async move { timeout(GOODBYE, connection.abort()).await });
            }
            Err(_) => {}
        }
        done
    }

    async fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let (mut connection, used) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if used.elapsed() < KEPT
                && timeout(self.patience.kept, connection.test_connected()).await.is_ok_and(|stands| stands)
            {
                return Some(connection);
            }
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Broken> {
        let Patience { connection, greeting, .. } = self.patience;
        let wrapper = self.parameters.as_ref().filter(|_| self.tls == Tls::FromTheStart);
        let server = (self.host.as_str(), self.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(server, Some(connection), &self.hello, wrapper.cloned(), None);
        let mut connected = within(Stage::Greeting, connection + greeting, connecting).await?;
        if let Some(parameters) = self.parameters.as_ref().filter(|_| self.tls == Tls::AfterStart) {
            let upgrade = connected.starttls(parameters.clone(), &self.hello);
            within(Stage::StartTls, greeting, upgrade).await?;
        }
        if let Some(credentials) = &self.credentials {
            within(Stage::Login, greeting, connected.auth(DEFAULT_MECHANISMS, credentials.expose())).await?;
        }
        Ok(connected)
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Dropping it would block, which isn't allowed in a task of another runtime, where the last owner may be.
            runtime.shutdown_background();
        }
    }
}

fn decoded(part: &str) -> Result<String, BadUrl> {
    let refused = BadUrl("user and password have to be percent-encoded UTF-8");
    // Decode it as a query value, but encode "+" first, because it would become a space.
    let pair = format!("v={}", part.replace('+', "%2B").replace('&', "%26").replace(';', "%3B"));
    let text = url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned());
    text.filter(|text| !text.contains('\u{fffd}') && !text.chars().any(char::is_control)).ok_or(refused)
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{}, TLS {:?})", self.host, self.port, self.tls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::samples;
    use std::io::{BufRead, BufReader, Write};
    use std::sync::mpsc::channel;

    #[test]
    fn urls_say_where_and_how() {
        for (url, host, port, tls) in [
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Tls::Never),
            ("smtp://[::1]", "::1", 25, Tls::Never),
            ("smtp+starttls://mail.example.org", "mail.example.org", 587, Tls::AfterStart),
            ("smtp://mail.example.org?tls=required", "mail.example.org", 587, Tls::AfterStart),
            (
                "smtps://ann%40example.org:p%3Fw@mail.example.org/candor.example.org",
                "mail.example.org",
                465,
                Tls::FromTheStart,
            ),
        ] {
            let smtp = Smtp::from_url(url).unwrap();
            assert_eq!((smtp.host.as_str(), smtp.port, smtp.tls), (host, port, tls), "{url}");
        }
    }

    #[test]
    fn typos_are_refused_without_repeating_them() {
        for url in [
            "mail.example.org",
            "mail.example.org:25",
            "stmp://hunter2@x.org",
            "http://ann:hunter2@x.org",
            "smtp://",
            "smtp:///x",
            "smtps://ann@x.org",
            "smtps://:hunter2@x.org",
            "smtp://x.org?tls=maybe",
            "smtps://ann:hunter2#@x.org",
            "smtp://x.org/a/b",
            "smtp://x.org:99999",
        ] {
            let refusal = Smtp::from_url(url).map(|_| ()).unwrap_err();
            assert!(!refusal.to_string().contains("hunter2"), "{refusal}");
        }
    }

    #[test]
    fn the_password_stays_inside() {
        assert_eq!(decoded("p%3F+&;=%22w").unwrap(), "p?+&;=\"w");
        assert!(decoded("%ff").is_err());
        let smtp = Smtp::from_url("smtps://ann:hunter2@mail.example.org").unwrap();
        assert_eq!(format!("{smtp:?}"), "Smtp(mail.example.org:465, TLS FromTheStart)");
    }

    /// A mail server with this greeting and this reply to RCPT, which records what it receives; returns its port.
    fn server(banner: &'static str, rcpt: &'static str, heard: std::sync::mpsc::Sender<String>) -> u16 {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut answers = stream.unwrap();
                let lines = BufReader::new(answers.try_clone().unwrap()).lines();
                writeln!(answers, "{banner}\r").unwrap();
                let mut in_data = false;
                for line in lines.map_while(Result::ok) {
                    let verb = line.split([' ', ':']).next().unwrap_or_default().to_owned();
                    if in_data && line != "." {
                        continue;
                    }
                    in_data = verb == "DATA";
                    let answer = match verb.as_str() {
                        "RCPT" => rcpt,
                        "DATA" => "354 go on",
                        _ => "250 yes",
                    };
                    let _unheard = heard.send(verb);
                    if writeln!(answers, "{answer}\r").is_err() {
                        break;
                    }
                }
            }
        });
        port
    }

    fn sent(smtp: &Smtp) -> Result<(), SendError> {
        let message = samples::built();
        smtp.send(message.envelope(), &message.formatted(), &mut || true)
    }

    #[test]
    fn two_mails_share_a_connection() {
        let (heard, log) = channel();
        let smtp = Smtp::from_url(&format!("smtp://127.0.0.1:{}", server("220 hello", "250 yes", heard))).unwrap();
        sent(&smtp).unwrap();
        sent(&smtp).unwrap();
        let verbs: Vec<_> = log.try_iter().collect();
        assert_eq!(verbs.join(" "), "EHLO MAIL RCPT DATA . NOOP MAIL RCPT DATA .");
    }

    #[test]
    fn only_a_refused_recipient_is_for_good() {
        let refused = |banner, rcpt| {
            let port = server(banner, rcpt, channel().0);
            sent(&Smtp::from_url(&format!("smtp://127.0.0.1:{port}")).unwrap()).unwrap_err()
        };
        let gone = refused("220 hello", "550 5.1.1 <ann@example.com>: no such person");
        assert!(matches!(&gone, SendError::Permanent(why) if why.contains("<a***@example.com>")), "{gone}");
        assert!(matches!(refused("220 hello", "450 4.2.1 come back later"), SendError::Temporary(_)));
        assert!(matches!(refused("554 5.7.1 your network is blocked", "250 yes"), SendError::Temporary(_)));
    }
}
