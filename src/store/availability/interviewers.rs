//! Interviewers for searches: profile, hours and name, for many people in one statement.

use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::Availability;
use crate::domain::{AccountId, DisplayName, Timestamp};
use crate::store::account::accounts::percent;
use crate::store::account::profiles::InterviewerRow;
use crate::store::rows::{from_json, parse};
use crate::store::schema::{accounts, availabilities, interviewer_profiles};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An interviewer with a confirmed address and hours.
#[derive(Debug, Clone)]
pub struct Volunteer {
    /// Their account.
    pub id: AccountId,
    /// Their name.
    pub name: DisplayName,
    /// Their interviewer profile.
    pub profile: InterviewerProfile,
    /// When a pause caused by two marks ends; may be in the past.
    pub rests_until: Option<Timestamp>,
    /// Reliability, 0 to 100.
    pub reliability: u8,
}

/// All interviewers, or those among these people; in id order, each with their hours.
pub fn find(conn: &mut Db, among: Option<&[AccountId]>) -> Result<Vec<(Volunteer, Availability)>, StoreError> {
    let mut query = interviewer_profiles::table
        .inner_join(accounts::table.on(accounts::id.eq(interviewer_profiles::account_id)))
        .inner_join(availabilities::table.on(availabilities::account_id.eq(interviewer_profiles::account_id)))
        .filter(accounts::deleted_at.is_null())
        .filter(accounts::email_verified_at.is_not_null())
        .into_boxed();
    if let Some(among) = among {
        let ids: Vec<String> = among.iter().map(ToString::to_string).collect();
        query = query.filter(interviewer_profiles::account_id.eq_any(ids));
    }
    let rows: Vec<(InterviewerRow, String, Option<NaiveDateTime>, i32, String)> = query
        .order(interviewer_profiles::account_id)
        .select((
            InterviewerRow::as_select(),
            accounts::display_name,
            accounts::paused_until,
            accounts::reliability,
            availabilities::document,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(profile, name, rests, reliability, hours)| {
            let (id, rests_until) = (profile.account()?, rests.map(Timestamp::from_naive));
            let hours = from_json("availabilities.document", &id.to_string(), &hours)?;
            let (name, reliability) = (parse(&name)?, percent(reliability));
            Ok((Volunteer { id, name, profile: profile.try_into()?, rests_until, reliability }, hours))
        })
        .collect()
}
