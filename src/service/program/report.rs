//! A program's report for its coordinators: figures, never anybody's notes. It covers the program's sessions in its days, or
//! in those asked for, including those of people who have left since.

use super::coordinated;
use crate::document::charts;
use crate::domain::matching::request::Moment;
use crate::domain::program::Program;
use crate::domain::program::report as rules;
pub use crate::domain::program::report::{CompetencyMean, Growth, PEOPLE_LEAST, Report, Reviews, Sessions, Share};
pub use crate::domain::program::report_mails::MailsPerWeek;
use crate::domain::program::report_mails::mails_per_week;
use crate::domain::program::report_people::by_person;
pub use crate::domain::program::report_people::{
    Absence, CandidateFigures, People, RoundFigures, VolunteerFigures, Who,
};
use crate::domain::program::report_rows::{Meeting, Participant, Period};
use crate::domain::{AccountId, LocalDate, ProgramId, Timestamp, Week, Zone};
use crate::service::operator::KEEP_MAIL_DAYS;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::program::{programs, report as store};
use std::collections::HashSet;

/// The days a report covers, by the program's zone: by default the program's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    /// The first.
    pub from: Option<LocalDate>,
    /// The last.
    pub to: Option<LocalDate>,
}

/// A report, and the days it covers.
#[derive(Debug)]
pub struct Covered<T> {
    /// The program.
    pub program: Program,
    /// The first day.
    pub from: LocalDate,
    /// The last day; `None` for a program without an end.
    pub to: Option<LocalDate>,
    /// What it says.
    pub report: T,
}

fn midnight(date: chrono::NaiveDate, zone: Zone) -> Timestamp {
    Moment::midnight(date).resolve(zone, false)
}

/// The days, and the time from the first to the end of the last.
fn period(program: &Program, dates: Dates) -> Result<(LocalDate, Option<LocalDate>, Period), Error> {
    let (from, to) = (dates.from.unwrap_or(program.starts_on), dates.to.or(program.ends_on));
    if to.is_some_and(|to| to < from) {
        let (pointer, detail) = match (dates.from, dates.to) {
            (Some(_), Some(_)) => ("?to", "The last day is before the first. Please swap them."),
            (None, Some(_)) => {
                ("?to", "This is before the program's first day. Please choose a later day, or say from when.")
            }
            _ => ("?from", "This is after the program's last day. Please choose an earlier day, or say until when."),
        };
        return Err(Error::invalid(pointer, detail));
    }
    let end = to.and_then(|to| to.date().succ_opt()).map(|after| midnight(after, program.zone));
    let whole = dates.from.is_none() && dates.to.is_none();
    Ok((from, to, Period { from: midnight(from.date(), program.zone), to: end, whole }))
}

/// The report on a program in these days.
pub fn report(services: &Services, me: AccountId, id: ProgramId, dates: Dates) -> Result<Covered<Report>, Error> {
    covered(services, me, id, dates, |db, now, program, period, meetings| {
        let participants = store::participants(db, program.id)?;
        let there = participants.iter().filter(|one| one.candidate && one.was_there(period)).map(|one| one.account);
        let candidates: HashSet<AccountId> = there.chain(meetings.iter().map(|one| one.candidate)).collect();
        let mut rounds = store::published_rounds(db, program.id)?;
        rounds.retain(|round| {
            let days = [round.starts_on, round.ends_on].map(|day| midnight(day.date(), program.zone));
            period.whole || period.to.is_none_or(|to| days[0] < to) && period.from <= days[1]
        });
        let asked = store::asked(db, program.id, period)?;
        let mails = store::mails(db, program.id, period)?;
        // Older mails have been swept, so the weeks before would look quiet.
        let first_whole = Week::at(now.plus_days(-KEEP_MAIL_DAYS), program.zone).plus(1).monday();
        let kept = Period { from: period.from.max(midnight(first_whole, program.zone)), ..*period };
        let seated = |takes: fn(&Participant) -> bool| {
            mails_per_week(participants.iter().filter(|one| takes(one)), &mails, &kept, (program.zone, now))
        };
        Ok(Report {
            candidate_mails: seated(|one| one.candidate),
            interviewer_mails: seated(|one| one.interviewer),
            ..rules::report(&candidates, meetings, &asked, &rounds, now)
        })
    })
}

/// The report by person, with who didn't come.
pub fn people(services: &Services, me: AccountId, id: ProgramId, dates: Dates) -> Result<Covered<People>, Error> {
    covered(services, me, id, dates, |db, now, program, period, meetings| {
        let mut participants = store::participants(db, program.id)?;
        let had: HashSet<_> = meetings.iter().flat_map(|one| [one.candidate, one.interviewer]).collect();
        participants.retain(|one| one.was_there(period) || had.contains(&one.account));
        Ok(by_person(&participants, meetings, now))
    })
}

fn covered<T>(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    dates: Dates,
    make: impl Fn(&mut Db, Timestamp, &Program, &Period, &[Meeting]) -> Result<T, Error>,
) -> Result<Covered<T>, Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, now| {
        let found = programs::by_id(db, id);
        let program = coordinated(db, me, found)?.program;
        let (from, to, period) = period(&program, dates)?;
        let meetings = store::meetings(db, id, &period)?;
        let report = make(db, now, &program, &period, &meetings)?;
        Ok(Covered { program, from, to, report })
    })
}

/// The report as an SVG chart.
pub fn picture(services: &Services, me: AccountId, id: ProgramId, dates: Dates) -> Result<String, Error> {
    let Covered { program, from, report, .. } = self::report(services, me, id, dates)?;
    let long = |day: LocalDate| day.date().format("%-d %B %Y").to_string();
    let days = match dates.to {
        None => format!("since {}", long(from)),
        Some(to) => format!("from {} to {}", long(from), long(to)),
    };
    Ok(charts::report(&program.name, &days, &report))
}
