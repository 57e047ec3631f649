use candor::store::DatabaseUrl;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder for one Candor, and its database: in the folder, or on the server of `scripts/with-postgres`.
pub struct Place {
    pub folder: tempfile::TempDir,
    postgres: Option<(url::Url, String)>,
}

impl Place {
    pub fn new(database: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if database == "sqlite" {
            return Self { folder, postgres: None };
        }
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("CANDOR_TEST_POSTGRES").expect("run scripts/bench, which starts PostgreSQL");
        let name = format!("candor_bench_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let place = Self { folder, postgres: Some((server.parse().unwrap(), name.clone())) };
        place.admin(&format!("CREATE DATABASE {name}"));
        place
    }

    /// `DATABASE_URL`.
    pub fn url(&self) -> String {
        match &self.postgres {
            None => format!("sqlite:{}/candor.db", self.folder.path().display()),
            Some((server, name)) => {
                let mut url = server.clone();
                url.set_path(name);
                url.into()
            }
        }
    }

    pub fn database(&self) -> DatabaseUrl {
        self.url().parse().unwrap()
    }

    /// Updates the planner's statistics, as a database that has run for a while would have done.
    pub fn settle(&self) {
        if self.postgres.is_some() {
            self.connection().batch_execute("ANALYZE").unwrap();
        }
    }

    /// A connection to this PostgreSQL database.
    pub fn connection(&self) -> PgConnection {
        PgConnection::establish(&self.url()).unwrap()
    }

    pub fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    fn admin(&self, statement: &str) {
        let Some((server, _)) = &self.postgres else { return };
        PgConnection::establish(server.as_str()).unwrap().batch_execute(statement).unwrap();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((_, name)) = &self.postgres {
            self.admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
