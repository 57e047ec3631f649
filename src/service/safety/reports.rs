//! Reporting somebody: to the coordinators of the program that the two are in, and to the operator. The reported person isn't
//! notified, whatever their role in the program; a report gives nobody access to notes or feedback.

use super::blocked_pairs;
use crate::domain::booking::session::{self, Person, Session};
use crate::domain::safety::report::{Concern, Report, ReportState as State};
use crate::domain::{AccountId, ProgramId, Prose, ReportId, SessionId, Timestamp};
use crate::mail::safety::{PersonReported, ReportClosed};
use crate::service::notifications::QueuedMail;
use crate::service::{Code, Error, Services, idempotency, notifications, operator};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::program::{members, programs};
use crate::store::round::{outcomes, rounds};
use crate::store::safety::reports as store;
use crate::store::safety::reports::Of;
use crate::store::{Db, StoreError};
use serde::Serialize;
use std::collections::BTreeSet;

/// Maximum number of open reports per person.
pub const MAX_OPEN: i64 = 10;

/// A new report.
#[derive(Debug, Clone, Serialize)]
pub struct NewReport {
    /// Who it's about.
    pub about: AccountId,
    /// The session, if it's about one.
    pub session: Option<SessionId>,
    /// The concern.
    pub what: Concern,
    /// In their own words.
    pub text: Prose<4000>,
}

/// Reports somebody. With a key, repeating it makes no second report. Also returns who can read it, in words.
pub fn file(
    services: &Services,
    me: AccountId,
    key: Option<&str>,
    wanted: &NewReport,
) -> Result<(Report, String), Error> {
    if wanted.text.is_empty() {
        return Err(Error::invalid("/text", "Please say briefly what happened, so that somebody can help."));
    }
    if wanted.about == me {
        return Err(Error::invalid("/about_person_id", "That's you. Please say who the report is about."));
    }
    let id = idempotency::run_idempotent(services, me, key, wanted, |db, now| {
        // The checks below count, so the owner's row is locked first.
        accounts::lock(db, &[me])?;
        let name = blocked_pairs::known(db, me, wanted.about)?.ok_or_else(|| Error::not_found("person"))?;
        if store::count_open(db, me)? >= MAX_OPEN {
            let detail = format!(
                "{MAX_OPEN} of your reports are still open. If somebody is in danger, please call your local \
                 emergency services."
            );
            return Err(Error::new(Code::ListFull, detail));
        }
        let report = Report {
            id: ReportId::new(),
            reporter: Person { id: me, name: accounts::by_id(db, me)?.name },
            about: Person { id: wanted.about, name },
            session: wanted.session,
            what: wanted.what,
            text: wanted.text.clone(),
            state: State::Open,
            word: None,
            created_at: now,
            closed_at: None,
            programs: programs_of(db, me, wanted)?,
        };
        store::insert(db, &report)?;
        tell(services, db, now, &report)?;
        Ok(report.id)
    })?;
    services.read(|db, _| {
        let report = store::by_id(db, id)?;
        let reaches = reaches(services, db, &report)?;
        Ok((report, reaches))
    })
}

/// The program of the session's round, or else every program that both are in.
fn programs_of(db: &mut Db, me: AccountId, wanted: &NewReport) -> Result<Vec<ProgramId>, Error> {
    if let Some(id) = wanted.session {
        let session = match sessions::by_id(db, id) {
            Err(StoreError::NotFound) => None,
            other => Some(other?),
        };
        // An offer to a candidate isn't visible to the interviewer yet, and may be gone tomorrow.
        let agreed = |one: &Session| one.state != session::State::Offered;
        let both =
            session.filter(agreed).filter(|one| one.role_of(me).is_some() && one.role_of(wanted.about).is_some());
        if both.is_none() {
            return Err(Error::invalid(
                "/session_id",
                "This isn't a session between you two. Please leave it out, or name another.",
            ));
        }
        if let Some(outcome) = outcomes::of_session(db, id)? {
            return Ok(vec![rounds::by_id(db, outcome.round)?.program]);
        }
    }
    let mine: BTreeSet<_> = members::of_account(db, me)?.into_iter().map(|(id, _)| id).collect();
    let theirs = members::of_account(db, wanted.about)?.into_iter().map(|(id, _)| id);
    Ok(theirs.filter(|id| mine.contains(id)).collect())
}

