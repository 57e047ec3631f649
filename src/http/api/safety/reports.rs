//! Reporting people, and dealing with reports.

use crate::app::App;
use crate::domain::safety::report::{Concern, Report, ReportState};
use crate::domain::{AccountId, ProgramId, Prose, ReportId, SessionId, Timestamp};
use crate::http::api::booking::sessions::SessionView;
use crate::http::api::named::NamedPerson;
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Created};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::Services;
use crate::service::safety::blocks;
use crate::service::safety::reports::{self, NewReport, ReportScope};
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "about_person_id": "0191b1c2-7a3e-7cc0-8f7e-000000000002",
    "session_id": "0191b1c2-7a3e-7cc0-8f7e-000000000001",
    "what": "harassment",
    "text": "He asked where I live, twice, after I had said no. I left the call.",
    "block": true
}))]
pub(crate) struct ReportPerson {
    /// Somebody you share a session or a program with, or who shows up in your searches.
    about_person_id: AccountId,
    /// A session between you two, if it's about one.
    #[serde(default)]
    session_id: Option<SessionId>,
    what: Concern,
    /// What happened, in your words.
    #[schema(value_type = String, min_length = 1, max_length = 4000)]
    text: Prose<4000>,
    /// Whether to block them too, as `PUT /v1/me/blocks/{person_id}` does.
    #[serde(default)]
    block: bool,
}

/// A report about somebody, who isn't notified of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct ReportView {
    id: ReportId,
    /// Who reported it.
    reporter: NamedPerson,
    /// Who it's about.
    about: NamedPerson,
    session_id: Option<SessionId>,
    what: Concern,
    /// In the reporter's words; empty once they've deleted their account.
    text: Prose<4000>,
    state: ReportState,
    /// The answer to the person who reported it.
    word: Option<Prose<1000>>,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
    /// The programs whose coordinators see it: the one the session's round belongs to, or those both people were in.
    program_ids: Vec<ProgramId>,
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        Self {
            id: report.id,
            reporter: report.reporter.into(),
            about: report.about.into(),
            session_id: report.session,
            what: report.what,
            text: report.text,
            state: report.state,
            word: report.word,
            created_at: report.created_at,
            closed_at: report.closed_at,
            program_ids: report.programs,
        }
    }
}

/// A new report.
#[derive(Serialize, ToSchema)]
#[schema(as = NewReport)]
pub(crate) struct NewReportView {
    report: ReportView,
    /// Who will read it, in a sentence.
    #[schema(example = "It is read by the coordinators of Spring class. Bo is not told.")]
    reaches: String,
    /// With `block`: the sessions you still have booked together, latest first.
    coming_sessions: Vec<SessionView>,
}

/// Report somebody
///
/// The report goes to the coordinators of the program you're both in and to the people who run this server, never to
/// the person it's about, whatever their role. They'll read what you write here, but nobody's notes or feedback. You
/// can have at most ten open reports.
#[utoipa::path(post, path = "/v1/reports", operation_id = "report_person")]
pub(crate) async fn file(
    me: SignedIn,
    limit: RateLimit<action::Book>,
    key: IdempotencyKey,
    body: Body<ReportPerson>,
    app: Data<App>,
) -> Answer<Created<NewReportView>, (code::NotFound, code::ListFull)> {
    limit.count(&me.limit_key())?;
    let form = body.0;
    let wanted = NewReport { about: form.about_person_id, session: form.session_id, what: form.what, text: form.text };
    let file = move |services: &Services, me: Bearer| {
        let (report, reaches) = reports::file(services, me.account, key.0.as_deref(), &wanted)?;
        let coming = if form.block { blocks::block(services, me.account, wanted.about)?.1 } else { Vec::new() };
        Ok((report, reaches, coming))
    };
    let (report, reaches, coming) = me.run(&app, file).await?;
    let location = format!("/v1/reports/{}", report.id);
    let coming_sessions = coming.iter().map(|(role, session)| SessionView::of(session, *role)).collect();
    let view = NewReportView { report: report.into(), reaches, coming_sessions };
    Ok(Created { location, body: view })
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only reports in this state.
    #[param(inline)]
    state: Option<ReportState>,
}

const LIST: &str = "reports";

async fn listed<E>(
    me: SignedIn,
    whose: ReportScope,
    page: Paged<Query>,
    app: &Data<App>,
) -> Answer<Json<Page<ReportView>>, E> {
    let after = page.after(LIST)?.and_then(|cursor| cursor.id).map(ReportId::from);
    let look_for = page.look_for();
    let state = page.filter.state;
    let list =
        move |services: &Services, me: Bearer| reports::list(services, me.account, whose, state, after, look_for);
    let place = |last: &Report| Cursor::new(LIST, last.created_at, Some(last.id.into()));
    Ok(Json(Page::cut(me.run(app, list).await?, page.limit, place, ReportView::from)))
}

/// List my reports, latest first
#[utoipa::path(get, path = "/v1/reports", operation_id = "list_reports")]
pub(crate) async fn mine(me: SignedIn, page: Paged<Query>, app: Data<App>) -> Answer<Json<Page<ReportView>>> {
    listed(me, ReportScope::Mine, page, &app).await
}

/// List the reports in a program, latest first
///
/// For its coordinators; nobody sees reports about themselves.
#[utoipa::path(get, path = "/v1/programs/{id}/reports", operation_id = "list_program_reports")]
pub(crate) async fn of_program(
    me: SignedIn,
    id: Id<ProgramId>,
    page: Paged<Query>,
    app: Data<App>,
) -> Answer<Json<Page<ReportView>>, (code::Forbidden,)> {
    listed(me, ReportScope::Program(id.0), page, &app).await
}

/// List every report, latest first
///
/// For the account that has confirmed the address given as `--operator-mail`.
#[utoipa::path(get, path = "/v1/operator/reports", operation_id = "list_all_reports")]
pub(crate) async fn all(
    me: SignedIn,
    page: Paged<Query>,
    app: Data<App>,
) -> Answer<Json<Page<ReportView>>, (code::Forbidden,)> {
    listed(me, ReportScope::Everybody, page, &app).await
}

/// Show a report
///
/// For the person who made it and the people in charge of it.
#[utoipa::path(get, path = "/v1/reports/{id}", operation_id = "get_report")]
pub(crate) async fn show(me: SignedIn, id: Id<ReportId>, app: Data<App>) -> Answer<Json<ReportView>> {
    Ok(Json(me.run(&app, move |services, me| reports::show(services, me.account, id.0)).await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"word": "We talked to him. He is not in the class any more."}))]
pub(crate) struct CloseReport {
    /// What came of it; emailed to the person who reported it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    word: Prose<1000>,
}

/// Close a report
///
/// For the people in charge of it, with a note for the person who made it.
#[utoipa::path(post, path = "/v1/reports/{id}/close", operation_id = "close_report")]
pub(crate) async fn close(
    me: SignedIn,
    id: Id<ReportId>,
    body: Body<CloseReport>,
    app: Data<App>,
) -> Answer<Json<ReportView>, (code::Forbidden, code::ReportState)> {
    Ok(Json(me.run(&app, move |services, me| reports::close(services, me.account, id.0, &body.0.word)).await?.into()))
}
