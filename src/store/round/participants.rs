//! People in rounds: their entries, profiles and hours.

use crate::domain::account::profile::CandidateProfile;
use crate::domain::round::{Entry, RoundPerson};
use crate::domain::{AccountId, RoundId, Timestamp};
use crate::store::rows::{from_json, from_json_opt, parse, to_json};
use crate::store::schema::{accounts, availabilities, candidate_profiles, interviewer_profiles, round_entries};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Saves somebody's entry for a round, replacing an earlier one.
pub fn put_entry(
    conn: &mut Db,
    round: RoundId,
    who: AccountId,
    entry: &Entry,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mine = round_entries::table
        .filter(round_entries::round_id.eq(round.to_string()))
        .filter(round_entries::account_id.eq(who.to_string()));
    let change = (round_entries::document.eq(to_json(entry)?), round_entries::updated_at.eq(now.naive()));
    if diesel::update(mine).set(change.clone()).execute(conn)? == 0 {
        let row = (
            round_entries::round_id.eq(round.to_string()),
            round_entries::account_id.eq(who.to_string()),
            change.0,
            change.1,
        );
        diesel::insert_into(round_entries::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The entries for a round: everybody's, or one person's.
pub fn entries(conn: &mut Db, round: RoundId, of: Option<AccountId>) -> Result<Vec<(AccountId, Entry)>, StoreError> {
    let mut query = round_entries::table.filter(round_entries::round_id.eq(round.to_string())).into_boxed();
    if let Some(of) = of {
        query = query.filter(round_entries::account_id.eq(of.to_string()));
    }
    let rows: Vec<(String, String)> = query.select((round_entries::account_id, round_entries::document)).load(conn)?;
    rows.iter().map(|(who, document)| Ok((parse(who)?, from_json("round_entries.document", who, document)?))).collect()
}

/// Somebody's entries, latest round first.
pub fn entries_of(conn: &mut Db, who: AccountId) -> Result<Vec<(RoundId, Entry)>, StoreError> {
    let rows: Vec<(String, String)> = round_entries::table
        .filter(round_entries::account_id.eq(who.to_string()))
        .order(round_entries::round_id.desc())
        .select((round_entries::round_id, round_entries::document))
        .load(conn)?;
    rows.iter()
        .map(|(round, document)| Ok((parse(round)?, from_json("round_entries.document", round, document)?)))
        .collect()
}

type PersonRow = (
    (String, String, String),
    (Option<NaiveDateTime>, Option<NaiveDateTime>, Option<String>),
    Option<crate::store::account::profiles::CandidateRow>,
    Option<String>,
);

/// These people, with what a round needs to know about them; in id order, in one statement.
pub fn people(conn: &mut Db, who: &[AccountId]) -> Result<Vec<RoundPerson>, StoreError> {
    let ids: Vec<String> = who.iter().map(ToString::to_string).collect();
    let rows: Vec<PersonRow> = accounts::table
        .left_join(candidate_profiles::table.on(candidate_profiles::account_id.eq(accounts::id)))
        .left_join(interviewer_profiles::table.on(interviewer_profiles::account_id.eq(accounts::id)))
        .left_join(availabilities::table)
        .filter(accounts::id.eq_any(ids))
        .filter(accounts::deleted_at.is_null())
        .order(accounts::id)
        .select((
            (accounts::id, accounts::display_name, accounts::time_zone),
            (accounts::email_verified_at, accounts::paused_until, interviewer_profiles::account_id.nullable()),
            Option::<crate::store::account::profiles::CandidateRow>::as_select(),
            availabilities::document.nullable(),
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|((id, name, zone), (confirmed_at, paused_until, interviews), profile, hours)| {
            Ok(RoundPerson {
                profile: profile.map(CandidateProfile::try_from).transpose()?,
                hours: from_json_opt("availabilities.document", &id, hours.as_deref())?,
                id: parse(&id)?,
                name: parse(&name)?,
                zone: parse(&zone)?,
                confirmed: confirmed_at.is_some(),
                paused_until: paused_until.map(Timestamp::from_naive),
                interviews: interviews.is_some(),
            })
        })
        .collect()
}
