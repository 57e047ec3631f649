//! People in rounds: their entries and outcomes.

use crate::domain::account::profile::CandidateProfile;
use crate::domain::round::{Entry, Outcome, RoundPerson};
use crate::domain::{AccountId, ProgramId, RoundId, SessionId, Timestamp};
use crate::store::rows::{from_json, from_json_opt, parse, parse_opt, to_json};
use crate::store::schema::{
    accounts, availabilities, candidate_profiles, interviewer_profiles, round_entries, round_results, rounds,
};
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

type Text = Option<String>;
type OutcomeRow = (String, String, Text, i32, bool, Text, Text);

fn outcome((round, candidate, session, waited, repeats, language, reason): OutcomeRow) -> Result<Outcome, StoreError> {
    Ok(Outcome {
        round: parse(&round)?,
        candidate: parse(&candidate)?,
        session: parse_opt(session.as_deref())?,
        waited: u32::try_from(waited).unwrap_or(0),
        repeats,
        language: parse_opt(language.as_deref())?,
        reason: parse_opt(reason.as_deref())?,
    })
}

const COLUMNS: (
    round_results::round_id,
    round_results::candidate_id,
    round_results::session_id,
    round_results::rounds_waited,
    round_results::met_before,
    round_results::language,
    round_results::unmatched_reason,
) = (
    round_results::round_id,
    round_results::candidate_id,
    round_results::session_id,
    round_results::rounds_waited,
    round_results::met_before,
    round_results::language,
    round_results::unmatched_reason,
);

/// The outcomes of a program's rounds, latest published first.
pub fn outcomes(conn: &mut Db, program: ProgramId) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<OutcomeRow> = round_results::table
        .inner_join(rounds::table)
        .filter(rounds::program_id.eq(program.to_string()))
        .order((rounds::published_at.desc(), rounds::id.desc(), round_results::candidate_id))
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(outcome).collect()
}

/// The outcomes of rounds for a candidate, latest first, for the export of their data.
pub fn outcomes_for(conn: &mut Db, candidate: AccountId) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<OutcomeRow> = round_results::table
        .filter(round_results::candidate_id.eq(candidate.to_string()))
        .order(round_results::round_id.desc())
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(outcome).collect()
}

/// The outcomes of a round.
pub fn outcomes_of(conn: &mut Db, round: RoundId) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<OutcomeRow> = round_results::table
        .filter(round_results::round_id.eq(round.to_string()))
        .order(round_results::candidate_id)
        .select(COLUMNS)
        .load(conn)?;
    rows.into_iter().map(outcome).collect()
}

/// The outcome that booked a session, if any.
pub fn of_session(conn: &mut Db, session: SessionId) -> Result<Option<Outcome>, StoreError> {
    let row: Option<OutcomeRow> = round_results::table
        .filter(round_results::session_id.eq(session.to_string()))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    row.map(outcome).transpose()
}

/// Saves a candidate's outcome of a round.
pub fn insert_outcome(conn: &mut Db, outcome: &Outcome) -> Result<(), StoreError> {
    diesel::insert_into(round_results::table)
        .values((
            round_results::round_id.eq(outcome.round.to_string()),
            round_results::candidate_id.eq(outcome.candidate.to_string()),
            round_results::session_id.eq(outcome.session.map(|id| id.to_string())),
            round_results::rounds_waited.eq(i32::try_from(outcome.waited).unwrap_or(i32::MAX)),
            round_results::met_before.eq(outcome.repeats),
            round_results::language.eq(outcome.language.map(|language| language.to_string())),
            round_results::unmatched_reason.eq(outcome.reason.map(|reason| reason.to_string())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records that a round's session won't take place; `false` if that was already recorded.
pub fn put_back(conn: &mut Db, session: SessionId) -> Result<bool, StoreError> {
    let row = round_results::table.filter(round_results::session_id.eq(session.to_string()));
    Ok(diesel::update(row).set(round_results::session_id.eq(None::<String>)).execute(conn)? == 1)
}
