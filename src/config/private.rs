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

/// The secret in this file, which is generated if it doesn't exist, readable only by its owner.
pub(crate) fn kept_secret(path: &Path) -> io::Result<Secret<Vec<u8>>> {
    use std::os::unix::fs::OpenOptionsExt;
    match fs::read(path) {
        Ok(secret) if secret.len() >= 32 => return Ok(Secret::new(secret)),
        Ok(_) => return Err(io::Error::other("it has fewer than 32 bytes; remove it and start again")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // Written to a temporary file and linked into place: two processes that start at the same time end up with the same
    // secret, and nobody reads half of it.
    let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
    let secret = crate::service::tokens::random();
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)?
        .write_all(secret.as_bytes())?;
    let placed = fs::hard_link(&fresh, path);
    fs::remove_file(&fresh)?;
    match placed {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::read(path).map(Secret::new),
    }
}
