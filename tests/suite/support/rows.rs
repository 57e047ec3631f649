use candor::store::{Db, Store, StoreError};
use diesel::prelude::*;
use diesel::sql_types::Text;

#[derive(diesel::QueryableByName)]
struct Cell {
    #[diesel(sql_type = Text)]
    text: String,
}

fn texts(db: &mut Db, query: &str) -> Vec<String> {
    let cells: Vec<Cell> = match db {
        Db::Sqlite(conn) => diesel::sql_query(query).load(conn).unwrap(),
        Db::Postgres(conn) => diesel::sql_query(query).load(conn).unwrap(),
    };
    cells.into_iter().map(|cell| cell.text).collect()
}

/// Every row of every table, each as one line of text: what somebody with a copy of the database reads.
pub fn every_row(store: &Store) -> Vec<String> {
    let all = |db: &mut Db| -> Result<Vec<String>, StoreError> {
        let sqlite = matches!(db, Db::Sqlite(_));
        let tables = texts(
            db,
            if sqlite {
                "SELECT name AS text FROM sqlite_master WHERE type = 'table'"
            } else {
                "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'"
            },
        );
        assert!(tables.iter().any(|table| table == "outbox"), "{tables:?}");
        let mut rows = Vec::new();
        for table in tables {
            let columns = if sqlite {
                let quoted =
                    texts(db, &format!("SELECT 'quote(\"' || name || '\")' AS text FROM pragma_table_info('{table}')"));
                format!("'{table}: ' || {}", quoted.join(" || ', ' || "))
            } else {
                format!("'{table}: ' || t::text")
            };
            rows.extend(texts(db, &format!("SELECT {columns} AS text FROM {table} t")));
        }
        Ok(rows)
    };
    store.read(all).unwrap()
}
