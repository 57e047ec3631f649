//! The outbox, for the operator.

use crate::app::App;
use crate::domain::{AccountId, MailId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Api, NoContent, operations};
use crate::http::cursor::Cursor;
use crate::http::extract::Id;
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::service::delivery::parked::{self, Caretaker, MailRecord, State, Which};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Operation", operations![self: list, send_again, send_all_again]);
}

/// The state of an email, without its text, and with only the first letter and the domain of its address.
#[derive(Serialize, ToSchema)]
#[schema(as = OutboxEmail)]
pub(crate) struct MailView {
    id: MailId,
    /// To whom; of an invitation, in whose name.
    account_id: AccountId,
    /// What kind of email it is.
    #[schema(example = "session_booked")]
    kind: String,
    /// How many times it was tried.
    attempts: i32,
    /// When it was first to be sent.
    first_due_at: Timestamp,
    /// When it's to be sent or tried next, while it's waiting.
    next_attempt_at: Option<Timestamp>,
    /// When it was sent, dropped or given up.
    settled_at: Option<Timestamp>,
    /// What went wrong the last time.
    error: Option<String>,
}

impl From<MailRecord> for MailView {
    fn from(one: MailRecord) -> Self {
        Self {
            id: one.id,
            account_id: one.account,
            kind: one.kind,
            attempts: one.attempts,
            first_due_at: one.first_due,
            next_attempt_at: one.settled_at.is_none().then_some(one.not_before),
            settled_at: one.settled_at,
            error: one.error,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// The emails in this state; those that failed for good (`dead_letter`) unless you say otherwise.
    #[param(inline)]
    state: Option<State>,
}

const LIST: &str = "emails";

/// List emails by their state, latest first
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(get, path = "/v1/operator/emails", operation_id = "list_emails")]
pub(crate) async fn list(
    me: SignedIn,
    page: Paged<Query>,
    app: Data<App>,
) -> Answer<Json<Page<MailView>>, (code::Forbidden,)> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(MailId::from);
    let look_for = page.look_for();
    let state = page.filter.state.unwrap_or(State::Parked);
    let list =
        move |services: &_, me: Bearer| parked::list(services, Caretaker::Operator(me.account), state, after, look_for);
    let place = |last: &MailRecord| Cursor::new(LIST, last.first_due, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, MailView::from)))
}

/// Send an email again that failed for good
///
/// It's due now and tried for three days, unless it's no longer true. For the account that has confirmed the address given
/// as `--operator-mail`.
#[utoipa::path(post, path = "/v1/operator/emails/{id}/send", operation_id = "send_email_again")]
pub(crate) async fn send_again(me: SignedIn, id: Id<MailId>, app: Data<App>) -> Answer<NoContent, (code::Forbidden,)> {
    me.run(&app, move |services, me| parked::send_again(services, Caretaker::Operator(me.account), Which::One(id.0)))
        .await?;
    Ok(NoContent)
}

/// How many emails are sent again.
#[derive(Serialize, ToSchema)]
#[schema(as = EmailsDue)]
pub(crate) struct DueView {
    /// How many are due again.
    due: usize,
}

/// Send all emails again that failed for good
///
/// Once whatever stood in their way has gone. For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(post, path = "/v1/operator/emails/send", operation_id = "send_all_emails_again")]
pub(crate) async fn send_all_again(me: SignedIn, app: Data<App>) -> Answer<Json<DueView>, (code::Forbidden,)> {
    let work = |services: &_, me: Bearer| parked::send_again(services, Caretaker::Operator(me.account), Which::All);
    Ok(Json(DueView { due: me.run(&app, work).await? }))
}
