//! Passwords: Argon2id (RFC 9106), with the parameters of the OWASP password storage cheat sheet.

use super::hasher::{Hasher, Memory};
use super::password::{NewPassword, Password};
use crate::domain::Secret;
use crate::service::{Error, Services};
use argon2::Params;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// How expensive a password hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB, two passes: for everybody.
    Full,
    /// 64 KiB, one pass: for tests and load tests, which sign up thousands.
    Test,
}

/// A hasher for one hash. Counted in the metrics, because it's the most expensive thing a request does.
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
pub fn hash(services: &Services, password: &NewPassword) -> Result<Secret<String>, Error> {
    let _turn = services.gates.passwords.enter()?;
    services.gates.with_memory(|memory| hash_in(memory, password.as_typed(), services.settings.password_cost))
}

fn hash_in(memory: &mut Memory, password: &Password, cost: Cost) -> Result<Secret<String>, Error> {
    let hash = hasher(memory, cost)?
        .hash_password(password.expose().as_bytes())
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Secret::new(hash.to_string()))
}

/// Whether a password matches the hash. Without a hash it takes just as long and returns false, so that timing doesn't
/// reveal whether an account exists.
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
    Ok(hasher(memory, cost)?.verify_password(password.expose().as_bytes(), &parsed).is_ok())
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
    fn how_a_keyboard_composes_it_is_all_one() {
        let hash = |typed: &str| hash_in(&mut Memory::new(), &typed.parse().unwrap(), Cost::Test).unwrap();
        let is = |typed: &str, hash| {
            verify_in(&mut Memory::new(), &typed.parse().unwrap(), Some(&hash), Cost::Test).unwrap()
        };
        assert!(is("na\u{303}o sei bem", hash("n\u{e3}o sei bem")));
        assert!(is("a\u{ac01}\u{3000}b and c", hash("a\u{1100}\u{1161}\u{11a8} b\u{a0}and c")));
        assert!(!is("nao sei bem", hash("n\u{e3}o sei bem")));
        // Characters that look alike stay different.
        assert!(!is("\u{ff11}st promise", hash("1st promise")));
    }
}
