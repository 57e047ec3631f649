//! What was made in a session.

use crate::app::App;
use crate::domain::feedback::attachment::{Attachment, AttachmentKind, CodeLanguage, Content, NewAttachment, Title};
use crate::domain::{AttachmentId, Seat, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created, NoContent};
use crate::http::extract::{Body, Id, IdempotencyKey, Ids};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::feedback::attachments;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something attached to a session.
#[derive(Serialize, ToSchema)]
#[schema(as = Attachment)]
pub(crate) struct AttachmentView {
    id: AttachmentId,
    /// Who attached it.
    made_by: Seat,
    kind: AttachmentKind,
    title: Option<Title>,
    /// The language it's written in; null for a link.
    language: Option<CodeLanguage>,
    /// The text as it was given, to the byte; for a link, its address.
    content: Content,
    /// Whether people with a share link to the feedback see it.
    in_shares: bool,
    created_at: Timestamp,
}

impl From<Attachment> for AttachmentView {
    fn from(one: Attachment) -> Self {
        let NewAttachment { kind, title, language, content, in_shares } = one.made;
        Self { id: one.id, made_by: one.by, kind, title, language, content, in_shares, created_at: one.created_at }
    }
}

/// Something attached to one of your sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedAttachment {
    session_id: SessionId,
    #[serde(flatten)]
    attached: AttachmentView,
}

impl From<Attachment> for ExportedAttachment {
    fn from(one: Attachment) -> Self {
        Self { session_id: one.session, attached: one.into() }
    }
}

/// Something to attach.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "code",
    "title": "What runs first",
    "language": "JavaScript",
    "content": "setTimeout(() => log(\"timeout\"), 0);\nPromise.resolve()\n    .then(() => log(\"micro\"));\n"
}))]
pub(crate) struct Attach {
    kind: AttachmentKind,
    #[serde(default)]
    title: Option<Title>,
    /// The language it's written in, such as TypeScript; for a diagram, `mermaid` if it's the source of one. A link has none.
    #[serde(default)]
    language: Option<CodeLanguage>,
    /// At most 32 KiB of UTF-8, kept to the byte; for a link, its http or https address.
    content: Content,
    /// Whether people with a share link to the feedback see it.
    #[serde(default)]
    in_shares: bool,
}

/// Attach what was made to a session
///
/// For both people in the session, from its start: the candidate until 7 days after the end, the interviewer as long as the notes
/// can be written or amended. There's room for three in all, added by either. It's shown to both at the end of the feedback. The
/// other person gets an email about it, one for all that's attached within minutes; what the interviewer attaches before the notes
/// are submitted comes with these.
#[utoipa::path(post, path = "/v1/sessions/{id}/attachments", operation_id = "attach_to_session")]
pub(crate) async fn attach(
    me: SignedIn,
    limit: RateLimit<action::Attach>,
    id: Id<SessionId>,
    key: IdempotencyKey,
    body: Body<Attach>,
    app: Data<App>,
) -> Answer<Created<AttachmentView>, (code::ListFull, code::SessionState, code::TooEarly, code::TooLate)> {
    limit.count(&me.limit_key())?;
    let Attach { kind, title, language, content, in_shares } = body.0;
    let made = NewAttachment { kind, title, language, content, in_shares };
    let attach =
        move |services: &_, me: Bearer| attachments::attach(services, me.account, id.0, key.0.as_deref(), made);
    let attached = me.run(&app, attach).await?;
    Ok(Created { location: format!("/v1/sessions/{}/attachments", id.0), body: attached.into() })
}

/// What is attached to a session.
#[derive(Serialize, ToSchema)]
#[schema(as = Attachments)]
pub(crate) struct AttachmentList {
    /// At most three; more if both added something while one had blocked the other, and no longer does.
    #[schema(max_items = 6)]
    items: Vec<AttachmentView>,
}

/// List what is attached to a session
///
/// For the two people in the session, in the order in which it was attached. What one of them attaches while either has blocked the
/// other is only in their own list.
#[utoipa::path(get, path = "/v1/sessions/{id}/attachments", operation_id = "list_attachments")]
pub(crate) async fn list(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Json<AttachmentList>> {
    let found = me.run(&app, move |services, me| attachments::list(services, me.account, id.0)).await?;
    Ok(Json(AttachmentList { items: found.into_iter().map(AttachmentView::from).collect() }))
}

/// Who sees something that was attached.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"in_shares": true}))]
pub(crate) struct ChangeAttachment {
    /// Whether people with a share link to the feedback see it.
    in_shares: bool,
}

/// Say who sees something I attached
///
/// For the person who attached it, at any time. In share links it's seen only while that person says so.
#[utoipa::path(patch, path = "/v1/sessions/{id}/attachments/{attachment_id}", operation_id = "change_attachment")]
pub(crate) async fn change(
    me: SignedIn,
    ids: Ids<SessionId, AttachmentId>,
    body: Body<ChangeAttachment>,
    app: Data<App>,
) -> Answer<Json<AttachmentView>, (code::Forbidden,)> {
    let in_shares = body.0.in_shares;
    let change =
        move |services: &_, me: Bearer| attachments::set_in_shares(services, me.account, ids.0, ids.1, in_shares);
    Ok(Json(me.run(&app, change).await?.into()))
}

/// Take back something I attached
///
/// For the person who attached it: the candidate at any time, the interviewer as long as the notes can be written or amended. After
/// that it stays with the feedback, as the notes do.
#[utoipa::path(delete, path = "/v1/sessions/{id}/attachments/{attachment_id}", operation_id = "take_back_attachment")]
pub(crate) async fn take_back(
    me: SignedIn,
    ids: Ids<SessionId, AttachmentId>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::TooLate)> {
    me.run(&app, move |services, me| attachments::take_back(services, me.account, ids.0, ids.1)).await?;
    Ok(NoContent)
}
