//! A program's own questions, in the same form as the bank's and just as complete. Coordinators write and read them;
//! interviewers find them in briefs, and candidates see them when they're asked.

use super::coordinated;
use crate::domain::booking::session::Session;
use crate::domain::feedback::question_bank::{Question, check};
use crate::domain::program::Program;
use crate::domain::{AccountId, Kind, ProgramId, QuestionId, Timestamp};
use crate::service::{Code, Error, Seen, Services};
use crate::store::program::questions as store;
use crate::store::program::questions::ProgramQuestion;
use crate::store::program::{members, programs};
use crate::store::round::{outcomes, rounds};
use crate::store::{Db, StoreError};
use std::collections::BTreeSet;

/// Maximum number of questions per program.
pub const MAX_QUESTIONS: i64 = 200;

/// A question of a program and its revision.
pub type Owned = (Question, i32);

fn owned(kept: ProgramQuestion) -> Owned {
    (Question { id: kept.id, ..kept.question }, kept.revision)
}

/// Adds these questions, or none of them.
pub fn add(
    services: &Services,
    me: AccountId,
    program: ProgramId,
    questions: &[Question],
) -> Result<Vec<Owned>, Error> {
    services.write(|db, now| {
        // The checks below count, so the program's row is locked first.
        let locked = programs::lock(db, program);
        let program = coordinated(db, me, locked)?.program.id;
        if questions.is_empty() {
            return Err(Error::invalid("/questions", "There are no questions here. Please send at least one."));
        }
        let faults: Vec<_> =
            questions.iter().enumerate().flat_map(|(at, one)| check(one, &format!("/questions/{at}"))).collect();
        if !faults.is_empty() {
            return Err(faults.into());
        }
        let more = i64::try_from(questions.len()).unwrap_or(i64::MAX);
        if store::count(db, program)?.saturating_add(more) > MAX_QUESTIONS {
            let detail = format!("A program can have {MAX_QUESTIONS} questions at most. Please remove some first.");
            return Err(Error::new(Code::ListFull, detail));
        }
        let mut added = Vec::with_capacity(questions.len());
        for question in questions {
            let id = QuestionId::new().to_string();
            let one = ProgramQuestion {
                id,
                program,
                question: Question { id: String::new(), ..question.clone() },
                revision: 1,
            };
            store::insert(db, &one, question.kind, now)?;
            added.push(owned(one));
        }
        Ok(added)
    })
}

/// The questions of a program, oldest first.
pub fn list(
    services: &Services,
    me: AccountId,
    program: ProgramId,
    kind: Option<Kind>,
) -> Result<Vec<Question>, Error> {
    services.read(|db, _| {
        let found = programs::by_id(db, program);
        let program = coordinated(db, me, found)?.program.id;
        Ok(store::of_programs(db, &[program], kind)?.into_iter().map(|kept| owned(kept).0).collect())
    })
}

fn one(db: &mut Db, me: AccountId, program: ProgramId, id: QuestionId) -> Result<ProgramQuestion, Error> {
    let found = programs::by_id(db, program);
    of(db, me, found, id)
}

fn of(
    db: &mut Db,
    me: AccountId,
    found: Result<Program, StoreError>,
    id: QuestionId,
) -> Result<ProgramQuestion, Error> {
    let program = coordinated(db, me, found)?.program.id;
    match store::get(db, program, &id.to_string()) {
        Err(StoreError::NotFound) => Err(Error::not_found("question")),
        other => Ok(other?),
    }
}

/// One question of a program.
pub fn show(services: &Services, me: AccountId, program: ProgramId, id: QuestionId) -> Result<Owned, Error> {
    services.read(|db, _| Ok(owned(one(db, me, program, id)?)))
}

/// Changes a question if it's still at the expected revision. Notes that refer to it stay as they are.
pub fn change(
    services: &Services,
    me: AccountId,
    program: ProgramId,
    id: QuestionId,
    over: &Seen,
    question: &Question,
) -> Result<Owned, Error> {
    services.write(|db, now| {
        // Serialised, so that `*` applies to the current revision.
        let locked = programs::lock(db, program);
        let before = of(db, me, locked, id)?;
        let faults = check(question, "");
        if !faults.is_empty() {
            return Err(faults.into());
        }
        let current = before.revision;
        let question = Question { id: String::new(), ..question.clone() };
        let after = ProgramQuestion { question, revision: current.saturating_add(1), ..before };
        if !over.allows(current) || !store::update(db, &after, after.question.kind, current, now)? {
            let detail =
                "Somebody has changed this question in the meantime. Please read it again and change the new version.";
            return Err(Error::new(Code::QuestionChanged, detail));
        }
        Ok(owned(after))
    })
}

/// Removes a question: no brief will draw it again, and sessions it was drawn for keep it.
pub fn take_out(services: &Services, me: AccountId, program: ProgramId, id: QuestionId) -> Result<(), Error> {
    services.write(|db, now: Timestamp| {
        let before = one(db, me, program, id)?;
        match store::take_out(db, before.program, &before.id, now)? {
            true => Ok(()),
            false => Err(Error::not_found("question")),
        }
    })
}

/// The programs whose questions a session's brief can draw: that of its round, and those that both people are in.
fn in_play(db: &mut Db, session: &Session) -> Result<Vec<ProgramId>, Error> {
    let theirs: BTreeSet<_> = members::of_account(db, session.interviewer.id)?.into_iter().map(|(id, _)| id).collect();
    let candidates = members::of_account(db, session.candidate.id)?.into_iter().map(|(id, _)| id);
    let mut both: BTreeSet<_> = candidates.filter(|id| theirs.contains(id)).collect();
    if let Some(outcome) = outcomes::of_session(db, session.id)? {
        both.insert(rounds::by_id(db, outcome.round)?.program);
    }
    Ok(both.into_iter().collect())
}

/// The programs' questions for this session.
pub(crate) fn for_session(db: &mut Db, session: &Session) -> Result<Vec<Question>, Error> {
    let of = in_play(db, session)?;
    let found = store::of_programs(db, &of, Some(session.kind))?;
    Ok(found.into_iter().map(|kept| owned(kept).0).collect())
}

/// These program questions, if they exist, including removed ones.
pub(crate) fn drawn(db: &mut Db, ids: &[&str]) -> Result<Vec<Question>, Error> {
    Ok(store::by_ids(db, ids)?.into_iter().map(|kept| owned(kept).0).collect())
}

/// Which of these ids name a question that could be asked in a session.
pub(crate) fn askable(db: &mut Db, session: &Session, ids: &[&str]) -> Result<BTreeSet<String>, Error> {
    let of = in_play(db, session)?;
    let found = store::by_ids(db, ids)?;
    Ok(found.into_iter().filter(|kept| of.contains(&kept.program)).map(|kept| kept.id).collect())
}
