//! Running migrations.

use super::error::says_damaged;
use super::{Db, Store, StoreError};
use diesel::backend::Backend;
use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// Migrations for both databases.
const BOTH: EmbeddedMigrations = embed_migrations!("migrations/both");
/// Migrations with SQL for one database.
const SQLITE: Migrations = Migrations(embed_migrations!("migrations/sqlite"));
const POSTGRES: Migrations = Migrations(embed_migrations!("migrations/postgres"));

/// A number that nobody else on the server should use for an advisory lock: "candor" in ASCII.
const LOCK: &str = "SELECT pg_advisory_lock(109283187388274)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(109283187388274)";

/// The migrations of one database: those for both, and its own. Diesel runs them in the order of their names.
struct Migrations(EmbeddedMigrations);

impl<DB: Backend> MigrationSource<DB> for Migrations {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let mut all = BOTH.migrations()?;
        all.extend(self.0.migrations()?);
        Ok(all)
    }
}

/// Runs the pending migrations, and returns their names. Two processes that start at the same time do it one after the other.
pub fn up(store: &Store) -> Result<Vec<String>, StoreError> {
    use diesel::connection::SimpleConnection;
    store.bare(|conn| {
        check_version(conn)?;
        let done = match conn {
            Db::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(names),
            Db::Postgres(conn) => {
                conn.batch_execute(LOCK)?;
                let done = conn.run_pending_migrations(POSTGRES).map(names);
                conn.batch_execute(UNLOCK)?;
                done
            }
        };
        done.map_err(|error| failed("migrating", &*error))
    })
}

/// Refuses a database that a later version of Candor has migrated: this version would misread it.
pub(super) fn check_version(conn: &mut Db) -> Result<(), StoreError> {
    let unknown = match conn {
        Db::Sqlite(conn) => unknown(conn, &SQLITE),
        Db::Postgres(conn) => unknown(conn, &POSTGRES),
    };
    match unknown.map_err(|error| failed("reading the version", &*error))? {
        Some(version) => Err(StoreError::Newer(version)),
        None => Ok(()),
    }
}

fn failed(at: &str, error: &dyn std::error::Error) -> StoreError {
    let said = format!("{at}: {error}");
    if says_damaged(&said) { StoreError::Damaged(said) } else { StoreError::Other(said) }
}

/// A migration that has run here and that this binary doesn't have.
fn unknown<DB: Backend>(
    conn: &mut impl MigrationHarness<DB>,
    ours: &Migrations,
) -> diesel::migration::Result<Option<String>> {
    let ours: Vec<Box<dyn Migration<DB>>> = ours.migrations()?;
    let known: Vec<_> = ours.iter().map(|one| one.name().version().as_owned()).collect();
    let applied = conn.applied_migrations()?;
    Ok(applied.into_iter().find(|version| !known.contains(version)).map(|version| version.to_string()))
}

fn names(versions: Vec<diesel::migration::MigrationVersion<'_>>) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}
