//! What an interviewer reads before a session: who the candidate is, what they want, how the hour runs, and three
//! questions this candidate hasn't been offered yet.

use super::calibration;
use crate::domain::account::profile::CandidateProfile;
use crate::domain::booking::life_cycle;
use crate::domain::booking::session::Session;
use crate::domain::feedback::note_templates::{RunStep, template};
use crate::domain::feedback::question_bank::{Question, offer, question};
use crate::domain::practice::plan::Step;
use crate::domain::{AccountId, SessionId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::program::questions;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::feedback::offered_questions;
use crate::store::practice::plan_steps;

/// Maximum number of action steps in a brief.
const STEPS: i64 = 5;

/// The brief of one session.
#[derive(Debug)]
pub struct Brief {
    /// The session.
    pub session: Session,
    /// The candidate's profile, if they have one.
    pub candidate: Option<CandidateProfile>,
    /// The candidate's latest action steps, latest first, if they share them.
    pub practised: Vec<Step>,
    /// How the session runs, scaled to its length.
    pub run_of_show: Vec<RunStep>,
    /// The questions; fewer than three if the candidate has been offered nearly all there are.
    pub questions: Vec<Question>,
    /// How many sample sessions are left to practise rating on, for somebody who hasn't interviewed here yet.
    pub samples_left: Option<usize>,
}

/// The brief of a session, for its interviewer. Its questions are drawn the first time it's read, and stay the same.
pub fn brief(services: &Services, me: AccountId, id: SessionId) -> Result<Brief, Error> {
    let (session, candidate, practised, drawn, samples_left) = services.read(|db, _| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        life_cycle::prepare(&session, role)?;
        let candidate = profiles::candidate(db, session.candidate.id)?;
        let practised = plan_steps::shared(db, session.candidate.id, STEPS)?;
        let drawn = offered_questions::of_session(db, id)?;
        let samples_left = calibration::offered(db, me)?;
        Ok::<_, Error>((session, candidate, practised, drawn, samples_left))
    })?;
    let drawn = if drawn.is_empty() { services.write(|db, now| draw(db, now, me, id))? } else { drawn };
    let bank = |id: &String| question(id).cloned();
    let others: Vec<&str> = drawn.iter().filter(|id| question(id).is_none()).map(String::as_str).collect();
    let own = if others.is_empty() { Vec::new() } else { services.read(|db, _| questions::drawn(db, &others))? };
    let of_program = |id: &String| own.iter().find(|one| one.id == *id).cloned();
    Ok(Brief {
        run_of_show: template(session.kind).run_of_show_of(session.length),
        // A question that's no longer in the bank is skipped.
        questions: drawn.iter().filter_map(|id| bank(id).or_else(|| of_program(id))).collect(),
        session,
        candidate,
        practised,
        samples_left,
    })
}

/// Draws the questions, unless somebody (another tab) just did. Locking the candidate's row keeps two of their sessions
/// from drawing the same question at once, which the table's key would refuse.
fn draw(db: &mut Db, now: Timestamp, me: AccountId, id: SessionId) -> Result<Vec<String>, Error> {
    let candidate = sessions::by_id(db, id)?.candidate.id;
    accounts::lock(db, &[candidate])?;
    let (session, role) = as_participant(me, sessions::lock(db, id))?;
    life_cycle::prepare(&session, role)?;
    let before = offered_questions::of_session(db, id)?;
    if !before.is_empty() {
        return Ok(before);
    }
    let had = offered_questions::of_candidate(db, candidate)?;
    let had = had.iter().map(String::as_str).collect();
    let own = questions::for_session(db, &session)?;
    let drawn = offer(&own, session.kind, session.level, &session.topics, &had, &id.to_string());
    let drawn: Vec<&str> = drawn.iter().map(|question| question.id.as_str()).collect();
    offered_questions::insert(db, candidate, id, &drawn, now)?;
    Ok(drawn.into_iter().map(str::to_owned).collect())
}
