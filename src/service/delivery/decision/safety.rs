use super::{Addressed, Due, StillTrue, nameless};
use crate::mail::safety::PersonReported;
use crate::service::safety::reports;

/// A report that's still open goes to those responsible for it; to an operator by address alone.
pub(super) fn person_reported(due: &mut Due<'_>, mail: &mut PersonReported) -> StillTrue {
    mail.told = reports::to_tell(due.db, due.account, mail.report, mail.operator.is_some())?.map(Box::new);
    match &mail.operator {
        _ if mail.told.is_none() => Ok(None),
        None => due.mail_account(None),
        Some(address) => Ok(Some(Addressed { recipient: nameless(address)?, link: None })),
    }
}

pub(super) fn report_closed(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}
