//! What came of a program.

use crate::app::App;
use crate::domain::{Kind, LocalDate, ProgramId};
use crate::http::auth::SignedIn;
use crate::http::csv_file::download;
use crate::http::extract::Id;
use crate::http::file::picture;
use crate::http::problem::Problem;
use crate::service::program::report::{self, CompetencyMean, Growth, PEOPLE_LEAST, Report, Reviews, Sessions, Share};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

/// So many of how many.
#[derive(Serialize, ToSchema)]
#[schema(as = Proportion)]
pub(crate) struct ShareView {
    /// Those it is true of.
    yes: usize,
    /// All that were looked at.
    of: usize,
    /// Of a hundred, to the nearest; null of nothing.
    #[schema(minimum = 0, maximum = 100)]
    percent: Option<usize>,
}

impl From<Share> for ShareView {
    fn from(share: Share) -> Self {
        Self { yes: share.yes, of: share.of, percent: share.percent() }
    }
}

/// Where the sessions stand.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSessions)]
pub(crate) struct SessionsView {
    to_come: usize,
    /// Held as far as anybody knows; the notes may still be due.
    held: usize,
    /// Of those, the ones to which somebody said that they would come late.
    ran_late: usize,
    /// In time for it to be free.
    called_off: usize,
    called_off_late: usize,
    /// Somebody did not come.
    absent: usize,
    disputed: usize,
}

impl From<Sessions> for SessionsView {
    fn from(all: Sessions) -> Self {
        Self {
            to_come: all.to_come,
            held: all.held,
            ran_late: all.ran_late,
            called_off: all.called_off,
            called_off_late: all.called_off_late,
            absent: all.absent,
            disputed: all.disputed,
        }
    }
}

/// What candidates say of their sessions, of those who answered each question.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramReviews)]
pub(crate) struct ReviewsView {
    on_time: ShareView,
    questions_fit: ShareView,
    hints_helped: ShareView,
    notes_specific: ShareView,
    would_meet_again: ShareView,
}

impl From<Reviews> for ReviewsView {
    fn from(all: Reviews) -> Self {
        Self {
            on_time: all.on_time.into(),
            questions_fit: all.questions_fit.into(),
            hints_helped: all.hints_helped.into(),
            notes_specific: all.notes_specific.into(),
            would_meet_again: all.would_meet_again.into(),
        }
    }
}

/// How a competency stands across the program: the mean over people of each one's mean.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompetency)]
pub(crate) struct CompetencyView {
    kind: Kind,
    /// Its id in the kind's template.
    competency: String,
    name: String,
    people: usize,
    /// From 1 to 4 on the template's anchors, to two places.
    mean: f64,
}

impl From<CompetencyMean> for CompetencyView {
    fn from(one: CompetencyMean) -> Self {
        let mean = to_two_places(one.mean);
        Self { kind: one.kind, competency: one.competency, name: one.name, people: one.people, mean }
    }
}

/// How far those with three sessions of a kind came from the first to the third, over the competencies observed both times.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramGrowth)]
pub(crate) struct GrowthView {
    kind: Kind,
    people: usize,
    /// Steps on the anchors, to two places.
    difference: f64,
}

impl From<Growth> for GrowthView {
    fn from(one: Growth) -> Self {
        Self { kind: one.kind, people: one.people, difference: to_two_places(one.difference) }
    }
}

fn to_two_places(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// What came of a program since its first day. What people wrote or rated is in it from five people on.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramReport)]
pub(crate) struct ReportView {
    /// The program's first day.
    since: LocalDate,
    /// Of the notes that were due, those that came within 24 hours.
    notes_in_time: ShareView,
    /// Notes still missing 44 hours after the end: `/v1/programs/{id}/late-notes` lists them.
    notes_late: usize,
    /// Candidates who had, or will have, a session.
    candidates_met: ShareView,
    /// Requests that led to a session, of those that were not taken back.
    requests_met: ShareView,
    /// Half of these waited no longer.
    median_hours_waited: Option<i64>,
    sessions: SessionsView,
    /// Candidates who gave a review.
    reviewers: usize,
    /// Null while fewer than five gave one.
    reviews: Option<ReviewsView>,
    /// The lowest first; only those that five people or more were rated on.
    competencies: Vec<CompetencyView>,
    /// By kind; only where five people or more had three sessions.
    growth: Vec<GrowthView>,
}

impl ReportView {
    fn of(since: LocalDate, report: Report) -> Self {
        Self {
            since,
            notes_in_time: report.notes_in_time.into(),
            notes_late: report.notes_late,
            candidates_met: report.candidates_met.into(),
            requests_met: report.requests_met.into(),
            median_hours_waited: report.median_hours_waited,
            sessions: report.sessions.into(),
            reviewers: report.reviewers,
            reviews: report.reviews.map(Into::into),
            competencies: report.competencies.into_iter().map(Into::into).collect(),
            growth: report.growth.into_iter().map(Into::into).collect(),
        }
    }
}

// What the descriptions say.
const _: () = assert!(PEOPLE_LEAST == 5);

/// See what came of a program
///
/// For coordinators: notes in time, who met, how long they waited, what was held, called off or missed, what candidates say, and
/// what moved. Over the sessions in which both people are members; nobody's notes are in it.
#[utoipa::path(operation_id = "get_program_report", tag = "Programs", params(("id" = ProgramId, Path)), security(("bearer" = [])), responses((status = 200, body = ReportView)))]
#[get("/v1/programs/{id}/report")]
pub(crate) async fn show(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Result<Json<ReportView>, Problem> {
    let (program, found) = me.run(&app, move |house, me| report::report(house, me.account, id.0)).await?;
    Ok(Json(ReportView::of(program.starts_on, found)))
}

/// Export a program's report
///
/// For coordinators: the same figures as a table, one a row.
#[utoipa::path(operation_id = "export_program_report", tag = "Programs", params(("id" = ProgramId, Path)), security(("bearer" = [])),
    responses((status = 200, body = String, content_type = "text/csv")))]
#[get("/v1/programs/{id}/report.csv")]
pub(crate) async fn export(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(download(me.run(&app, move |house, me| report::export(house, me.account, id.0)).await?))
}

/// See what came of a program, as a picture
///
/// For coordinators: the figures of `/v1/programs/{id}/report` as bars in SVG, on light and on dark, with their words as its description.
/// The table to it is `/v1/programs/{id}/report.csv`.
#[utoipa::path(operation_id = "get_program_report_chart", tag = "Programs", params(("id" = ProgramId, Path)), security(("bearer" = [])),
    responses((status = 200, body = String, content_type = "image/svg+xml")))]
#[get("/v1/programs/{id}/report.svg")]
pub(crate) async fn chart(me: SignedIn, id: Id<ProgramId>, app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(picture(me.run(&app, move |house, me| report::picture(house, me.account, id.0)).await?))
}
