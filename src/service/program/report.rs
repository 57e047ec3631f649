//! A program's report for its coordinators: figures only, nobody's notes.

use super::coordinated;
use crate::document::charts;
use crate::domain::program::Program;
use crate::domain::program::report as rules;
pub use crate::domain::program::report::{CompetencyMean, Growth, PEOPLE_LEAST, Report, Reviews, Sessions, Share};
use crate::domain::{AccountId, ProgramId};
use crate::service::spreadsheet::{Exported, csv};
use crate::service::{Error, Services};
use crate::store::program::{members, programs, report as store};

/// The report on a program from its first day until now: over the sessions in which both people are members.
pub fn report(services: &Services, me: AccountId, id: ProgramId) -> Result<(Program, Report), Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, now| {
        let found = programs::by_id(db, id);
        let program = coordinated(db, me, found)?.program;
        let since = program.counts_from();
        let seats = members::all(db, id)?.into_iter().filter(|member| member.place.seats.candidate);
        let candidates: Vec<_> = seats.map(|member| member.account).collect();
        let (meetings, asked) = (store::meetings(db, id, since)?, store::asked(db, id, since)?);
        Ok((program, rules::report(&candidates, &meetings, &asked, now)))
    })
}

/// The same as an SVG chart.
pub fn picture(services: &Services, me: AccountId, id: ProgramId) -> Result<String, Error> {
    let (program, report) = report(services, me, id)?;
    let since = program.starts_on.date().format("%-d %B %Y").to_string();
    Ok(charts::report(&program.name, &since, &report))
}

const HEADER: [&str; 5] = ["part", "measure", "value", "unit", "of"];

/// The same as a table, one figure per row.
pub fn export(services: &Services, me: AccountId, id: ProgramId) -> Result<Exported, Error> {
    let (program, report) = report(services, me, id)?;
    let file_name = format!("program-report-{}.csv", program.starts_on);
    Ok(Exported { file_name, csv: csv(HEADER, rows(&report))? })
}

fn rows(report: &Report) -> Vec<[String; 5]> {
    let row = |part: &str, measure: &str, value: String, unit: &str, of: String| {
        [part.to_owned(), measure.to_owned(), value, unit.to_owned(), of]
    };
    let share = |part: &str, measure: &str, share: Share| {
        let percent = share.percent().map(|percent| percent.to_string()).unwrap_or_default();
        row(part, measure, percent, "percent", share.of.to_string())
    };
    let count = |measure: &str, count: usize| row("sessions", measure, count.to_string(), "sessions", String::new());
    let sessions = &report.sessions;
    let mut rows = vec![
        share("notes", "delivered within 24 hours", report.notes_in_time),
        row(
            "notes",
            "late, waiting to be reassigned or released",
            report.notes_late.to_string(),
            "notes",
            String::new(),
        ),
        share("matching", "candidates with a session", report.candidates_met),
        share("matching", "requests that led to a session", report.requests_met),
        row(
            "matching",
            "median wait",
            report.median_hours_waited.map(|hours| hours.to_string()).unwrap_or_default(),
            "hours",
            report.requests_met.yes.to_string(),
        ),
        count("took place", sessions.held),
        count("with somebody late", sessions.ran_late),
        count("without notes", sessions.without_notes),
        count("upcoming", sessions.upcoming),
        count("cancelled in time", sessions.cancelled),
        count("cancelled late", sessions.cancelled_late),
        count("missed", sessions.absent),
        count("disputed", sessions.disputed),
    ];
    if let Some(reviews) = &report.reviews {
        rows.extend([
            share("reviews", "interviewer was on time", reviews.on_time),
            share("reviews", "questions fit the level", reviews.questions_fit),
            share("reviews", "hints helped", reviews.hints_helped),
            share("reviews", "notes were specific", reviews.notes_specific),
            share("reviews", "would practise together again", reviews.would_meet_again),
        ]);
    }
    for one in &report.competencies {
        let measure = format!("{} ({})", one.name, one.kind.label());
        rows.push(row("competencies", &measure, format!("{:.2}", one.mean), "of 4", one.people.to_string()));
    }
    for one in &report.growth {
        let measure = format!("first to third session ({})", one.kind.label());
        rows.push(row("growth", &measure, format!("{:.2}", one.difference), "steps", one.people.to_string()));
    }
    rows
}
