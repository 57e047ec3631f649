//! A log of whose openings may have changed, written by triggers in the database; see the migration.

use crate::domain::AccountId;
use crate::store::connection::each;
use crate::store::rows::parse;
use crate::store::{Db, StoreError};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use std::collections::HashSet;
use std::sync::Arc;

/// A position in the log. Everything committed after it is found, in whatever order it was written.
#[derive(Debug, Clone, Default)]
pub struct LogPosition {
    /// Everything below this has been read: transactions on PostgreSQL, rows on SQLite.
    below: i64,
    /// What has been read above that.
    seen: Arc<HashSet<i64>>,
}

/// The log entries after a position.
#[derive(Debug)]
pub struct News {
    /// Whose openings may have changed.
    pub people: HashSet<AccountId>,
    /// The new position.
    pub mark: LogPosition,
    /// Whether the log ends before the position, because the database was replaced, such as by a restore.
    pub rewound: bool,
}

impl News {
    /// Whether there's anything new.
    pub fn any(&self) -> bool {
        self.rewound || !self.people.is_empty()
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    account_id: Option<String>,
}

/// One statement, and so one snapshot, for both the new position and the entries after the old one; on PostgreSQL also
/// the entries above the new position, which count as seen.
const OF_POSTGRES: &str = "
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS id, NULL::text AS account_id
    UNION ALL SELECT id, account_id FROM opening_changes
    WHERE tx >= LEAST($1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)";
const OF_SQLITE: &str = "
    SELECT COALESCE(MAX(id), 0) + 1 AS id, NULL AS account_id FROM opening_changes
    UNION ALL SELECT id, account_id FROM opening_changes WHERE id >= ?";

/// The current position: everything read from now on includes all changes before it.
pub fn now(conn: &mut Db) -> Result<LogPosition, StoreError> {
    let beyond = LogPosition { below: i64::MAX, ..LogPosition::default() };
    Ok(since(conn, &beyond)?.mark)
}

/// What has changed since a position.
pub fn since(conn: &mut Db, mark: &LogPosition) -> Result<News, StoreError> {
    // The multi-connection has no union, and the databases differ in how the position is found.
    let sql = match conn {
        Db::Postgres(_) => OF_POSTGRES,
        Db::Sqlite(_) => OF_SQLITE,
    };
    let rows: Vec<Row> = each!(conn => diesel::sql_query(sql).bind::<BigInt, _>(mark.below).load(conn))?;
    let (mut below, mut people, mut seen) = (0, HashSet::new(), HashSet::new());
    for row in rows {
        match row.account_id {
            None => below = row.id,
            Some(account) => {
                if !mark.seen.contains(&row.id) {
                    people.insert(parse(&account)?);
                }
                seen.insert(row.id);
            }
        }
    }
    Ok(News { people, rewound: below < mark.below, mark: LogPosition { below, seen: Arc::new(seen) } })
}

/// Deletes entries older than two days, by the database's clock; the newest row stays, so that SQLite never reuses a number.
pub fn sweep(conn: &mut Db) -> Result<usize, StoreError> {
    let two_days_ago = match conn {
        Db::Postgres(_) => "(now() AT TIME ZONE 'UTC') - INTERVAL '2 days'",
        Db::Sqlite(_) => "datetime('now', '-2 days')",
    };
    let sql =
        format!("DELETE FROM opening_changes WHERE at < {two_days_ago} AND id < (SELECT MAX(id) FROM opening_changes)");
    Ok(each!(conn => diesel::sql_query(sql).execute(conn))?)
}
