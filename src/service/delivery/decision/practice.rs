use super::{Due, StillTrue};
use crate::service::practice::plan::weekly;

pub(super) fn weekly_plan(due: &mut Due<'_>) -> StillTrue {
    if !weekly::is_wanted(due.db, due.account)? {
        return Ok(None);
    }
    let token = due.services.keys.weekly(due.account, due.now)?;
    due.mail_account(Some(due.page("weekly-mail", &token)))
}
