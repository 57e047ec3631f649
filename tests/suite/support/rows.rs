use candor::store::{Db, Store, StoreError};
use diesel::prelude::*;
use diesel::query_builder::SqlQuery;
use diesel::query_dsl::LoadQuery;
use diesel::sql_types::Text;

/// What a statement answers: for what no route shows.
#[track_caller]
pub fn rows<T>(store: &Store, sql: &str) -> Vec<T>
where
    SqlQuery: for<'a> LoadQuery<'a, PgConnection, T> + for<'a> LoadQuery<'a, SqliteConnection, T>,
{
    let found = store.read(|db| {
        let found = match db {
            Db::Postgres(conn) => diesel::sql_query(sql).load(conn),
            Db::Sqlite(conn) => diesel::sql_query(sql).load(conn),
        };
        found.map_err(StoreError::from)
    });
    found.unwrap()
}

/// Changes rows in a way that no route does; answers how many.
#[track_caller]
pub fn execute(store: &Store, sql: &str) -> usize {
    let changed = store.write(|db| match db {
        Db::Postgres(conn) => diesel::sql_query(sql).execute(conn).map_err(StoreError::from),
        Db::Sqlite(conn) => diesel::sql_query(sql).execute(conn).map_err(StoreError::from),
    });
    changed.unwrap()
}

#[derive(diesel::QueryableByName)]
struct Cell {
    #[diesel(sql_type = Text)]
    text: String,
}

fn texts(store: &Store, sql: &str) -> Vec<String> {
    rows::<Cell>(store, sql).into_iter().map(|cell| cell.text).collect()
}

/// Every row of every table, each as one line of text: what somebody with a copy of the database reads.
pub fn every_row(store: &Store) -> Vec<String> {
    let sqlite = store.read(|db| Ok::<_, StoreError>(matches!(db, Db::Sqlite(_)))).unwrap();
    let tables = texts(
        store,
        if sqlite {
            "SELECT name AS text FROM sqlite_master WHERE type = 'table'"
        } else {
            "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'"
        },
    );
    assert!(tables.iter().any(|table| table == "outbox"), "{tables:?}");
    let mut all = Vec::new();
    for table in tables {
        let columns = if sqlite {
            let quoted =
                texts(store, &format!("SELECT 'quote(\"' || name || '\")' AS text FROM pragma_table_info('{table}')"));
            format!("'{table}: ' || {}", quoted.join(" || ', ' || "))
        } else {
            format!("'{table}: ' || t::text")
        };
        all.extend(texts(store, &format!("SELECT {columns} AS text FROM {table} t")));
    }
    all
}
