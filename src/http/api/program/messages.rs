//! Writing to a program's members.

use crate::app::App;
use crate::domain::program::GroupName;
use crate::domain::program::message::{Audience, Subject, Text};
use crate::domain::{AccountId, EmailAddress, MessageId, ProgramId, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Body, Id, IdempotencyKey, Params};
use crate::http::problem::code;
use crate::service::program::messages::{self, NewMessage};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// Only say how many people it would be written to.
    #[serde(default)]
    dry_run: bool,
}

/// A message to members.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "to": "no_hours",
    "subject": "When do you have time?",
    "text": "The next round is on Thursday. If you add your weekly hours until then, we can find somebody for you."
}))]
pub(crate) struct WriteToMembers {
    /// Whom it's for.
    to: Audience,
    /// With `group`: which one.
    #[serde(default)]
    group: Option<GroupName>,
    /// With `members`: whom.
    #[serde(default)]
    #[schema(value_type = Option<Vec<AccountId>>, max_items = 2000)]
    members: Option<UpTo<2000, AccountId>>,
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    subject: Subject,
    #[schema(value_type = String, min_length = 1, max_length = 4000)]
    text: Text,
}

/// What came of a message.
#[derive(Serialize, ToSchema)]
#[schema(as = WrittenMessage)]
pub(crate) struct WrittenView {
    /// Null in a dry run, or if there's nobody to write to.
    id: Option<MessageId>,
    dry_run: bool,
    /// How many people get it. Those who have turned these emails off aren't counted.
    written_to: usize,
    /// Your address: replies go there, so everybody who gets the message can see it.
    reply_to: EmailAddress,
}

/// Write to members of a program
///
/// For coordinators: to everybody, to a list (`no_session`, `no_hours`, `no_profile`), to a group, or to members whom you
/// name. Each gets an email of their own, from Candor; you see nobody's address, **but replies go to yours**. Members can
/// turn these emails off with one click, and none is sent at night. A program's members get five messages in 24 hours at
/// most. With `dry_run`, nothing is sent, and the answer says how many people it would be.
#[utoipa::path(post, path = "/v1/programs/{id}/messages", operation_id = "write_to_members")]
pub(crate) async fn write(
    me: SignedIn,
    id: Id<ProgramId>,
    how: Params<How>,
    key: IdempotencyKey,
    body: Body<WriteToMembers>,
    app: Data<App>,
) -> Answer<Json<WrittenView>, (code::Forbidden, code::RateLimited)> {
    let (form, dry_run) = (body.0, how.0.dry_run);
    let wanted =
        NewMessage { to: form.to, group: form.group, members: form.members, subject: form.subject, text: form.text };
    let write =
        move |services: &_, me: Bearer| messages::write(services, me.account, id.0, key.0.as_deref(), &wanted, dry_run);
    let (written, reply_to) = me.run(&app, write).await?;
    Ok(Json(WrittenView { id: written.id, dry_run, written_to: written.written_to, reply_to }))
}
