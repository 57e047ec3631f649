//! Passwords: Argon2id (RFC 9106), with the parameters of the OWASP password storage cheat sheet.

use crate::domain::{Invalid, Secret};
use crate::service::Error;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
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
fn argon2(cost: Cost) -> Result<Argon2<'static>, Error> {
    metrics::counter!("candor_password_hashes_total").increment(1);
    let (memory_kib, passes) = match cost {
        Cost::Full => (19 * 1024, 2),
        Cost::Test => (64, 1),
    };
    let params = Params::new(memory_kib, passes, 1, None).map_err(|e| Error::internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password, with a salt of its own. Slow on purpose: not inside a transaction.
pub fn hash(password: &Password, cost: Cost) -> Result<Secret<String>, Error> {
    let hash = argon2(cost)?
        .hash_password(password.0.expose().as_bytes())
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Secret::new(hash.to_string()))
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and answers no, so
/// that the time does not tell whether an account exists.
pub fn verify(password: &Password, hash: Option<&Secret<String>>, cost: Cost) -> Result<bool, Error> {
    let Some(known) = hash else {
        crate::service::account::passwords::hash(password, cost)?;
        return Ok(false);
    };
    let parsed = PasswordHash::new(known.expose()).map_err(|error| Error::internal(error.to_string()))?;
    Ok(argon2(cost)?.verify_password(password.0.expose().as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_verifies() {
        let right: Password = "callback hell".parse().unwrap();
        let wrong: Password = "callback heaven".parse().unwrap();
        let hash = hash(&right, Cost::Test).unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$"));
        assert!(verify(&right, Some(&hash), Cost::Test).unwrap());
        assert!(!verify(&wrong, Some(&hash), Cost::Test).unwrap());
        assert!(!verify(&right, None, Cost::Test).unwrap());
    }

    #[test]
    fn length_is_bounded_and_nothing_shows() {
        assert!("1234567".parse::<Password>().is_err());
        assert!("x".repeat(100_000).parse::<Password>().is_err());
        assert_eq!(format!("{:?}", "hunter2hunter2".parse::<Password>().unwrap()), "[redacted]");
    }
}
