//! Candidate and interviewer profiles.

use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::{AccountId, Timestamp};
use crate::store::rows::{corrupt, from_json, parse, parse_opt, to_json};
use crate::store::schema::{candidate_profiles, interviewer_profiles};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = candidate_profiles)]
pub(crate) struct CandidateRow {
    account_id: String,
    level: String,
    kinds: String,
    topics: String,
    languages: String,
    programming_languages: String,
    target_role: String,
    goals: String,
    practise: String,
    updated_at: NaiveDateTime,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = interviewer_profiles, treat_none_as_null = true)]
pub(crate) struct InterviewerRow {
    account_id: String,
    headline: String,
    years: i32,
    has_interviewed: bool,
    kinds: String,
    levels: String,
    topics: String,
    languages: String,
    durations_minutes: String,
    weekly_capacity: i32,
    min_notice_hours: i32,
    buffer_minutes: i32,
    horizon_days: i32,
    meeting_place: Option<String>,
    paused_until: Option<NaiveDateTime>,
    short_notice: bool,
    named_in_shares: bool,
}

impl InterviewerRow {
    /// Its owner.
    pub(crate) fn account(&self) -> Result<AccountId, StoreError> {
        parse(&self.account_id)
    }
}

impl TryFrom<CandidateRow> for CandidateProfile {
    type Error = StoreError;
    fn try_from(row: CandidateRow) -> Result<Self, StoreError> {
        Ok(Self {
            level: parse(&row.level)?,
            kinds: from_json("candidate_profiles.kinds", &row.account_id, &row.kinds)?,
            topics: from_json("candidate_profiles.topics", &row.account_id, &row.topics)?,
            languages: from_json("candidate_profiles.languages", &row.account_id, &row.languages)?,
            programming_languages: from_json(
                "candidate_profiles.programming_languages",
                &row.account_id,
                &row.programming_languages,
            )?,
            target_role: parse(&row.target_role)?,
            goals: parse(&row.goals)?,
            practise: parse(&row.practise)?,
        })
    }
}

impl TryFrom<InterviewerRow> for InterviewerProfile {
    type Error = StoreError;
    fn try_from(row: InterviewerRow) -> Result<Self, StoreError> {
        use crate::domain::account::profile::{BufferMinutes, HorizonDays, NoticeHours, WeeklyCapacity, Years};
        let corrupt =
            |column: &str| corrupt(&format!("interviewer_profiles.{column}"), &row.account_id, "out of range");
        Ok(Self {
            headline: parse(&row.headline)?,
            years: Years::new(row.years.into()).ok_or_else(|| corrupt("years"))?,
            has_interviewed: row.has_interviewed,
            kinds: from_json("interviewer_profiles.kinds", &row.account_id, &row.kinds)?,
            levels: from_json("interviewer_profiles.levels", &row.account_id, &row.levels)?,
            topics: from_json("interviewer_profiles.topics", &row.account_id, &row.topics)?,
            languages: from_json("interviewer_profiles.languages", &row.account_id, &row.languages)?,
            durations_minutes: from_json(
                "interviewer_profiles.durations_minutes",
                &row.account_id,
                &row.durations_minutes,
            )?,
            weekly_capacity: WeeklyCapacity::new(row.weekly_capacity.into())
                .ok_or_else(|| corrupt("weekly_capacity"))?,
            min_notice_hours: NoticeHours::new(row.min_notice_hours.into())
                .ok_or_else(|| corrupt("min_notice_hours"))?,
            buffer_minutes: BufferMinutes::new(row.buffer_minutes.into()).ok_or_else(|| corrupt("buffer_minutes"))?,
            horizon_days: HorizonDays::new(row.horizon_days.into()).ok_or_else(|| corrupt("horizon_days"))?,
            meeting_place: parse_opt(row.meeting_place.as_deref())?,
            paused_until: row.paused_until.map(Timestamp::from_naive),
            short_notice: row.short_notice,
            named_in_shares: row.named_in_shares,
        })
    }
}

/// A person's candidate profile, if they have one.
pub fn candidate(conn: &mut Db, account: AccountId) -> Result<Option<CandidateProfile>, StoreError> {
    candidate_profiles::table
        .filter(candidate_profiles::account_id.eq(account.to_string()))
        .select(CandidateRow::as_select())
        .first(conn)
        .optional()?
        .map(CandidateProfile::try_from)
        .transpose()
}

