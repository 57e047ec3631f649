//! Settings, from flags and the environment; secrets are never printed.

pub(crate) mod private;

use crate::calendar::fetch::Exception;
use crate::domain::{EmailAddress, MeetingBase, Secret};
use crate::mail::Frame;
use crate::store::DatabaseUrl;
use clap::Args;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use url::Url;

use private::{kept_secret, make_private, make_private_file, weakness};

/// What serving needs to know.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// The database: sqlite:PATH or postgres://user:password@host/name [default: sqlite:DATA_DIR/candor.db]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    database_url: Option<String>,
    /// Where the database, the emails and the generated secret live
    #[arg(long, env = "DATA_DIR", default_value = "data", global = true)]
    data_dir: PathBuf,
    /// Address and port to listen on
    #[arg(long, env = "BIND", default_value = "127.0.0.1:8080", global = true)]
    bind: String,
    /// The public address of this server; links in emails start with it [default: http://BIND]
    #[arg(long, env = "PUBLIC_URL", global = true)]
    public_url: Option<Url>,
    /// The mail server: smtp://, smtps:// or smtp+starttls://user:password@host:port [default: .eml files in DATA_DIR/mail]
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    smtp_url: Option<String>,
    /// The sender of every email, such as "Candor <candor@example.org>"
    #[arg(long, env = "MAIL_FROM", default_value = "Candor <candor@localhost.invalid>", global = true)]
    mail_from: String,
    /// Who answers questions: the Reply-To of every email, also named in its text
    #[arg(long, env = "MAIL_CONTACT", global = true)]
    mail_contact: Option<String>,
    /// The operator's email address: reports go there, and the account that has confirmed it can read them
    #[arg(long, env = "OPERATOR_MAIL", global = true)]
    operator_mail: Option<EmailAddress>,
    /// The key that signs tokens: at least 32 characters, the same on all replicas [default: generated in DATA_DIR]
    #[arg(long, env = "JWT_SECRET", hide_env_values = true, global = true)]
    jwt_secret: Option<Secret<String>>,
    /// Where to create meeting rooms for interviewers who have no place of their own, such as a Jitsi that you host [default: none]
    #[arg(long, env = "MEETING_BASE", global = true)]
    meeting_base: Option<MeetingBase>,
    /// Hosts and ports on a private network that calendars may be fetched from, such as calendar.lan:443
    #[arg(long, env = "CALENDAR_HOSTS", value_delimiter = ',', global = true)]
    calendar_hosts: Vec<Exception>,
    /// Rate limits: on, or off for load tests on loopback
    #[arg(long, env = "RATE_LIMIT", value_enum, default_value = "on", global = true)]
    rate_limit: Switch,
    /// Holding back emails that can wait from 22:00 to 07:00 in the reader's time zone [default: on, but off for emails written to files]
    #[arg(long, env = "QUIET_HOURS", value_enum, global = true)]
    quiet_hours: Option<Switch>,
    /// Trust the X-Forwarded-For header set by a proxy in front
    #[arg(long, env = "TRUST_PROXY", global = true)]
    trust_proxy: bool,
    /// Number of PostgreSQL connections, or of SQLite readers
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value = "8", global = true)]
    database_connections: u32,
    /// Number of passwords hashed at once, each in 19 MiB of memory; 0 for the number of cores
    #[arg(long, env = "PASSWORD_HASHES", default_value = "0", global = true)]
    password_hashes: usize,
    /// What to log, as a tracing filter, such as candor=debug
    #[arg(long, env = "LOG", default_value = "info,actix_server=warn,actix_http=off", global = true)]
    pub log: String,
    /// Allow starting on a public address with a generated secret
    #[arg(long, env = "ALLOW_GENERATED_SECRET", global = true)]
    allow_generated_secret: bool,
    /// Allow starting on a public address with emails written to files
    #[arg(long, env = "ALLOW_FILE_MAIL", global = true)]
    allow_file_mail: bool,
}

/// Whether something is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Why Candor doesn't start: a sentence that says how to fix it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// How mails are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTo {
    /// A mail server.
    Smtp(Secret<String>),
    /// A folder for .eml files.
    Files(PathBuf),
}

