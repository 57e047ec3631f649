//! A program's report by person, with who didn't come.

use super::report_views::{Days, ShareView};
use crate::app::App;
use crate::domain::{AccountId, LocalDate, ProgramId, Seat, SessionId, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Id, Params};
use crate::http::problem::code;
use crate::service::program::report::{self, Absence, CandidateFigures, Covered, People, VolunteerFigures, Who};
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody in a program's report.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedPerson)]
pub(crate) struct PersonView {
    /// Null if they aren't a member.
    account_id: Option<AccountId>,
    /// Their name; `a former member` once they've left, `not a member` if they were never in the program and took over
    /// one of its sessions.
    name: String,
}

impl From<Who> for PersonView {
    fn from(who: Who) -> Self {
        Self { account_id: who.account(), name: who.name().to_owned() }
    }
}

/// What an interviewer did in a program.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedVolunteer)]
pub(crate) struct VolunteerView {
    person: PersonView,
    /// Sessions they held.
    held: usize,
    /// Sessions they have booked.
    upcoming: usize,
    /// Sessions they didn't come to.
    missed: usize,
    /// How many of their notes that were due came within 24 hours.
    notes_in_time: ShareView,
    /// Sessions whose notes never came.
    without_notes: usize,
}

impl From<VolunteerFigures> for VolunteerView {
    fn from(one: VolunteerFigures) -> Self {
        Self {
            person: one.who.into(),
            held: one.held,
            upcoming: one.upcoming,
            missed: one.missed,
            notes_in_time: one.notes_in_time.into(),
            without_notes: one.without_notes,
        }
    }
}

/// What a candidate had in a program.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedCandidate)]
pub(crate) struct CandidateView {
    person: PersonView,
    /// Sessions they had.
    had: usize,
    /// Sessions they have booked.
    upcoming: usize,
    /// Sessions they didn't come to.
    missed: usize,
}

impl From<CandidateFigures> for CandidateView {
    fn from(one: CandidateFigures) -> Self {
        Self { person: one.who.into(), had: one.had, upcoming: one.upcoming, missed: one.missed }
    }
}

/// A session that somebody didn't come to.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedAbsence)]
pub(crate) struct AbsenceView {
    session_id: SessionId,
    starts_at: Timestamp,
    /// Who didn't come.
    person: PersonView,
    /// In which seat.
    seat: Seat,
    /// Who waited for them.
    waited: PersonView,
}

impl From<Absence> for AbsenceView {
    fn from(one: Absence) -> Self {
        Self {
            session_id: one.session,
            starts_at: one.starts_at,
            person: one.who.into(),
            seat: one.seat,
            waited: one.waited.into(),
        }
    }
}

/// A program's report by person.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramReportPeople)]
pub(crate) struct PeopleView {
    /// The first day it covers.
    since: LocalDate,
    /// The last day it covers; null for a program without an end.
    until: Option<LocalDate>,
    /// Interviewers: members by name, then people who have left.
    #[schema(max_items = 4000)]
    volunteers: Vec<VolunteerView>,
    /// Candidates: members by name, then people who have left.
    #[schema(max_items = 4000)]
    members: Vec<CandidateView>,
    /// Who didn't come, latest first. What is disputed, waits for a decision on an appeal, or was removed, isn't listed.
    absences: Vec<AbsenceView>,
}

impl From<Covered<People>> for PeopleView {
    fn from(Covered { from, to, report, .. }: Covered<People>) -> Self {
        Self {
            since: from,
            until: to,
            volunteers: report.volunteers.into_iter().map(Into::into).collect(),
            members: report.members.into_iter().map(Into::into).collect(),
            absences: report.absences.into_iter().map(Into::into).collect(),
        }
    }
}

/// Show a program's report by person
///
/// For coordinators: what each volunteer did and each member had, and who didn't come. `/v1/programs/{id}/report.csv` has
/// the same as tables.
#[utoipa::path(get, path = "/v1/programs/{id}/report/people", operation_id = "get_program_report_people")]
pub(crate) async fn show(
    me: SignedIn,
    id: Id<ProgramId>,
    days: Params<Days>,
    app: Data<App>,
) -> Answer<Json<PeopleView>, (code::Forbidden,)> {
    let dates = days.0.into();
    Ok(Json(me.run(&app, move |services, me| report::people(services, me.account, id.0, dates)).await?.into()))
}
