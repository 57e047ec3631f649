//! A program's report as tables for a spreadsheet.

use super::report::{self, Covered, Dates, MailsPerWeek, People, Report, RoundFigures, Share, Who};
use crate::domain::program::report_people::ReportTable;
use crate::domain::{AccountId, LocalDate, ProgramId, Seat};
use crate::service::spreadsheet::{Exported, csv, text};
use crate::service::{Error, Services};

/// The report as one of its tables.
pub fn export(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    dates: Dates,
    table: ReportTable,
) -> Result<Exported, Error> {
    let figures = |make: fn(&Report) -> Result<String, Error>| made(&report::report(services, me, id, dates)?, make);
    let people = |make: fn(&People) -> Result<String, Error>| made(&report::people(services, me, id, dates)?, make);
    let (from, csv) = match table {
        ReportTable::Figures => figures(|report| csv(FIGURES, rows(report))),
        ReportTable::Rounds => figures(|report| rounds(&report.rounds)),
        ReportTable::Volunteers => people(volunteers),
        ReportTable::Members => people(members),
        ReportTable::Absences => people(absences),
    }?;
    let name = if table == ReportTable::Figures { "report" } else { table.as_str() };
    Ok(Exported { file_name: format!("program-{name}-{from}.csv"), csv })
}

fn made<T>(of: &Covered<T>, table: fn(&T) -> Result<String, Error>) -> Result<(LocalDate, String), Error> {
    Ok((of.from, table(&of.report)?))
}

fn percent(share: Share) -> String {
    share.percent().map(|percent| percent.to_string()).unwrap_or_default()
}

fn rounds(all: &[RoundFigures]) -> Result<String, Error> {
    let header = [
        "round",
        "name",
        "first day",
        "last day",
        "candidates",
        "matched",
        "took place",
        "upcoming",
        "cancelled in time",
        "cancelled late",
        "missed",
        "disputed",
        "notes due",
        "notes in time",
        "percent in time",
    ];
    csv(
        header,
        all.iter().map(|one| {
            let sessions = one.sessions;
            [
                one.round.to_string(),
                text(&one.name),
                one.starts_on.to_string(),
                one.ends_on.to_string(),
                one.matched.of.to_string(),
                one.matched.yes.to_string(),
                sessions.held.to_string(),
                sessions.upcoming.to_string(),
                sessions.cancelled.to_string(),
                sessions.cancelled_late.to_string(),
                sessions.absent.to_string(),
                sessions.disputed.to_string(),
                one.notes_in_time.of.to_string(),
                one.notes_in_time.yes.to_string(),
                percent(one.notes_in_time),
            ]
        }),
    )
}

fn account(who: &Who) -> String {
    who.account().map(|id| id.to_string()).unwrap_or_default()
}

fn volunteers(people: &People) -> Result<String, Error> {
    let header = [
        "account",
        "name",
        "held",
        "upcoming",
        "missed",
        "notes due",
        "notes in time",
        "percent in time",
        "without notes",
    ];
    csv(
        header,
        people.volunteers.iter().map(|one| {
            [
                account(&one.who),
                text(one.who.name()),
                one.held.to_string(),
                one.upcoming.to_string(),
                one.missed.to_string(),
                one.notes_in_time.of.to_string(),
                one.notes_in_time.yes.to_string(),
                percent(one.notes_in_time),
                one.without_notes.to_string(),
            ]
        }),
    )
}

fn members(people: &People) -> Result<String, Error> {
    let row = |one: &report::CandidateFigures| {
        let counts = [one.had, one.upcoming, one.missed].map(|count| count.to_string());
        let [had, upcoming, missed] = counts;
        [account(&one.who), text(one.who.name()), had, upcoming, missed]
    };
    csv(["account", "name", "had", "upcoming", "missed"], people.members.iter().map(row))
}

fn absences(people: &People) -> Result<String, Error> {
    let row = |one: &report::Absence| {
        let seat = match one.seat {
            Seat::Candidate => "candidate",
            Seat::Interviewer => "interviewer",
        };
        [
            one.session.to_string(),
            one.starts_at.to_string(),
            account(&one.who),
            text(one.who.name()),
            seat.to_owned(),
            text(one.waited.name()),
        ]
    };
    csv(["session", "start", "account", "name", "seat", "waited"], people.absences.iter().map(row))
}

const FIGURES: [&str; 5] = ["part", "measure", "value", "unit", "of"];

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
    for (seat, mails) in [("candidates", report.candidate_mails), ("interviewers", report.interviewer_mails)] {
        let MailsPerWeek { median, most } = mails;
        for (measure, value) in [("median", median), ("most", most)] {
            let value = value.map(|count| count.to_string()).unwrap_or_default();
            rows.push(row("emails per week", &format!("{seat}, {measure}"), value, "emails", String::new()));
        }
    }
    for one in &report.growth {
        let measure = format!("first to third session ({})", one.kind.label());
        rows.push(row("growth", &measure, format!("{:.2}", one.difference), "steps", one.people.to_string()));
    }
    rows
}
