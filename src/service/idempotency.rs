//! Running an operation only once per idempotency key.

use super::{Code, Error, Services, tokens};
use crate::domain::{AccountId, Timestamp};
use crate::store::idempotency as kept;
use crate::store::idempotency::Kept;
use crate::store::{Db, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why an attempt was rolled back.
enum AttemptError {
    /// The same request ran concurrently and finished first; its response has been stored.
    Raced,
    Failed(Error),
}

impl<E: Into<Error>> From<E> for AttemptError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Runs `work` in a writing transaction and stores its response under the caller's key, in the same transaction; a
/// later call with that key and the same `request` returns the stored response.
pub fn run_idempotent<T: Serialize + DeserializeOwned>(
    services: &Services,
    me: AccountId,
    key: Option<&str>,
    request: &impl Serialize,
    work: impl Fn(&mut Db, Timestamp) -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(key) = key else { return services.write(|db, now| work(db, now)) };
    let fingerprint = tokens::digest(&serde_json::to_string(request).map_err(Error::internal)?);
    let attempt = || {
        services.write_or(|db, now| {
            if let Some(earlier) = kept::find(db, me, key)? {
                return Ok(replay(me, &earlier, &fingerprint)?);
            }
            let answer = work(db, now)?;
            let answered = serde_json::to_string(&answer).map_err(Error::internal)?;
            let kept = Kept { fingerprint: fingerprint.clone(), answer: answered };
            match kept::insert(db, me, key, &kept, now) {
                Err(StoreError::Conflict(_)) => Err(AttemptError::Raced),
                other => Ok(other.map(|()| answer)?),
            }
        })
    };
    let undone = match attempt() {
        Err(AttemptError::Raced) => attempt(),
        // Perhaps refused because the same request, running concurrently, took what both of them want.
        Err(AttemptError::Failed(refusal)) => match services.read(|db, _| Ok(kept::find(db, me, key)?))? {
            Some(earlier) => return replay(me, &earlier, &fingerprint),
            None => return Err(refusal),
        },
        other => other,
    };
    undone.map_err(|undone| match undone {
        AttemptError::Failed(error) => error,
        AttemptError::Raced => Error::new(Code::Busy, "The same request is already being processed. Please try again."),
    })
}

fn replay<T: DeserializeOwned>(me: AccountId, earlier: &Kept, fingerprint: &str) -> Result<T, Error> {
    if earlier.fingerprint != fingerprint {
        return Err(Error::new(
            Code::IdempotencyKeyReused,
            "This Idempotency-Key was used for a different request. Please use a new one for each request.",
        ));
    }
    Ok(earlier.answer(me)?)
}
