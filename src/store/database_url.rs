use std::{fmt, str::FromStr};

/// Where the data lives: `sqlite:<path>`, `sqlite::memory:` or `postgres://user:password@host/database`.
///
/// A bare path or a misspelt scheme is refused, because SQLite would silently create a new file. The password never
/// appears in `Debug` or `Display`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, embedded.
    SqliteFile(String),
    /// In memory: gone when the process ends. For tests.
    SqliteMemory,
    /// A PostgreSQL server.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return match path {
                ":memory:" => Ok(Self::SqliteMemory),
                "" => Err("DATABASE_URL names no file: write sqlite:data/candor.db".to_owned()),
                path => Ok(Self::SqliteFile(path.to_owned())),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let url = url::Url::parse(text).map_err(|error| format!("DATABASE_URL is not a URL: {error}"))?;
            let tls = url
                .query_pairs()
                .any(|(name, value)| name == "sslmode" && !matches!(&*value, "disable" | "allow" | "prefer"));
            if tls && !cfg!(feature = "postgres-tls") {
                return Err("DATABASE_URL asks for TLS (sslmode), which this build does not have. \
                            Build with --features postgres-tls, or use the Docker image."
                    .to_owned());
            }
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("DATABASE_URL must start with sqlite: or postgres:// (for example sqlite:data/candor.db)".to_owned())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(f, "sqlite:{path}"),
            Self::SqliteMemory => f.write_str("sqlite::memory:"),
            Self::Postgres(text) => match url::Url::parse(text) {
                Ok(url) => write!(f, "postgres://{}{}", url.host_str().unwrap_or(""), url.path()),
                Err(_) => f.write_str("postgres://"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_refused() {
        for bad in ["", "data/candor.db", "sqlite:", "postgre://x/y", "mysql://x/y", "sqlite3:a.db"] {
            assert!(bad.parse::<DatabaseUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn passwords_do_not_show() {
        let url: DatabaseUrl = "postgres://ann:hunter2@db:5432/candor".parse().unwrap();
        assert_eq!(format!("{url:?}"), "postgres://db/candor");
    }

    #[test]
    #[cfg(not(feature = "postgres-tls"))]
    fn tls_needs_the_feature() {
        assert!("postgres://db/candor?sslmode=require".parse::<DatabaseUrl>().unwrap_err().contains("postgres-tls"));
        assert!("postgres://db/candor?sslmode=prefer".parse::<DatabaseUrl>().is_ok());
    }
}
