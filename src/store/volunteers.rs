//! The volunteers as a search sees them: profile, hours and name, for many people in one statement.

use super::profiles::InterviewerRow;
use super::rows::parse;
use super::schema::{accounts, availabilities, interviewer_profiles};
use super::{Db, StoreError};
use crate::types::profile::InterviewerProfile;
use crate::types::{AccountId, DisplayName, Kind, Language, Level};
use diesel::prelude::*;

/// Somebody who volunteers, is confirmed and has given hours.
#[derive(Debug, Clone)]
pub struct Volunteer {
    /// Their account.
    pub id: AccountId,
    /// What they are called.
    pub name: DisplayName,
    /// What they offer.
    pub profile: InterviewerProfile,
    /// Their hours, as the JSON document that `rules::availability` reads.
    pub hours: String,
}

/// What a search asks of an interviewer's profile.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Does this kind.
    pub kind: Option<Kind>,
    /// Interviews for this level.
    pub level: Option<Level>,
    /// Speaks this language.
    pub language: Option<Language>,
    /// Only this person.
    pub only: Option<AccountId>,
    /// Not this person.
    pub except: Option<AccountId>,
}

/// Everybody who fits, by id.
pub fn find(conn: &mut Db, filter: &Filter) -> Result<Vec<Volunteer>, StoreError> {
    let mut query = interviewer_profiles::table
        .inner_join(accounts::table.on(accounts::id.eq(interviewer_profiles::account_id)))
        .inner_join(availabilities::table.on(availabilities::account_id.eq(interviewer_profiles::account_id)))
        .filter(accounts::deleted_at.is_null())
        .filter(accounts::email_verified_at.is_not_null())
        .into_boxed();
    // The columns hold JSON arrays of fixed words, so the word in its quotes finds it and nothing else.
    if let Some(kind) = filter.kind {
        query = query.filter(interviewer_profiles::kinds.like(format!("%\"{kind}\"%")));
    }
    if let Some(level) = filter.level {
        query = query.filter(interviewer_profiles::levels.like(format!("%\"{level}\"%")));
    }
    if let Some(language) = filter.language {
        query = query.filter(interviewer_profiles::languages.like(format!("%\"{language}\"%")));
    }
    if let Some(only) = filter.only {
        query = query.filter(interviewer_profiles::account_id.eq(only.to_string()));
    }
    if let Some(except) = filter.except {
        query = query.filter(interviewer_profiles::account_id.ne(except.to_string()));
    }
    let rows: Vec<(InterviewerRow, String, String)> = query
        .order(interviewer_profiles::account_id)
        .select((InterviewerRow::as_select(), accounts::display_name, availabilities::document))
        .load(conn)?;
    rows.into_iter()
        .map(|(profile, name, hours)| {
            Ok(Volunteer { id: profile.account()?, name: parse(&name)?, profile: profile.try_into()?, hours })
        })
        .collect()
}
