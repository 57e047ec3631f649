//! Coming into a program: by its code, or by an invitation.

use super::programs::{Answer, ProgramView, answer};
use crate::app::App;
use crate::domain::program::{GroupName, Invitation, InvitationState as State, ProgramRole, Seats};
use crate::domain::{AccountId, DisplayName, InvitationId, JoinCode, ProgramId, Timestamp, Zone};
use crate::http::api::booking::sessions::Limit;
use crate::http::auth::SignedIn;
use crate::http::client;
use crate::http::cursor::{Cursor, Page};
use crate::http::extract::{Body, Id, Ids, Params};
use crate::http::problem::Problem;
use crate::http::roster::People;
use crate::service::Error;
use crate::service::account::passwords::Password;
use crate::service::limits::LimitedAction;
use crate::service::program::accept as answers;
use crate::service::program::accept::Form;
use crate::service::program::invite as lists;
use crate::service::program::invite::{Line, Mode};
use crate::service::program::{invitations, members};
use crate::service::tokens::{self, Bearer};
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, get, post};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// Only report what would happen to each line; nobody is invited.
    #[serde(default)]
    dry_run: bool,
    /// Invite the people on good lines even if other lines are bad.
    #[serde(default)]
    skip_bad: bool,
}

/// What happened to a list, line by line.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitationReport)]
pub(crate) struct ReportView {
    /// Whether this was only a dry run.
    dry_run: bool,
    /// How many people are invited or, in a dry run, would be.
    invited: usize,
    lines: Vec<Line>,
}

/// Invite people to a program
///
/// For coordinators. A CSV file with the columns address, name, seat (candidate, interviewer, both or coordinator)
/// and group, of which only the address is required; or the same as JSON; up to 1,000 people at a time. Each person
/// is emailed a link that works for 30 days, and uploading the list twice doesn't email anyone twice. If a line is
/// bad, nobody is invited and `lines` lists each bad line, unless `skip_bad` is set. The answer doesn't depend on who
/// has an account.
#[utoipa::path(operation_id = "invite_people", tag = "Programs", params(("id" = ProgramId, Path), How), security(("bearer" = [])),
    request_body(content((crate::http::roster::InviteList = "application/json"), (String = "text/csv")), description = "JSON, or CSV in UTF-8."),
    responses((status = 200, body = ReportView)))]
#[post("/v1/programs/{id}/invitations")]
pub(crate) async fn create(
    me: SignedIn,
    http: HttpRequest,
    id: Id<ProgramId>,
    how: Params<How>,
    people: People,
    app: Data<App>,
) -> Result<Json<ReportView>, Problem> {
    let How { dry_run, skip_bad } = how.0;
    let many = u32::try_from(people.0.len()).ok().and_then(NonZeroU32::new);
    if let Some(many) = many.filter(|_| !dry_run) {
        app.limits.count_many(LimitedAction::Invite, client::address(&http, &app), &me.limit_key(), many)?;
    }
    let mode = Mode { dry_run, skip_bad };
    let work = move |services: &_, me: Bearer| lists::invite(services, me.account, id.0, &people.0, mode);
    let report = me.run(&app, work).await?;
    Ok(Json(ReportView { dry_run, invited: report.invited, lines: report.lines }))
}

/// An invitation, as the program's coordinators see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
pub(crate) struct InvitationView {
    id: InvitationId,
    /// As it was typed; masked once the person has answered.
    address: String,
    name: Option<DisplayName>,
    role: ProgramRole,
    candidate: bool,
    interviewer: bool,
    group: Option<GroupName>,
    state: State,
    /// How many times it was emailed; three at most.
    mails: i32,
    created_at: Timestamp,
    mailed_at: Timestamp,
    /// When we gave up on the last email: the address refuses email, or it couldn't be delivered for three days.
    undelivered_at: Option<Timestamp>,
    /// When the link in the last email expires.
    expires_at: Timestamp,
}

impl From<Invitation> for InvitationView {
    fn from(one: Invitation) -> Self {
        Self {
            id: one.id,
            address: match one.state {
                State::Invited | State::Withdrawn => one.email.to_string(),
                State::Accepted | State::Declined => one.email.masked(),
            },
            name: one.name,
            role: one.place.role,
            candidate: one.place.seats.candidate,
            interviewer: one.place.seats.interviewer,
            group: one.place.group,
            state: one.state,
            mails: one.mails,
            created_at: one.created_at,
            mailed_at: one.mailed_at,
            undelivered_at: one.undelivered_at,
            expires_at: one.expires_at,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only invitations in this state.
    #[param(inline)]
    state: Option<State>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// Invitations per page; 50 by default.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

const LIST: &str = "invitations";

/// List a program's invitations, latest first
#[utoipa::path(operation_id = "list_invitations", tag = "Programs", params(("id" = ProgramId, Path), Query), security(("bearer" = [])), responses((status = 200, body = Page<InvitationView>)))]
#[get("/v1/programs/{id}/invitations")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    query: Params<Query>,
    app: Data<App>,
) -> Result<Json<Page<InvitationView>>, Problem> {
    let Query { state, cursor, limit } = query.0;
    let limit = limit.map_or(50, Limit::get);
    let cursor = cursor.map(|cursor| Cursor::decode(&cursor, LIST)).transpose()?;
    let after = cursor.and_then(|cursor| cursor.id).map(InvitationId::from);
    let list = move |services: &_, me: Bearer| {
        invitations::list(services, me.account, id.0, state, after, i64::from(limit) + 1)
    };
    let place = |last: &Invitation| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, usize::from(limit), place, InvitationView::from)))
}

