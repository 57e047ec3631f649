use candor::store::{DatabaseUrl, Store, migrate};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of a test's own, gone when the test ends.
pub enum TestDatabase {
    Memory,
    File(tempfile::TempDir),
    Postgres { name: String },
}

impl TestDatabase {
    /// SQLite in memory: the quickest; one connection.
    pub fn memory() -> Self {
        Self::Memory
    }

    /// SQLite in a file: what people run.
    pub fn file() -> Self {
        Self::File(tempfile::tempdir().unwrap())
    }

    /// PostgreSQL: a copy of a database that was migrated once.
    pub fn postgres() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("candor_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        admin(&format!("CREATE DATABASE {name} TEMPLATE {}", template()));
        Self::Postgres { name }
    }

    pub fn url(&self) -> DatabaseUrl {
        match self {
            Self::Memory => DatabaseUrl::SqliteMemory,
            Self::File(folder) => DatabaseUrl::SqliteFile(folder.path().join("candor.db").display().to_string()),
            Self::Postgres { name } => DatabaseUrl::Postgres(postgres_url(name)),
        }
    }

    /// The URL as a setting of the binary, where it has one.
    pub fn setting(&self) -> String {
        match self.url() {
            DatabaseUrl::SqliteMemory => panic!("a process of its own needs a file"),
            DatabaseUrl::SqliteFile(path) => format!("sqlite:{path}"),
            DatabaseUrl::Postgres(url) => url,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Self::Postgres { name } = self {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The server that `scripts/test` started. Without it half of the suite could not run, so it fails.
fn server() -> url::Url {
    let url = std::env::var("CANDOR_TEST_POSTGRES");
    let url =
        url.expect("CANDOR_TEST_POSTGRES names no server: run ./scripts/test, or ./scripts/with-postgres cargo test");
    url.parse().expect("CANDOR_TEST_POSTGRES is a URL")
}

fn postgres_url(database: &str) -> String {
    let mut url = server();
    url.set_path(database);
    url.into()
}

fn admin(statement: &str) {
    let mut conn = PgConnection::establish(server().as_str()).expect("the test server answers");
    conn.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
}

fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("candor_{}_template", std::process::id());
        admin(&format!("CREATE DATABASE {name}"));
        let store = Store::open(&DatabaseUrl::Postgres(postgres_url(&name)), 1).unwrap();
        migrate::up(&store).unwrap();
        name
    })
}
