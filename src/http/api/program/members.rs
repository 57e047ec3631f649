//! The members of a program, and their progress.

use super::programs::MembershipView;
use crate::app::App;
use crate::domain::program::{GroupName, Member, ProgramRole};
use crate::domain::{AccountId, DisplayName, ProgramId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, NoContent};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, Ids, Params};
use crate::http::json::given;
use crate::http::paging::{NoFilter, Page, Paged};
use crate::http::problem::code;
use crate::service::Error;
use crate::service::program::members::{self, Change};
use crate::service::program::overview as standings;
use crate::service::program::overview::{MemberProgress, Totals};
use crate::service::program::removal;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A member, as others see them; never with an email address.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub(crate) struct MemberView {
    account_id: AccountId,
    display_name: DisplayName,
    role: ProgramRole,
    candidate: bool,
    interviewer: bool,
    group: Option<GroupName>,
    joined_at: Timestamp,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            account_id: member.account,
            display_name: member.name,
            role: member.place.role,
            candidate: member.place.seats.candidate,
            interviewer: member.place.seats.interviewer,
            group: member.place.group,
            joined_at: member.joined_at,
        }
    }
}

const LIST: &str = "members";

/// List a program's members
#[utoipa::path(get, path = "/v1/programs/{id}/members", operation_id = "list_members")]
pub(crate) async fn list(
    me: SignedIn,
    id: Id<ProgramId>,
    page: Paged<NoFilter, 50>,
    app: Data<App>,
) -> Answer<Json<Page<MemberView>>> {
    let after = after(&page, LIST)?;
    let look_for = page.look_for();
    let list = move |services: &_, me: Bearer| members::list(services, me.account, id.0, after, look_for);
    let found = me.run(&app, list).await?;
    let place = |last: &Member| Cursor::new(LIST, last.joined_at, Some(last.account.into()));
    Ok(Json(Page::cut(found, page.limit, place, MemberView::from)))
}

fn after(page: &Paged<NoFilter, 50>, list: &str) -> Result<Option<AccountId>, Error> {
    Ok(page.after(list)?.and_then(|cursor| cursor.id).map(AccountId::from))
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"shares_notes": true}))]
pub(crate) struct ChangeMember {
    /// Only coordinators can change this, or any member if the program no longer has a coordinator.
    role: Option<ProgramRole>,
    /// The member and the coordinators can change this.
    candidate: Option<bool>,
    /// The member and the coordinators can change this.
    interviewer: Option<bool>,
    /// Only coordinators can change this; null removes it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<GroupName>)]
    group: Option<Option<GroupName>>,
    /// Whether coordinators may read the feedback this member receives. Only the member can change this.
    shares_notes: Option<bool>,
    /// Whether this member gets what coordinators write, and the emails about the program's rounds. Only the member can
    /// change this.
    wants_mail: Option<bool>,
}

