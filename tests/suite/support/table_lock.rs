use super::{TestDatabase, rows};
use candor::store::Store;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// A lock on a PostgreSQL table that blocks writers until it's released: they stop in the middle of a transaction.
pub struct TableLock {
    conn: PgConnection,
}

impl TableLock {
    /// Holds it.
    pub fn table(database: &TestDatabase, table: &str) -> Self {
        let mut conn = PgConnection::establish(&database.setting()).unwrap();
        conn.batch_execute(&format!("BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE")).unwrap();
        Self { conn }
    }

    /// Releases the lock.
    pub fn release(mut self) {
        self.conn.batch_execute("ROLLBACK").unwrap();
    }
}

/// The statements in this database that are waiting for a lock.
pub fn blocked_statements(store: &Store) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Statement {
        #[diesel(sql_type = Text)]
        query: String,
    }
    let found: Vec<Statement> = rows(
        store,
        "SELECT a.query FROM pg_stat_activity a WHERE a.datname = current_database() \
         AND EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted)",
    );
    found.into_iter().map(|one| one.query).collect()
}

/// How many statements are blocked while queueing a mail.
pub fn about_to_queue(store: &Store) -> usize {
    blocked_statements(store).iter().filter(|query| query.to_lowercase().starts_with("insert into \"outbox\"")).count()
}
