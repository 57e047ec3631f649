//! What the tests saw each operation answer, kept in a file for `scripts/test` to hold against what they declare.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

/// Where it's kept: one line `operation status code` each, with `-` for no code.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("contract")
}

/// Notes an answer.
pub fn record(operation: &str, status: &str, code: &str) {
    static SEEN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let line = format!("{operation} {status} {code}\n");
    let Ok(mut seen) = SEEN.lock() else { return };
    if seen.insert(line.clone()) {
        std::fs::create_dir_all(folder()).unwrap();
        let file = folder().join(format!("seen.{}.txt", std::process::id()));
        OpenOptions::new().create(true).append(true).open(file).unwrap().write_all(line.as_bytes()).unwrap();
    }
}