/// Change a member of a program
///
/// Coordinators can change roles, seats and groups; members can change their own seats and consent.
#[utoipa::path(patch, path = "/v1/programs/{id}/members/{account_id}", operation_id = "change_member")]
pub(crate) async fn change(
    me: SignedIn,
    ids: Ids<ProgramId, AccountId>,
    body: Body<ChangeMember>,
    app: Data<App>,
) -> Answer<Json<MembershipView>, (code::Forbidden, code::LastCoordinator)> {
    let ChangeMember { role, candidate, interviewer, group, shares_notes, wants_mail } = body.0;
    let change = Change { role, candidate, interviewer, group, shares_notes, wants_mail };
    let Ids(id, who) = ids;
    Ok(Json(me.run(&app, move |services, me| members::change(services, me.account, id, who, &change)).await?.into()))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Removal {
    /// Whether to cancel the sessions to come that the program's rounds booked for them.
    #[serde(default)]
    cancel_sessions: bool,
}

/// Leave a program, or remove a member
///
/// If you leave, your sessions stay, and you can cancel them like any other. If you remove somebody, they get an email, and
/// the sessions to come that the program's rounds booked for them are cancelled, which counts against nobody: both people
/// are told, and a candidate is matched again. Before that, the answer is 409 with these `sessions`, until you send
/// `cancel_sessions`. Sessions that people booked themselves stay. The only coordinator has to make somebody else a
/// coordinator first.
#[utoipa::path(delete, path = "/v1/programs/{id}/members/{account_id}", operation_id = "remove_member")]
pub(crate) async fn remove(
    me: SignedIn,
    ids: Ids<ProgramId, AccountId>,
    how: Params<Removal>,
    app: Data<App>,
) -> Answer<NoContent, (code::Forbidden, code::LastCoordinator, code::SessionsToCome)> {
    let (Ids(id, who), cancel) = (ids, how.0.cancel_sessions);
    me.run(&app, move |services, me| removal::remove(services, me.account, id, who, cancel)).await?;
    Ok(NoContent)
}

/// The progress of everybody in a program.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramOverview)]
pub(crate) struct OverviewView {
    /// Over all members, not just this page.
    totals: TotalsView,
    items: Vec<ProgressView>,
    /// Send this as `cursor` for the next page; null on the last page.
    next_cursor: Option<String>,
}

/// Numbers of members and of sessions between them.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramTotals)]
pub(crate) struct TotalsView {
    members: usize,
    candidates: usize,
    interviewers: usize,
    profile_missing: usize,
    hours_missing: usize,
    /// Candidates with no upcoming session.
    no_match: usize,
    sessions_held: usize,
    sessions_coming: usize,
    /// Sessions whose notes are late.
    notes_overdue: usize,
    /// Invitations that can still be accepted.
    invitations_open: i64,
    /// Appeals and disputes that wait for your decision.
    appeals_open: usize,
}

/// One member's progress. Only sessions between two members are counted.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberProgress)]
pub(crate) struct ProgressView {
    member: MemberView,
    /// Whether coordinators may read the feedback they receive.
    shares_notes: bool,
    /// Whether a profile that one of their seats needs is missing.
    profile_missing: bool,
    /// Whether they haven't set any hours yet.
    hours_missing: bool,
    sessions_held: usize,
    sessions_coming: usize,
    /// For a candidate with no upcoming session: since their last one, or since they joined.
    no_match_since: Option<Timestamp>,
    /// How many sessions they still owe notes for after more than 24 hours.
    notes_overdue: usize,
    /// When the oldest of these notes was due.
    notes_due_since: Option<Timestamp>,
    last_session_at: Option<Timestamp>,
}

impl From<MemberProgress> for ProgressView {
    fn from(one: MemberProgress) -> Self {
        Self {
            shares_notes: one.member.shares_notes,
            member: one.member.into(),
            profile_missing: one.profile_missing,
            hours_missing: one.hours_missing,
            sessions_held: one.held,
            sessions_coming: one.coming,
            no_match_since: one.no_match_since,
            notes_overdue: one.notes_overdue,
            notes_due_since: one.notes_due_since,
            last_session_at: one.last_session_at,
        }
    }
}

impl From<Totals> for TotalsView {
    fn from(all: Totals) -> Self {
        Self {
            members: all.members,
            candidates: all.candidates,
            interviewers: all.interviewers,
            profile_missing: all.profile_missing,
            hours_missing: all.hours_missing,
            no_match: all.no_match,
            sessions_held: all.sessions_held,
            sessions_coming: all.sessions_coming,
            notes_overdue: all.notes_overdue,
            invitations_open: all.invitations_open,
            appeals_open: all.appeals_open,
        }
    }
}

const OVERVIEW: &str = "overview";

/// Show everybody's progress in a program
///
/// For coordinators: who has no profile, no hours or no match, and whose notes are late. It never contains anyone's
/// notes.
#[utoipa::path(get, path = "/v1/programs/{id}/overview", operation_id = "get_overview")]
pub(crate) async fn overview(
    me: SignedIn,
    id: Id<ProgramId>,
    page: Paged<NoFilter, 50>,
    app: Data<App>,
) -> Answer<Json<OverviewView>, (code::Forbidden,)> {
    let after = after(&page, OVERVIEW)?;
    let (totals, all) = me.run(&app, move |services, me| standings::overview(services, me.account, id.0)).await?;
    let left: Vec<_> = all.into_iter().filter(|one| after.is_none_or(|after| one.member.account > after)).collect();
    let place = |last: &MemberProgress| Cursor::new(OVERVIEW, last.member.joined_at, Some(last.member.account.into()));
    let page = Page::cut(left, page.limit, place, ProgressView::from);
    Ok(Json(OverviewView { totals: totals.into(), items: page.items, next_cursor: page.next_cursor }))
}
