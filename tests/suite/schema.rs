//! The tables: the same on both databases, and as the code has them.

use crate::support::{TestApp, TestDatabase, rows};
use candor::store::{Db, Store, StoreError};
use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use sha2::{Digest, Sha256};
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

/// The names of the tables of a database.
pub fn tables(store: &Store) -> Vec<String> {
    columns(store).into_keys().collect()
}

fn by_table(columns: Vec<Column>) -> BTreeMap<String, Vec<Column>> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for column in columns {
        tables.entry(column.table.clone()).or_default().push(column);
    }
    tables
}

/// The columns declared in the schema.
fn declared() -> BTreeMap<String, Vec<Column>> {
    let source = concat!(
        include_str!("../../src/store/schema.rs"),
        include_str!("../../src/store/account/schema.rs"),
        include_str!("../../src/store/availability/schema.rs"),
        include_str!("../../src/store/booking/schema.rs"),
        include_str!("../../src/store/matching/schema.rs"),
        include_str!("../../src/store/program/schema.rs"),
        include_str!("../../src/store/round/schema.rs"),
        include_str!("../../src/store/feedback/schema.rs"),
        include_str!("../../src/store/practice/schema.rs"),
        include_str!("../../src/store/safety/schema.rs")
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

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name)
}

/// The names in a folder of migrations.
fn migrations(name: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder(name)).unwrap().map(Result::unwrap);
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
    let (common, sqlite) = (migrations("both"), migrations("sqlite"));
    assert!(!common.is_empty() && !sqlite.is_empty());
    assert_eq!(sqlite, migrations("postgres"));
    // Diesel knows a migration by what stands before the first underscore.
    let versions: BTreeSet<_> = common.iter().chain(&sqlite).map(|name| name.split('_').next().unwrap()).collect();
    assert_eq!(versions.len(), common.len() + sqlite.len(), "two migrations have the same version: {versions:?}");
}

/// Every file of a migration, by its path below `migrations`, with its SHA-256.
fn files() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for name in ["both", "sqlite", "postgres"] {
        for migration in migrations(name) {
            for file in std::fs::read_dir(folder(name).join(&migration)).unwrap().map(Result::unwrap) {
                let path = format!("{name}/{migration}/{}", file.file_name().to_str().unwrap());
                let hash: String = Sha256::digest(std::fs::read(file.path()).unwrap())
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                found.insert(path, hash);
            }
        }
    }
    found
}

/// What is wrong with these files, and what to do about it.
fn problems(listed: &str, files: &BTreeMap<String, String>) -> Vec<String> {
    let listed: BTreeMap<&str, &str> =
        listed.lines().map(|line| line.split_once("  ").map(|(hash, path)| (path, hash)).unwrap()).collect();
    let edited = files.iter().filter_map(|(path, hash)| match listed.get(path.as_str()) {
        Some(was) if was == hash => None,
        Some(_) => Some(format!(
            "migrations/{path} was edited after it landed. Somebody has run it as it was, and will not run it again: \
             put it back, and make the change in a new migration."
        )),
        None => Some(format!(
            "migrations/{path} is not in migrations/checksums. Once it is as it should be: \
             (cd migrations && sha256sum {path} >> checksums)"
        )),
    });
    let gone = listed.keys().filter(|path| !files.contains_key(**path)).map(|path| {
        format!("migrations/{path} is gone. Databases that ran it, and new ones, must come out the same: put it back.")
    });
    edited.chain(gone).collect()
}

#[test]
fn a_migration_that_landed_is_never_edited() {
    let listed = std::fs::read_to_string(folder("checksums")).unwrap();
    let files = files();
    let found = problems(&listed, &files);
    assert!(found.is_empty(), "{}", found.join("\n"));
    // What the test is there for.
    let (path, _) = files.first_key_value().unwrap();
    let mut changed = files.clone();
    changed.insert(path.clone(), "00".to_owned());
    assert!(problems(&listed, &changed)[0].contains("was edited"));
    changed.insert("both/2027-01-01-000001_new/up.sql".to_owned(), "00".to_owned());
    assert!(problems(&listed, &changed)[1].contains("is not in"));
    changed.remove(path);
    assert!(problems(&listed, &changed)[1].contains("is gone"));
}

on_both_databases! {
    fn the_tables_are_as_the_code_has_them(app) {
        let (real, declared) = (columns(&app.services.store), declared());
        assert!(declared.len() > 10, "{declared:?}");
        assert_eq!(real.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>());
        for (table, columns) in declared {
            assert_eq!(real[&table], columns, "{table}");
        }
    }
}

/// The migrations of one database as files, which can be taken back; the binary only goes up.
#[derive(Clone)]
struct Files([FileBasedMigrations; 2]);

impl Files {
    fn of(database: &str) -> Self {
        Self(["both", database].map(|name| FileBasedMigrations::from_path(folder(name)).unwrap()))
    }
}

impl<DB: Backend> MigrationSource<DB> for Files {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let [common, own] = &self.0;
        Ok(common.migrations()?.into_iter().chain(own.migrations()?).collect())
    }
}

/// Takes every migration back, leaving nothing, and runs them again.
fn down_and_up<C: Connection + MigrationHarness<C::Backend> + SimpleConnection>(conn: &mut C, database: &str) {
    let migrations = Files::of(database);
    conn.revert_all_migrations(migrations.clone()).unwrap();
    // Nothing that a migration made may be left: then making it again would fail.
    conn.run_pending_migrations(migrations).unwrap();
}

#[test]
fn migrations_go_down_and_up_again_on_sqlite() {
    let database = TestDatabase::file();
    let app = TestApp::start(database);
    let before = columns(&app.services.store);
    let file = app.database().setting();
    let mut conn = SqliteConnection::establish(file.trim_start_matches("sqlite:")).unwrap();
    down_and_up(&mut conn, "sqlite");
    assert_eq!(columns(&app.services.store), before);
}

#[test]
fn migrations_go_down_and_up_again_on_postgres() {
    let app = TestApp::start(TestDatabase::postgres());
    let before = columns(&app.services.store);
    let mut conn = PgConnection::establish(&app.database().setting()).unwrap();
    down_and_up(&mut conn, "postgres");
    assert_eq!(columns(&app.services.store), before);
}
