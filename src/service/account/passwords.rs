//! Passwords: Argon2id (RFC 9106), with the parameters of the OWASP password storage cheat sheet.

use super::hasher::{Hasher, Memory};
use crate::domain::{Invalid, Secret};
use crate::service::{Error, Services};
use argon2::Params;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use std::fmt;
use std::str::FromStr;

/// What a password costs to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB, two passes: for everybody.
    Full,
    /// 64 KiB, one pass: for tests and load tests, which sign up thousands.
    Test,
}

/// A password as typed: 8 to 200 characters, any characters.
#[derive(Clone)]
pub struct Password(Secret<String>);

impl FromStr for Password {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        // Counted up to the limit only: a password of 100,000 characters costs nothing.
        match text.chars().take(201).count() {
            0..=7 => Err(Invalid::new("A password needs at least 8 characters; a short sentence works well.")),
            8..=200 => Ok(Self(Secret::new(text.to_owned()))),
            _ => Err(Invalid::new("A password can have at most 200 characters.")),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Password {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What hashes once. Counted, for it is the dearest thing that a request does.
fn hasher(memory: &mut Memory, cost: Cost) -> Result<Hasher<'_>, Error> {
    metrics::counter!("candor_password_hashes_total").increment(1);
    let (memory_kib, passes) = match cost {
        Cost::Full => (19 * 1024, 2),
        Cost::Test => (64, 1),
    };
    let params = Params::new(memory_kib, passes, 1, None).map_err(|e| Error::internal(e.to_string()))?;
    Ok(Hasher::new(params, memory))
}

/// Hashes a password, with a salt of its own. Slow on purpose: not inside a transaction.
///
/// # Errors
/// `busy` when too many passwords are being hashed; see [`Gates::passwords`](crate::service::gate::Gates::passwords).
pub fn hash(services: &Services, password: &Password) -> Result<Secret<String>, Error> {
    let _turn = services.gates.passwords.enter()?;
    services.gates.with_memory(|memory| hash_in(memory, password, services.settings.password_cost))
}

fn hash_in(memory: &mut Memory, password: &Password, cost: Cost) -> Result<Secret<String>, Error> {
    let hash = hasher(memory, cost)?
        .hash_password(password.0.expose().as_bytes())
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Secret::new(hash.to_string()))
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and answers no, so
/// that the time does not tell whether an account exists.
///
/// # Errors
/// `busy` as for [`hash`].
pub fn verify(services: &Services, password: &Password, hash: Option<&Secret<String>>) -> Result<bool, Error> {
    let _turn = services.gates.passwords.enter()?;
    services.gates.with_memory(|memory| verify_in(memory, password, hash, services.settings.password_cost))
}

fn verify_in(
    memory: &mut Memory,
    password: &Password,
    hash: Option<&Secret<String>>,
    cost: Cost,
) -> Result<bool, Error> {
    let Some(known) = hash else {
        hash_in(memory, password, cost)?;
        return Ok(false);
    };
    let parsed = PasswordHash::new(known.expose()).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hasher(memory, cost)?.verify_password(password.0.expose().as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_verifies() {
        let right: Password = "callback hell".parse().unwrap();
        let wrong: Password = "callback heaven".parse().unwrap();
        let hash = hash_in(&mut Memory::new(), &right, Cost::Test).unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$"));
        assert!(verify_in(&mut Memory::new(), &right, Some(&hash), Cost::Test).unwrap());
        assert!(!verify_in(&mut Memory::new(), &wrong, Some(&hash), Cost::Test).unwrap());
        assert!(!verify_in(&mut Memory::new(), &right, None, Cost::Test).unwrap());
    }

    #[test]
    fn length_is_bounded_and_nothing_shows() {
        assert!("1234567".parse::<Password>().is_err());
        assert!("x".repeat(100_000).parse::<Password>().is_err());
        assert_eq!(format!("{:?}", "hunter2hunter2".parse::<Password>().unwrap()), "[redacted]");
    }
}