/// Writes a person's candidate profile. The caller holds the person's lock.
pub fn put_candidate(
    conn: &mut Db,
    account: AccountId,
    profile: &CandidateProfile,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = CandidateRow {
        account_id: account.to_string(),
        level: profile.level.to_string(),
        kinds: to_json(&profile.kinds)?,
        topics: to_json(&profile.topics)?,
        languages: to_json(&profile.languages)?,
        programming_languages: to_json(&profile.programming_languages)?,
        target_role: profile.target_role.to_string(),
        goals: profile.goals.to_string(),
        practise: profile.practise.to_string(),
        updated_at: now.naive(),
    };
    let mine = candidate_profiles::table.filter(candidate_profiles::account_id.eq(account.to_string()));
    if diesel::update(mine).set(&row).execute(conn)? == 0 {
        diesel::insert_into(candidate_profiles::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// A person's interviewer profile, if they volunteer.
pub fn interviewer(conn: &mut Db, account: AccountId) -> Result<Option<InterviewerProfile>, StoreError> {
    interviewer_profiles::table
        .filter(interviewer_profiles::account_id.eq(account.to_string()))
        .select(InterviewerRow::as_select())
        .first(conn)
        .optional()?
        .map(InterviewerProfile::try_from)
        .transpose()
}

/// The end of somebody's break from interviewing, if their profile was changed after this time.
pub fn paused_since(conn: &mut Db, account: AccountId, since: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let until: Option<Option<NaiveDateTime>> = interviewer_profiles::table
        .filter(interviewer_profiles::account_id.eq(account.to_string()))
        .filter(interviewer_profiles::updated_at.gt(since.naive()))
        .select(interviewer_profiles::paused_until)
        .first(conn)
        .optional()?;
    Ok(until.flatten().map(Timestamp::from_naive))
}

/// The interviewer profiles of those of these people who volunteer.
pub fn interviewers(conn: &mut Db, people: &[AccountId]) -> Result<HashMap<AccountId, InterviewerProfile>, StoreError> {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let rows: Vec<InterviewerRow> = interviewer_profiles::table
        .filter(interviewer_profiles::account_id.eq_any(ids))
        .select(InterviewerRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| Ok((row.account()?, row.try_into()?))).collect()
}

/// Writes a person's interviewer profile. The caller holds the person's lock.
pub fn put_interviewer(
    conn: &mut Db,
    account: AccountId,
    profile: &InterviewerProfile,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = InterviewerRow {
        account_id: account.to_string(),
        headline: profile.headline.to_string(),
        years: profile.years.get().into(),
        has_interviewed: profile.has_interviewed,
        kinds: to_json(&profile.kinds)?,
        levels: to_json(&profile.levels)?,
        topics: to_json(&profile.topics)?,
        languages: to_json(&profile.languages)?,
        durations_minutes: to_json(&profile.durations_minutes)?,
        weekly_capacity: profile.weekly_capacity.get().into(),
        min_notice_hours: profile.min_notice_hours.get().into(),
        buffer_minutes: profile.buffer_minutes.get().into(),
        horizon_days: profile.horizon_days.get().into(),
        meeting_place: profile.meeting_place.as_ref().map(ToString::to_string),
        paused_until: profile.paused_until.map(Timestamp::naive),
        short_notice: profile.short_notice,
        named_in_shares: profile.named_in_shares,
    };
    let at = interviewer_profiles::updated_at.eq(now.naive());
    let mine = interviewer_profiles::table.filter(interviewer_profiles::account_id.eq(account.to_string()));
    if diesel::update(mine).set((&row, at)).execute(conn)? == 0 {
        diesel::insert_into(interviewer_profiles::table).values((&row, at)).execute(conn)?;
    }
    Ok(())
}

/// Deletes a person's interviewer profile.
pub fn delete_interviewer(conn: &mut Db, account: AccountId) -> Result<bool, StoreError> {
    let mine = interviewer_profiles::table.filter(interviewer_profiles::account_id.eq(account.to_string()));
    Ok(diesel::delete(mine).execute(conn)? == 1)
}

/// Deletes a person's candidate profile.
pub fn delete_candidate(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(candidate_profiles::table.filter(candidate_profiles::account_id.eq(account.to_string())))
        .execute(conn)?;
    Ok(())
}
