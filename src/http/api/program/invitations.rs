//! Joining a program: by its code, or by an invitation.

use super::programs::{ProgramView, answer};
use crate::app::App;
use crate::domain::program::{GroupName, Invitation, InvitationState as State, ProgramRole, Seats};
use crate::domain::{AccountId, DisplayName, InvitationId, JoinCode, ProgramId, Timestamp, Zone};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, Ids, Params};
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::http::roster::People;
use crate::service::account::password::NewPassword;
use crate::service::program::accept as answers;
use crate::service::program::accept::Form;
use crate::service::program::invite as lists;
use crate::service::program::invite::{Line, Mode, UnreadColumn};
use crate::service::program::{invitations, members};
use crate::service::tokens::{self, Bearer};
use actix_web::web::{Data, Json};
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
    /// How many of those invited before, or members by now, get another seat or group.
    changed: usize,
    lines: Vec<Line>,
    /// The file's columns that weren't read, and what they might be.
    #[schema(max_items = 50)]
    unread_columns: Vec<UnreadColumn>,
}

/// Invite people to a program
///
/// For coordinators. A CSV file with the columns address, name, seat (candidate, interviewer, both or coordinator)
/// and group, of which only the address is required; or the same as JSON; up to 1,000 people at a time. Each person
/// is emailed a link that works for 30 days, and uploading the list twice doesn't email anyone twice. If a line is
/// bad, nobody is invited and `lines` lists each bad line, unless `skip_bad` is set. Columns with other headings are
/// passed over and listed in `unread_columns`. A corrected list changes the seat and group of those whom you invited
/// before, also once they're members; an empty cell leaves what they have. The answer doesn't depend on who has an
/// account. In its first week an account invites 250 people in 24 hours at most.
#[utoipa::path(post, path = "/v1/programs/{id}/invitations", operation_id = "invite_people")]
pub(crate) async fn create(
    me: SignedIn,
    limit: RateLimit<action::Invite>,
    id: Id<ProgramId>,
    how: Params<How>,
    people: People,
    app: Data<App>,
) -> Answer<Json<ReportView>, (code::Forbidden, code::ProgramFull, code::RosterNotReady)> {
    let How { dry_run, skip_bad } = how.0;
    let many = u32::try_from(people.0.len()).ok().and_then(NonZeroU32::new);
    if let Some(many) = many.filter(|_| !dry_run) {
        limit.count_many(&me.limit_key(), many)?;
    }
    let mode = Mode { dry_run, skip_bad };
    let work = move |services: &_, me: Bearer| lists::invite(services, me.account, id.0, &people.0, mode);
    let report = me.run(&app, work).await?;
    let lists::Report { invited, changed, lines, unread_columns } = report;
    Ok(Json(ReportView { dry_run, invited, changed, lines, unread_columns }))
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
}

const LIST: &str = "invitations";

/// List a program's invitations, latest first
#[utoipa::path(get, path = "/v1/programs/{id}/invitations", operation_id = "list_invitations")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    page: Paged<Query, 50>,
    app: Data<App>,
) -> Answer<Json<Page<InvitationView>>, (code::Forbidden,)> {
    let state = page.filter.state;
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(InvitationId::from);
    let look_for = page.look_for();
    let list = move |services: &_, me: Bearer| invitations::list(services, me.account, id.0, state, after, look_for);
    let place = |last: &Invitation| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(&app, list).await?, page.limit, place, InvitationView::from)))
}

/// Withdraw an invitation
#[utoipa::path(
    post,
    path = "/v1/programs/{id}/invitations/{invitation_id}/withdraw",
    operation_id = "withdraw_invitation"
)]
pub(crate) async fn withdraw(
    me: SignedIn,
    ids: Ids<ProgramId, InvitationId>,
    app: Data<App>,
) -> Answer<Json<InvitationView>, (code::Forbidden, code::InvitationState)> {
    let Ids(id, which) = ids;
    Ok(Json(me.run(&app, move |services, me| invitations::withdraw(services, me.account, id, which)).await?.into()))
}

/// Send an invitation again
///
/// At least a day after the last time, and three times in all. The link works for another 30 days.
#[utoipa::path(
    post,
    path = "/v1/programs/{id}/invitations/{invitation_id}/send",
    operation_id = "send_invitation_again"
)]
pub(crate) async fn send(
    me: SignedIn,
    ids: Ids<ProgramId, InvitationId>,
    app: Data<App>,
) -> Answer<Json<InvitationView>, (code::Forbidden, code::InvitationState, code::TooEarly, code::RateLimited)> {
    let Ids(id, which) = ids;
    Ok(Json(me.run(&app, move |services, me| invitations::send_again(services, me.account, id, which)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "eyJhbGciOiJIUzI1NiJ9.from-the-mail.signature",
    "display_name": "Noor Haddad",
    "password": "callback hell",
    "time_zone": "Europe/Berlin"
}))]
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
    password: Option<NewPassword>,
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
#[utoipa::path(post, path = "/v1/invitations/accept", operation_id = "accept_invitation")]
pub(crate) async fn accept(
    limit: RateLimit<action::Answer>,
    body: Body<AcceptInvitation>,
    app: Data<App>,
) -> Answer<Json<AcceptedView>, (code::LinkInvalid,)> {
    let AcceptInvitation { token, display_name, password, time_zone } = body.0;
    limit.count(&tokens::digest(&token))?;
    let form = Form { name: display_name, password, zone: time_zone };
    let done = app.run(move |services| answers::accept(services, &token, &form)).await?;
    Ok(Json(AcceptedView {
        program_id: done.program.id,
        program_name: done.program.name.to_string(),
        account_id: done.account,
        account_created: done.account_created,
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7KQ2-M4XD-9TNB", "candidate": true}))]
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
#[utoipa::path(post, path = "/v1/programs/join", operation_id = "join_program")]
pub(crate) async fn join(
    me: SignedIn,
    limit: RateLimit<action::Join>,
    body: Body<JoinProgram>,
    app: Data<App>,
) -> Answer<Json<ProgramView>, (code::EmailUnverified, code::NotFound, code::ProgramFull)> {
    limit.count(&me.limit_key())?;
    let JoinProgram { code, candidate, interviewer } = body.0;
    let seats = Seats { candidate: candidate.unwrap_or(true), interviewer };
    Ok(answer(me.run(&app, move |services, me| members::join(services, me.account, &code, seats)).await?))
}
