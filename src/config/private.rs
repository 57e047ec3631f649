//! Private files: the data folder, and the secret that signs tokens.

use super::ConfigError;
use crate::domain::Secret;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Creates a folder that only its owner can read.
pub(crate) fn make_private(folder: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| ConfigError(format!("The folder {} can't be created: {error}", folder.display())))
}

/// Creates a file that only its owner can read, unless it exists.
pub(crate) fn make_private_file(path: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::OpenOptionsExt;
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(ConfigError(format!("The file {} can't be created: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Writes a file that only its owner can read.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(content)
}

/// The shortest secret, in characters.
const MIN_SECRET: usize = 32;

/// A secret that repeats itself after fewer characters than this is refused.
const MIN_PERIOD: usize = 16;

/// The fewest different characters of a secret.
const MIN_VARIETY: usize = 8;

/// Why this secret is easy to guess, as the end of a sentence: it's short, or typed without much thought.
pub(crate) fn weakness(secret: &[u8]) -> Option<&'static str> {
    let secret = secret.trim_ascii();
    if secret.len() < MIN_SECRET {
        return Some("needs at least 32 characters, apart from blanks around them");
    }
    let variety: std::collections::HashSet<_> = secret.iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if variety.len() < MIN_VARIETY {
        return Some("has hardly any different characters");
    }
    let repeats = |period: usize| secret.iter().zip(secret.iter().skip(period)).all(|(one, next)| one == next);
    if (1..MIN_PERIOD).any(repeats) {
        return Some("repeats itself");
    }
    let steps = secret.iter().zip(secret.iter().skip(1));
    let small = steps.filter(|(one, next)| one.abs_diff(**next) <= 1).count();
    if small * 2 > secret.len() {
        return Some("is mostly the same character, or characters in their order");
    }
    None
}

/// Deletes temporary files of processes that were killed while they generated the secret.
fn tidy(path: &Path) -> io::Result<()> {
    const ABANDONED: std::time::Duration = std::time::Duration::from_secs(60);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Ok(());
    };
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let left = entry.file_name();
        let left = left.to_str().and_then(|left| left.strip_prefix(name)).is_some_and(|end| end.ends_with(".tmp"));
        let age = || entry.metadata()?.modified()?.elapsed().map_err(io::Error::other);
        if left && age().is_ok_and(|age| age > ABANDONED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The secret in this file, which is generated if it doesn't exist, readable only by its owner.
pub(crate) fn kept_secret(path: &Path) -> io::Result<Secret<Vec<u8>>> {
    match fs::read(path) {
        Ok(secret) => {
            if let Some(why) = weakness(&secret) {
                return Err(io::Error::other(format!("it {why}; remove it and start again")));
            }
            tidy(path)?;
            return Ok(Secret::new(secret));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // Written to a temporary file and linked into place: two processes that start at the same time end up with the same
    // secret, and nobody reads half of it.
    let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
    let secret = crate::service::tokens::random();
    write_private(&fresh, secret.as_bytes())?;
    let placed = fs::hard_link(&fresh, path);
    fs::remove_file(&fresh)?;
    match placed {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::read(path).map(Secret::new),
    }
}
