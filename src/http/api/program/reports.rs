//! A program's report.

use super::report_views::{Days, EmailsView, RoundView, SessionsView, ShareView};
use crate::app::App;
use crate::domain::program::report_people::ReportTable;
use crate::domain::{Kind, LocalDate, ProgramId};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, media};
use crate::http::extract::{Id, Params};
use crate::http::file::picture;
use crate::http::file::table;
use crate::http::problem::code;
use crate::service::program::report::{self, CompetencyMean, Covered, Dates, Growth, PEOPLE_LEAST, Report, Reviews};
use crate::service::program::report_table;
use crate::service::tokens::Bearer;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Export {
    /// Which table: `figures` (all figures, one per row), `rounds`, `volunteers`, `members` or `absences`; by default,
    /// `figures`.
    #[param(inline)]
    table: Option<ReportTable>,
    /// The first day to cover, in the program's zone; by default, the program's first day.
    from: Option<LocalDate>,
    /// The last day to cover; by default, the program's last day.
    to: Option<LocalDate>,
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

/// A program's results in its days, or in those asked for. What people wrote or rated is included once there are at least five people.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramReport)]
pub(crate) struct ReportView {
    /// The first day it covers.
    since: LocalDate,
    /// The last day it covers; null for a program without an end.
    until: Option<LocalDate>,
    /// How many of the notes that were due came within 24 hours of the session's end or, if a mark for being absent was
    /// removed, of that.
    notes_in_time: ShareView,
    /// Notes still missing 44 hours after that: `/v1/programs/{id}/late-notes` lists them.
    notes_late: usize,
    /// Candidates who have had a session or have one booked.
    candidates_met: ShareView,
    /// How many of the requests that members made led to a session of the program. Left out are withdrawn ones, and those
    /// that led to a session elsewhere.
    requests_met: ShareView,
    /// How long these requests took to lead to a session, from when somebody asked; the median, in hours.
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
    /// Published rounds, in order of their days.
    rounds: Vec<RoundView>,
    emails_per_week: EmailsView,
}

impl From<Covered<Report>> for ReportView {
    fn from(Covered { from, to, report, .. }: Covered<Report>) -> Self {
        Self {
            since: from,
            until: to,
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
            rounds: report.rounds.into_iter().map(Into::into).collect(),
            emails_per_week: EmailsView {
                candidates: report.candidate_mails.into(),
                interviewers: report.interviewer_mails.into(),
            },
        }
    }
}

// The descriptions contain this number.
const _: () = assert!(PEOPLE_LEAST == 5);

/// Show a program's report
///
/// For coordinators: how many notes were on time, who met, how long they waited, how many sessions took place, were
/// cancelled or missed, what candidates say, how ratings changed, each round, and how many emails people get. It covers
/// the program's own sessions, including those of people who have left since: those of its rounds, and those that two members booked with each
/// other. A session of two people who share several programs counts in one of them. It never contains anyone's notes.
#[utoipa::path(get, path = "/v1/programs/{id}/report", operation_id = "get_program_report")]
pub(crate) async fn show(
    me: SignedIn,
    id: Id<ProgramId>,
    days: Params<Days>,
    app: Data<App>,
) -> Answer<Json<ReportView>, (code::Forbidden,)> {
    let dates = days.0.into();
    Ok(Json(me.run(&app, move |services, me| report::report(services, me.account, id.0, dates)).await?.into()))
}

/// Export a program's report
///
/// For coordinators: the same figures as a table, one per row; or a table of the rounds, the volunteers, the members or
/// the absences.
#[utoipa::path(get, path = "/v1/programs/{id}/report.csv", operation_id = "export_program_report")]
pub(crate) async fn export(
    me: SignedIn,
    id: Id<ProgramId>,
    query: Params<Export>,
    app: Data<App>,
) -> Answer<Content<media::Csv>, (code::Forbidden,)> {
    let Export { table: which, from, to } = query.0;
    let (which, dates) = (which.unwrap_or(ReportTable::Figures), Dates { from, to });
    let export = move |services: &_, me: Bearer| report_table::export(services, me.account, id.0, dates, which);
    Ok(Content::new(table(me.run(&app, export).await?)))
}

/// Show a program's report as a chart
///
/// For coordinators: the figures of `/v1/programs/{id}/report` as a bar chart in SVG for light and dark mode, with
/// the text as its description. `/v1/programs/{id}/report.csv` has the same as a table.
#[utoipa::path(get, path = "/v1/programs/{id}/report.svg", operation_id = "get_program_report_chart")]
pub(crate) async fn chart(
    me: SignedIn,
    id: Id<ProgramId>,
    days: Params<Days>,
    app: Data<App>,
) -> Answer<Content<media::Svg>, (code::Forbidden,)> {
    let dates = days.0.into();
    Ok(Content::new(picture(
        me.run(&app, move |services, me| report::picture(services, me.account, id.0, dates)).await?,
    )))
}
