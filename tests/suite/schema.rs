//! The tables: the same on both databases, and as the code has them.

use crate::support::{TestApp, TestDatabase, rows};
use candor::store::{Db, Store, StoreError};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A column as `schema.rs` writes it.
#[derive(Debug, Clone, PartialEq, diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    key: bool,
}

const OF_SQLITE: &str = r#"
    SELECT t.name AS "table", c.name AS name, lower(c.type) AS kind, c."notnull" = 0 AS nullable, c.pk > 0 AS key
    FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\_\_%' ESCAPE '\' ORDER BY t.name, c.cid"#;

const OF_POSTGRES: &str = r#"
    SELECT c.table_name::text AS "table", c.column_name::text AS name, c.data_type::text AS kind,
           c.is_nullable = 'YES' AS nullable, EXISTS (
               SELECT 1 FROM information_schema.table_constraints k
               JOIN information_schema.key_column_usage u USING (constraint_name, table_name)
               WHERE k.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND u.column_name = c.column_name
           ) AS key
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '\_\_%' ORDER BY c.table_name COLLATE "C", c.ordinal_position"#;

fn is_sqlite(store: &Store) -> bool {
    store.read(|db| Ok::<_, StoreError>(matches!(db, Db::Sqlite(_)))).unwrap()
}

/// The columns of a database, by table, in their order, with diesel's names of their types.
fn columns(store: &Store) -> BTreeMap<String, Vec<Column>> {
    let mut found: Vec<Column> = rows(store, if is_sqlite(store) { OF_SQLITE } else { OF_POSTGRES });
    for column in &mut found {
        let kind = match &*column.kind {
            "text" => "Text",
            "integer" => "Integer",
            "bigint" => "BigInt",
            "boolean" => "Bool",
            "timestamp" | "timestamp without time zone" => "Timestamp",
            other => panic!("{}.{} is {other}, which the multi-connection does not carry", column.table, column.name),
        };
        column.kind = kind.to_owned();
    }
    by_table(found)
}

fn by_table(columns: Vec<Column>) -> BTreeMap<String, Vec<Column>> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for column in columns {
        tables.entry(column.table.clone()).or_default().push(column);
    }
    tables
}

/// The columns that the schema tells diesel of.
fn declared() -> BTreeMap<String, Vec<Column>> {
    let source = concat!(
        include_str!("../../src/store/schema.rs"),
        include_str!("../../src/store/schema/of_busy_calendars.rs"),
        include_str!("../../src/store/schema/of_calibration.rs"),
        include_str!("../../src/store/schema/of_marks.rs"),
        include_str!("../../src/store/schema/of_openings.rs"),
        include_str!("../../src/store/schema/of_moves.rs"),
        include_str!("../../src/store/schema/of_plan.rs"),
        include_str!("../../src/store/schema/of_programs.rs"),
        include_str!("../../src/store/schema/of_receiving.rs"),
        include_str!("../../src/store/schema/of_safety.rs"),
        include_str!("../../src/store/schema/of_looking_back.rs"),
        include_str!("../../src/store/schema/of_sessions.rs"),
        include_str!("../../src/store/schema/of_write_ups.rs"),
        include_str!("../../src/store/schema/of_stand_ins.rs")
    );
    let mut found = Vec::new();
    for block in source.split("diesel::table! {").skip(1) {
        let (head, rest) = block.split_once('{').unwrap();
        let (table, keys) = head.trim().split_once(" (").unwrap();
        let keys: Vec<&str> = keys.trim_end_matches(')').split(", ").collect();
        for line in rest.split('}').next().unwrap().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, kind) = line.trim_end_matches(',').split_once(" -> ").unwrap();
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            found.push(Column {
                table: table.to_owned(),
                name: name.to_owned(),
                kind: inner.unwrap_or(kind).to_owned(),
                nullable: inner.is_some(),
                key: keys.contains(&name),
            });
        }
    }
    by_table(found)
}

fn folder(database: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database)
}

fn migrations(database: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder(database)).unwrap().map(Result::unwrap);
    let named = entries.map(|entry| {
        for file in ["up.sql", "down.sql"] {
            assert!(entry.path().join(file).is_file(), "{} has no {file}", entry.path().display());
        }
        entry.file_name().into_string().unwrap()
    });
    named.collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    let sqlite = migrations("sqlite");
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, migrations("postgres"));
}

both! {
    fn the_tables_are_as_the_code_has_them(app) {
        let (real, declared) = (columns(&app.house.store), declared());
        assert!(declared.len() > 10, "{declared:?}");
        assert_eq!(real.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>());
        for (table, columns) in declared {
            assert_eq!(real[&table], columns, "{table}");
        }
    }
}

/// Takes every migration back, leaving nothing, and runs them again.
fn down_and_up<C: Connection + MigrationHarness<C::Backend> + SimpleConnection>(conn: &mut C, database: &str) {
    let migrations = FileBasedMigrations::from_path(folder(database)).unwrap();
    conn.revert_all_migrations(migrations.clone()).unwrap();
    // Nothing that a migration made may be left: then making it again would fail.
    conn.run_pending_migrations(migrations).unwrap();
}

#[test]
fn migrations_go_down_and_up_again_on_sqlite() {
    let database = TestDatabase::file();
    let app = TestApp::start(database);
    let before = columns(&app.house.store);
    let file = app.database().setting();
    let mut conn = SqliteConnection::establish(file.trim_start_matches("sqlite:")).unwrap();
    down_and_up(&mut conn, "sqlite");
    assert_eq!(columns(&app.house.store), before);
}

#[test]
fn migrations_go_down_and_up_again_on_postgres() {
    let app = TestApp::start(TestDatabase::postgres());
    let before = columns(&app.house.store);
    let mut conn = PgConnection::establish(&app.database().setting()).unwrap();
    down_and_up(&mut conn, "postgres");
    assert_eq!(columns(&app.house.store), before);
}
