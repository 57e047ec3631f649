//! A program's report.

use crate::app::App;
use crate::domain::{Kind, LocalDate, ProgramId};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, media};
use crate::http::extract::Id;
use crate::http::file::picture;
use crate::http::file::table;
use crate::http::problem::code;
use crate::service::program::report::{self, CompetencyMean, Growth, PEOPLE_LEAST, Report, Reviews, Sessions, Share};
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// A count out of a total.
#[derive(Serialize, ToSchema)]
#[schema(as = Proportion)]
pub(crate) struct ShareView {
    /// The count.
    yes: usize,
    /// The total.
    of: usize,
    /// As a rounded percentage; null if the total is 0.
    #[schema(minimum = 0, maximum = 100)]
    percent: Option<usize>,
}

impl From<Share> for ShareView {
    fn from(share: Share) -> Self {
        Self { yes: share.yes, of: share.of, percent: share.percent() }
    }
}

/// The program's sessions by state.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSessions)]
pub(crate) struct SessionsView {
    upcoming: usize,
    /// Sessions that took place, as far as we know; the notes may still be due.
    held: usize,
    /// Of those, the ones somebody said they'd be late for.
    ran_late: usize,
    /// Of those, the ones whose notes never came.
    without_notes: usize,
    /// Sessions cancelled in time.
    cancelled: usize,
    cancelled_late: usize,
    /// Sessions somebody didn't come to.
    absent: usize,
    disputed: usize,
}

impl From<Sessions> for SessionsView {
    fn from(all: Sessions) -> Self {
        Self {
            upcoming: all.upcoming,
            held: all.held,
            ran_late: all.ran_late,
            without_notes: all.without_notes,
            cancelled: all.cancelled,
            cancelled_late: all.cancelled_late,
            absent: all.absent,
            disputed: all.disputed,
        }
    }
}

/// What candidates say about their sessions, among those who answered each question.
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

/// How the program does in a competency: the mean of each person's mean.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompetency)]
pub(crate) struct CompetencyView {
    kind: Kind,
    /// Its id in the kind's template.
    competency: String,
    name: String,
    people: usize,
    /// From 1 to 4 on the template's anchors, to two decimal places.
    mean: f64,
}

impl From<CompetencyMean> for CompetencyView {
    fn from(one: CompetencyMean) -> Self {
        let mean = to_two_places(one.mean);
        Self { kind: one.kind, competency: one.competency, name: one.name, people: one.people, mean }
    }
}

/// How ratings changed from the first to the third session of a kind, for people who had three, over the competencies
/// observed both times.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramGrowth)]
pub(crate) struct GrowthView {
    kind: Kind,
    people: usize,
    /// The change in points, to two decimal places.
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

/// A program's results since its first day. What people wrote or rated is included once there are at least five people.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramReport)]
pub(crate) struct ReportView {
    /// The program's first day.
    since: LocalDate,
    /// How many of the notes that were due came within 24 hours.
    notes_in_time: ShareView,
    /// Notes still missing 44 hours after the end: `/v1/programs/{id}/late-notes` lists them.
    notes_late: usize,
    /// Candidates who have had a session or have one booked.
    candidates_met: ShareView,
    /// How many requests led to a session, not counting withdrawn ones.
    requests_met: ShareView,
    /// The median wait of these requests, in hours.
    median_hours_waited: Option<i64>,
    sessions: SessionsView,
    /// Candidates who gave a review.
    reviewers: usize,
    /// Null while fewer than five candidates have given one.
    reviews: Option<ReviewsView>,
    /// Lowest first; only those with at least five people rated.
    competencies: Vec<CompetencyView>,
    /// By kind; only if at least five people have had three sessions.
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

// The descriptions contain this number.
const _: () = assert!(PEOPLE_LEAST == 5);

/// Show a program's report
///
/// For coordinators: how many notes were on time, who met, how long they waited, how many sessions took place, were
/// cancelled or missed, what candidates say and how ratings changed. It covers sessions between two members and never
/// contains anyone's notes.
#[utoipa::path(get, path = "/v1/programs/{id}/report", operation_id = "get_program_report")]
pub(crate) async fn show(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Json<ReportView>, (code::Forbidden,)> {
    let (program, found) = me.run(&app, move |services, me| report::report(services, me.account, id.0)).await?;
    Ok(Json(ReportView::of(program.starts_on, found)))
}

/// Export a program's report
///
/// For coordinators: the same figures as a table, one per row.
#[utoipa::path(get, path = "/v1/programs/{id}/report.csv", operation_id = "export_program_report")]
pub(crate) async fn export(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Content<media::Csv>, (code::Forbidden,)> {
    Ok(Content::new(table(me.run(&app, move |services, me| report::export(services, me.account, id.0)).await?)))
}

/// Show a program's report as a chart
///
/// For coordinators: the figures of `/v1/programs/{id}/report` as a bar chart in SVG for light and dark mode, with
/// the text as its description. `/v1/programs/{id}/report.csv` has the same as a table.
#[utoipa::path(get, path = "/v1/programs/{id}/report.svg", operation_id = "get_program_report_chart")]
pub(crate) async fn chart(
    me: SignedIn,
    id: Id<ProgramId>,
    app: Data<App>,
) -> Answer<Content<media::Svg>, (code::Forbidden,)> {
    Ok(Content::new(picture(me.run(&app, move |services, me| report::picture(services, me.account, id.0)).await?)))
}
