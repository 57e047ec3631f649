//! Settings of people's plans: the weekly mail, steps in their calendar, steps in interviewers' briefs.

use crate::domain::practice::plan::{PlanSettings, Week};
use crate::domain::{AccountId, Timestamp};
use crate::store::rows::parse;
use crate::store::schema::plan_settings;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = plan_settings, treat_none_as_null = true)]
struct Row {
    account_id: String,
    in_calendar: bool,
    in_briefs: bool,
    next_mail_at: Option<NaiveDateTime>,
}

/// Somebody's settings; everything is off by default.
pub fn get(conn: &mut Db, owner: AccountId) -> Result<PlanSettings, StoreError> {
    let row: Option<Row> =
        plan_settings::table.find(owner.to_string()).select(Row::as_select()).first(conn).optional()?;
    Ok(row.map_or_else(PlanSettings::default, |row| PlanSettings {
        in_calendar: row.in_calendar,
        in_briefs: row.in_briefs,
        next_mail_at: row.next_mail_at.map(Timestamp::from_naive),
    }))
}

/// Saves somebody's settings. The caller holds their lock.
pub fn put(conn: &mut Db, owner: AccountId, settings: &PlanSettings) -> Result<(), StoreError> {
    let row = Row {
        account_id: owner.to_string(),
        in_calendar: settings.in_calendar,
        in_briefs: settings.in_briefs,
        next_mail_at: settings.next_mail_at.map(Timestamp::naive),
    };
    if diesel::update(plan_settings::table.find(owner.to_string())).set(&row).execute(conn)? == 0 {
        diesel::insert_into(plan_settings::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// People whose weekly mail is due, the longest due first.
pub fn due(conn: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<(AccountId, Timestamp)>, StoreError> {
    let rows: Vec<(String, Option<NaiveDateTime>)> = plan_settings::table
        .filter(plan_settings::next_mail_at.le(now.naive()))
        .order((plan_settings::next_mail_at, plan_settings::account_id))
        .limit(limit)
        .select((plan_settings::account_id, plan_settings::next_mail_at))
        .load(conn)?;
    let due = rows.into_iter().filter_map(|(id, at)| Some((id, Timestamp::from_naive(at?))));
    due.map(|(id, at)| Ok((parse(&id)?, at))).collect()
}

/// Claims sending a weekly mail that was due at this moment; `false` if somebody was faster, or the mail is no longer
/// wanted. The next one is due at `next`.
pub fn claim(conn: &mut Db, owner: AccountId, due: Timestamp, next: Timestamp) -> Result<bool, StoreError> {
    let there = plan_settings::table.find(owner.to_string()).filter(plan_settings::next_mail_at.eq(due.naive()));
    Ok(diesel::update(there).set(plan_settings::next_mail_at.eq(next.naive())).execute(conn)? == 1)
}

/// Records that a week's mail is sent; `false` if it or a later one was already sent.
pub fn tell(conn: &mut Db, owner: AccountId, week: Week) -> Result<bool, StoreError> {
    let earlier = plan_settings::last_mailed_week.is_null().or(plan_settings::last_mailed_week.lt(week.day()));
    let untold = plan_settings::table.filter(plan_settings::account_id.eq(owner.to_string())).filter(earlier);
    Ok(diesel::update(untold).set(plan_settings::last_mailed_week.eq(week.day())).execute(conn)? == 1)
}

/// Deletes somebody's settings, when their account is deleted.
pub fn delete(conn: &mut Db, owner: AccountId) -> Result<(), StoreError> {
    diesel::delete(plan_settings::table.find(owner.to_string())).execute(conn)?;
    Ok(())
}