/// Withdraw an invitation
#[utoipa::path(operation_id = "withdraw_invitation", tag = "Programs", params(("id" = ProgramId, Path), ("invitation_id" = InvitationId, Path)), security(("bearer" = [])), responses((status = 200, body = InvitationView)))]
#[post("/v1/programs/{id}/invitations/{invitation_id}/withdraw")]
pub(crate) async fn withdraw(
    me: SignedIn,
    ids: Ids<ProgramId, InvitationId>,
    app: Data<App>,
) -> Result<Json<InvitationView>, Problem> {
    let Ids(id, which) = ids;
    Ok(Json(me.run(&app, move |services, me| invitations::withdraw(services, me.account, id, which)).await?.into()))
}

/// Send an invitation again
///
/// At least a day after the last time, and three times in all. The link works for another 30 days.
#[utoipa::path(operation_id = "send_invitation_again", tag = "Programs", params(("id" = ProgramId, Path), ("invitation_id" = InvitationId, Path)), security(("bearer" = [])), responses((status = 200, body = InvitationView)))]
#[post("/v1/programs/{id}/invitations/{invitation_id}/send")]
pub(crate) async fn send(
    me: SignedIn,
    ids: Ids<ProgramId, InvitationId>,
    app: Data<App>,
) -> Result<Json<InvitationView>, Problem> {
    let Ids(id, which) = ids;
    Ok(Json(me.run(&app, move |services, me| invitations::send_again(services, me.account, id, which)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptInvitation {
    /// From the link in the email.
    #[schema(max_length = 2000)]
    token: String,
    /// Without an account: your name, as others will see it, unless the coordinator gave it.
    #[serde(default)]
    display_name: Option<DisplayName>,
    /// Without an account: a password of your choice.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password, min_length = 8, max_length = 200)]
    password: Option<Password>,
    /// Without an account: your time zone.
    #[serde(default)]
    time_zone: Option<Zone>,
}

/// The result of accepting an invitation.
#[derive(Serialize, ToSchema)]
#[schema(as = AcceptedInvitation)]
pub(crate) struct AcceptedView {
    program_id: ProgramId,
    program_name: String,
    account_id: AccountId,
    /// Whether the account was created just now. The link also confirms its email address.
    account_created: bool,
}

/// Accept an invitation
///
/// With the token from the emailed link. If the address has an account, that account joins; otherwise send a name, a
/// password and a time zone to create one.
#[utoipa::path(operation_id = "accept_invitation", tag = "Programs", request_body = AcceptInvitation, responses((status = 200, body = AcceptedView)))]
#[post("/v1/invitations/accept")]
pub(crate) async fn accept(
    http: HttpRequest,
    body: Body<AcceptInvitation>,
    app: Data<App>,
) -> Result<Json<AcceptedView>, Problem> {
    let AcceptInvitation { token, display_name, password, time_zone } = body.0;
    count(&app, &http, &token)?;
    let form = Form { name: display_name, password, zone: time_zone };
    let done = app.run(move |services| answers::accept(services, &token, &form)).await?;
    Ok(Json(AcceptedView {
        program_id: done.program.id,
        program_name: done.program.name.to_string(),
        account_id: done.account,
        account_created: done.account_created,
    }))
}

/// Counts one answer to an invitation: a password is hashed for each.
pub(crate) fn count(app: &Data<App>, http: &HttpRequest, token: &str) -> Result<(), Error> {
    app.limits.count(LimitedAction::Answer, client::address(http, app), &tokens::digest(token))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JoinProgram {
    /// The code from the coordinator; dashes and case don't matter.
    code: JoinCode,
    /// Whether you want to practise; true by default.
    #[serde(default)]
    candidate: Option<bool>,
    /// Whether you want to interview others; false by default.
    #[serde(default)]
    interviewer: bool,
}

/// Join a program with its code
///
/// If you were invited, you get the seat and group from your invitation. Joining again changes nothing.
#[utoipa::path(operation_id = "join_program", tag = "Programs", request_body = JoinProgram, security(("bearer" = [])), responses((status = 200, body = ProgramView)))]
#[post("/v1/programs/join")]
pub(crate) async fn join(me: SignedIn, http: HttpRequest, body: Body<JoinProgram>, app: Data<App>) -> Answer {
    app.limits.count(LimitedAction::Join, client::address(&http, &app), &me.limit_key())?;
    let JoinProgram { code, candidate, interviewer } = body.0;
    let seats = Seats { candidate: candidate.unwrap_or(true), interviewer };
    Ok(answer(me.run(&app, move |services, me| members::join(services, me.account, &code, seats)).await?))
}