/// Mails those responsible, in the transaction that stores the report; its content is loaded when the mails are sent.
fn tell(services: &Services, db: &mut Db, now: Timestamp, report: &Report) -> Result<(), Error> {
    let mut readers: BTreeSet<_> = store::readers(db, report)?.into_iter().map(|(reader, _)| reader).collect();
    readers.remove(&report.reporter.id);
    let mut letters: Vec<_> = readers.iter().map(|to| (*to, format!("report:{}:{to}", report.id), None)).collect();
    if let Some(operator) = &services.settings.operator {
        // On the reporter's behalf, because there may be no account with that address.
        letters.push((report.reporter.id, format!("report:{}:operator", report.id), Some(operator.clone())));
    }
    let letter = |(to, dedupe_key, operator)| {
        let message = PersonReported { report: report.id, operator, told: None }.into();
        QueuedMail { to, dedupe_key, message, not_before: now }
    };
    notifications::send_all(db, now, &letters.into_iter().map(letter).collect::<Vec<_>>())
}

/// Who can read a report, in words for its reporter.
fn reaches(services: &Services, db: &mut Db, report: &Report) -> Result<String, Error> {
    let mut programs: Vec<_> = store::readers(db, report)?.into_iter().map(|(_, program)| program).collect();
    programs.dedup();
    let mut who: Vec<_> = programs.iter().map(|program| format!("the coordinators of {program}")).collect();
    if services.settings.operator.is_some() {
        who.push("the people who run this server".to_owned());
    }
    Ok(match who.as_slice() {
        [] => {
            "We've saved your report, but nobody has been put in charge of reports here yet. Please tell somebody you \
             trust as well."
                .to_owned()
        }
        who => format!("It goes to {}. {} won't be told.", who.join(" and "), report.about.name.first_name()),
    })
}

/// Whether somebody coordinates one of the report's programs.
fn reads(db: &mut Db, report: &Report, who: AccountId) -> Result<bool, Error> {
    Ok(store::readers(db, report)?.iter().any(|(reader, _)| *reader == who))
}

/// A report, for its reporter and those responsible for it; `NotFound` for anybody else.
fn seen(services: &Services, db: &mut Db, me: AccountId, id: ReportId) -> Result<(Report, bool), Error> {
    let report = match store::by_id(db, id) {
        Err(StoreError::NotFound) => return Err(Error::not_found("report")),
        other => other?,
    };
    let looks_after = report.about.id != me
        && (reads(db, &report, me)? || operator::is_operator(services, &accounts::by_id(db, me)?));
    if !looks_after && report.reporter.id != me {
        return Err(Error::not_found("report"));
    }
    Ok((report, looks_after))
}

/// One report.
pub fn show(services: &Services, me: AccountId, id: ReportId) -> Result<Report, Error> {
    services.read(|db, _| Ok(seen(services, db, me, id)?.0))
}

/// Whose reports to list.
#[derive(Debug, Clone, Copy)]
pub enum ReportScope {
    /// The caller's own.
    Mine,
    /// Those visible to a program's coordinators.
    Program(ProgramId),
    /// All of the installation.
    Everybody,
}

/// Reports, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    whose: ReportScope,
    state: Option<State>,
    after: Option<ReportId>,
    limit: i64,
) -> Result<Vec<Report>, Error> {
    services.read(|db, _| {
        let of = match whose {
            ReportScope::Mine => Of::Reporter(me),
            ReportScope::Program(id) => {
                let found = programs::by_id(db, id);
                Of::Program(crate::service::program::coordinated(db, me, found)?.program.id, me)
            }
            ReportScope::Everybody => {
                operator::require_operator(services, db, me)?;
                Of::All(me)
            }
        };
        Ok(store::list(db, of, state, after, limit)?)
    })
}

/// Closes a report with a note to the reporter.
pub fn close(services: &Services, me: AccountId, id: ReportId, word: &Prose<1000>) -> Result<Report, Error> {
    if word.is_empty() {
        return Err(Error::invalid(
            "/word",
            "Please say briefly what came of it; the person who reported it will read it.",
        ));
    }
    services.write(|db, now| {
        let (report, looks_after) = seen(services, db, me, id)?;
        if !looks_after {
            return Err(Error::new(Code::Forbidden, "Only the people in charge of this can do that."));
        }
        if !store::close(db, id, me, word, now)? {
            return Err(Error::new(Code::ReportState, "This report is already closed."));
        }
        if report.reporter.id != me {
            let message = ReportClosed { about: report.about.name, since: report.created_at, word: word.clone() };
            notifications::send(db, now, report.reporter.id, format!("report-closed:{id}"), message, now)?;
        }
        Ok(store::by_id(db, id)?)
    })
}

/// The report that a mail is about, if it's still open and the recipient is still responsible for it; an operator is for all
/// of them.
pub(crate) fn to_tell(db: &mut Db, to: AccountId, id: ReportId, operator: bool) -> Result<Option<Report>, Error> {
    let report = match store::by_id(db, id) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let theirs = operator || reads(db, &report, to)?;
    Ok((report.state != State::Closed && theirs).then_some(report))
}