impl Config {
    /// The database; creates its folder if it's a file.
    pub fn database(&self) -> Result<DatabaseUrl, ConfigError> {
        let url = match &self.database_url {
            Some(url) => url.parse().map_err(ConfigError)?,
            None => DatabaseUrl::SqliteFile(self.data_dir.join("candor.db").display().to_string()),
        };
        if let DatabaseUrl::SqliteFile(path) = &url {
            if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
                make_private(folder)?;
            }
            // What SQLite keeps beside it gets the same permissions.
            make_private_file(Path::new(path))?;
        }
        Ok(url)
    }

    /// The data folder, created if it doesn't exist.
    pub fn folder(&self) -> Result<&Path, ConfigError> {
        make_private(&self.data_dir)?;
        Ok(&self.data_dir)
    }

    /// Number of database connections.
    pub fn connections(&self) -> u32 {
        self.database_connections.clamp(1, 200)
    }

    /// Number of passwords hashed at once; `None` for the number of cores.
    pub fn password_hashes(&self) -> Option<usize> {
        (self.password_hashes > 0).then(|| self.password_hashes.min(256))
    }

    /// The address to listen on.
    pub fn bind(&self) -> Result<SocketAddr, ConfigError> {
        let refused =
            || ConfigError(format!("BIND is not an address and port: {}. Write it like 127.0.0.1:8080.", self.bind));
        self.bind.to_socket_addrs().ok().and_then(|mut all| all.next()).ok_or_else(refused)
    }

    /// Links and sender of mails; `at` is where the server listens.
    pub fn frame(&self, at: SocketAddr) -> Result<Frame, ConfigError> {
        let url = match &self.public_url {
            Some(url) if url.has_host() && matches!(url.scheme(), "http" | "https") => url.clone(),
            Some(_) => return Err(ConfigError("PUBLIC_URL has to start with http:// or https://.".to_owned())),
            None => Url::parse(&format!("http://{at}")).map_err(|error| ConfigError(error.to_string()))?,
        };
        let mailbox = |setting: &str, text: &str| {
            let refusal = || {
                ConfigError(format!(
                    "{setting} is not an email address. Write it like \"Candor <candor@example.org>\"."
                ))
            };
            text.parse().map_err(|_| refusal())
        };
        let contact = self.mail_contact.as_deref().map(|text| mailbox("MAIL_CONTACT", text)).transpose()?;
        Ok(Frame { contact, ..Frame::new(url, mailbox("MAIL_FROM", &self.mail_from)?) })
    }

    /// The operator's address.
    pub fn operator(&self) -> Option<EmailAddress> {
        self.operator_mail.clone()
    }

    /// Where meeting rooms are made, if anywhere.
    pub fn meeting_base(&self) -> Option<MeetingBase> {
        self.meeting_base.clone()
    }

    /// How mails are sent.
    pub fn mail_to(&self) -> MailTo {
        match &self.smtp_url {
            Some(url) => MailTo::Smtp(Secret::new(url.clone())),
            None => MailTo::Files(self.data_dir.join("mail")),
        }
    }

    /// Hosts that calendars may be fetched from outside the public internet.
    pub fn calendar_hosts(&self) -> Vec<Exception> {
        self.calendar_hosts.clone()
    }

    /// Whether rate limits are on.
    pub fn limits_tries(&self) -> bool {
        self.rate_limit == Switch::On
    }

    /// Whether emails that can wait are held back at night. Files wake nobody, so they're written at once unless configured.
    pub fn keeps_quiet_hours(&self) -> bool {
        match self.quiet_hours {
            Some(switch) => switch == Switch::On,
            None => self.smtp_url.is_some(),
        }
    }

    /// Whether to trust `X-Forwarded-For`.
    pub fn trusts_proxy(&self) -> bool {
        self.trust_proxy
    }

    /// The key that signs tokens: as configured, or generated once and stored in the data folder, readable only by its owner.
    pub fn secret(&self) -> Result<Secret<Vec<u8>>, ConfigError> {
        if let Some(secret) = &self.jwt_secret {
            let bytes = secret.expose().as_bytes();
            if let Some(why) = weakness(bytes) {
                return Err(ConfigError(format!("JWT_SECRET {why}. `openssl rand -hex 32` makes one.")));
            }
            return Ok(Secret::new(bytes.to_vec()));
        }
        make_private(&self.data_dir)?;
        let path = self.data_dir.join("jwt_secret");
        kept_secret(&path).map_err(|error| ConfigError(format!("{} can't be read or created: {error}", path.display())))
    }

    /// Whether it can be reached from other machines.
    pub fn is_public(&self, at: SocketAddr) -> bool {
        let https = self.public_url.as_ref().is_some_and(|url| url.scheme() == "https");
        https || !is_loopback(at.ip())
    }

    /// Rejects settings that are fine locally but unsafe on a public address.
    pub fn check_public(&self, at: SocketAddr) -> Result<(), ConfigError> {
        if !self.is_public(at) {
            return Ok(());
        }
        if !self.limits_tries() {
            return Err(ConfigError(
                "RATE_LIMIT=off is for load tests on loopback. Remove it on a public address.".to_owned(),
            ));
        }
        if self.jwt_secret.is_none() && !self.allow_generated_secret {
            return Err(ConfigError(
                "On a public address set JWT_SECRET (`openssl rand -hex 32` makes one), or pass --allow-generated-secret."
                    .to_owned(),
            ));
        }
        if self.smtp_url.is_none() && !self.allow_file_mail {
            return Err(ConfigError(
                "On a public address set SMTP_URL, so that people get their email, or pass --allow-file-mail."
                    .to_owned(),
            ));
        }
        Ok(())
    }
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

#[cfg(test)]
mod tests;
