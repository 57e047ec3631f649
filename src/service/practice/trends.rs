//! Trends: a person's ratings over time, and the next interview to ask for. Only for themselves.

pub use crate::document::charts::trends as chart;
use crate::domain::matching::request::Window;
use crate::domain::practice::debrief::{About, Debrief};
use crate::domain::practice::planning::there;
pub use crate::domain::practice::trends::{BAR, Direction, Point, Proposal, Recurring, Trend, Trends};
use crate::domain::practice::trends::{Noted, Sitting, propose, reach, times, trends};
use crate::domain::{AccountId, Kind, Language, Level, SessionId, Zone};
use crate::service::availability::interviewer_context::commitments;
use crate::service::feedback::reflection;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::feedback::notes;
use crate::store::practice::debriefs;

/// Maximum number of feedbacks considered, the latest ones.
const MOST: i64 = 200;

/// Maximum number of debriefs of real interviews considered for the next interview, the latest ones.
const MAX_DEBRIEFS: i64 = 20;

/// All interviews that somebody received notes for, latest first.
fn sittings(db: &mut Db, me: AccountId) -> Result<Vec<Sitting>, Error> {
    let feedback = notes::received(db, me, None, MOST)?;
    let ids: Vec<SessionId> = feedback.iter().map(|one| one.session).collect();
    let (mut about, mut own) = (sessions::by_ids(db, &ids)?, reflection::by_session(db, &ids)?);
    let sitting = |one: notes::Feedback| {
        let session = about.remove(&one.session)?;
        Some(Sitting {
            session: session.id,
            at: session.starts_at,
            kind: session.kind,
            level: session.level,
            topics: session.topics.to_vec(),
            notes: one.notes,
            own: own.remove(&session.id),
        })
    };
    Ok(feedback.into_iter().filter_map(sitting).collect())
}

/// The trends of one kind at one level; those of the latest interview by default.
pub fn show(services: &Services, me: AccountId, kind: Option<Kind>, level: Option<Level>) -> Result<Trends, Error> {
    services.read(|db, _| {
        let sittings = sittings(db, me)?;
        let latest = sittings.iter().max_by_key(|one| (one.at, one.session)).map(|one| one.kind);
        Ok(trends(kind.or(latest).unwrap_or(Kind::Concepts), level, &sittings))
    })
}

/// The next interview to ask for.
#[derive(Debug)]
pub struct Next {
    /// The interview, and why.
    pub proposal: Proposal,
    /// The language.
    pub language: Language,
    /// Suggested windows, at the times of the latest interviews and free of other commitments.
    pub windows: Vec<Window>,
}

/// The next interview to ask for.
pub fn next(services: &Services, me: AccountId) -> Result<Next, Error> {
    services.read(|db, now| {
        let zone = accounts::by_id(db, me)?.zone;
        let profile = profiles::candidate(db, me)?;
        let sittings = sittings(db, me)?;
        let debriefs = debriefs::list(db, me, Some(About::Interview), None, MAX_DEBRIEFS)?;
        let noted: Vec<Noted> = debriefs.iter().flat_map(|one| noted(one, zone)).collect();
        let spoken = profile.as_ref().and_then(|profile| profile.languages.first().copied());
        let language = spoken.map_or_else(|| "en".parse(), Ok)?;
        let proposal = propose(profile.as_ref(), &sittings, &noted);
        let taken = commitments(db, me, reach(now))?;
        Ok(Next { proposal, language, windows: times(&sittings, &taken, now, zone) })
    })
}

/// The competencies that a debrief of a real interview names. The interview ended on the day given, if there is one, and before
/// the debrief was written.
fn noted(debrief: &Debrief, zone: Zone) -> Vec<Noted> {
    let Some(kind) = debrief.text.kind else { return Vec::new() };
    let midnight = debrief.text.held_on.and_then(|day| day.date().succ_opt());
    let held_by = midnight.map(|day| there(day.and_time(chrono::NaiveTime::MIN), zone));
    let at = held_by.map_or(debrief.created_at, |end| end.min(debrief.created_at));
    debrief.text.competencies.iter().map(|id| Noted { kind, competency: id.to_string(), at }).collect()
}
