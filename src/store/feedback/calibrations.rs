//! Interviewers' ratings of sample sessions. Every function takes the owner: nobody can read another's.

use crate::domain::feedback::sample_session::SampleRatings;
use crate::domain::{AccountId, Timestamp};
use crate::store::rows::{from_json, to_json};
use crate::store::schema::calibrations;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Somebody's ratings of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calibrated {
    /// The sample's id; the sample may no longer exist.
    pub sample: String,
    /// Their ratings.
    pub given: SampleRatings,
    /// When.
    pub given_at: Timestamp,
}

/// Saves somebody's ratings of a sample; `Conflict` if they've rated it before. The caller holds the person's lock.
pub fn insert(conn: &mut Db, who: AccountId, one: &Calibrated) -> Result<(), StoreError> {
    let row = (
        calibrations::account_id.eq(who.to_string()),
        calibrations::sample_id.eq(&one.sample),
        calibrations::document.eq(to_json(&one.given)?),
        calibrations::given_at.eq(one.given_at.naive()),
    );
    diesel::insert_into(calibrations::table).values(row).execute(conn)?;
    Ok(())
}

/// All ratings by somebody, in the order they were made.
pub fn of_person(conn: &mut Db, who: AccountId) -> Result<Vec<Calibrated>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = calibrations::table
        .filter(calibrations::account_id.eq(who.to_string()))
        .order((calibrations::given_at, calibrations::sample_id))
        .select((calibrations::sample_id, calibrations::document, calibrations::given_at))
        .load(conn)?;
    let read = |(sample, document, given_at): (String, String, _)| {
        let given = from_json("calibrations.document", &who.to_string(), &document)?;
        Ok(Calibrated { sample, given, given_at: Timestamp::from_naive(given_at) })
    };
    rows.into_iter().map(read).collect()
}

/// Deletes somebody's ratings, when their account is deleted.
pub fn delete_all(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    diesel::delete(calibrations::table.filter(calibrations::account_id.eq(who.to_string()))).execute(conn)?;
    Ok(())
}
