//! Reading feedback: the two people of its session, and coordinators with the candidate's consent.

use crate::domain::booking::session::Session;
use crate::domain::feedback::comparison::Compared;
use crate::domain::feedback::follow_up::FollowUp;
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{AccountId, Seat, SessionId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::feedback::reflection::{by_session, compared};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::booking::sessions;
use crate::store::feedback::follow_ups;
use crate::store::feedback::notes::{self, Feedback};
use crate::store::program::members;

/// The notes without the part that's only for coordinators.
pub(crate) fn for_candidate(notes: Notes) -> Notes {
    Notes { private_to_coordinator: None, ..notes }
}

/// Feedback with its session, for one of its two people or a coordinator.
#[derive(Debug)]
pub struct Received {
    /// The session.
    pub session: Session,
    /// The notes, without the part that's only for coordinators.
    pub feedback: Feedback,
    /// The caller's seat; `None` for a coordinator, who reads it with the candidate's consent.
    pub role: Option<Seat>,
    /// The recommendation as a sentence.
    pub recommendation: String,
    /// The candidate's and interviewer's ratings, biggest difference first; empty without a self-assessment.
    pub compared: Vec<Compared>,
    /// What was asked about it, and the answers; only for the two people.
    pub follow_ups: Vec<FollowUp>,
}

pub(crate) fn received(
    session: Session,
    role: Option<Seat>,
    feedback: Feedback,
    own: Option<&SelfAssessment>,
    follow_ups: Vec<FollowUp>,
) -> Received {
    let notes = for_candidate(feedback.notes);
    let recommendation = crate::document::recommendation(&notes.recommendation, session.level, session.length);
    let compared = compared(&session, own, &notes);
    Received { session, role, feedback: Feedback { notes, ..feedback }, recommendation, compared, follow_ups }
}

/// Somebody who may read the feedback on a session.
pub(crate) struct Reader {
    pub(crate) session: Session,
    pub(crate) role: Option<Seat>,
    /// Whether they may read what the interviewer wrote for coordinators.
    coordinates: bool,
    /// The candidate's self-assessment; only for the two people.
    pub(crate) own: Option<SelfAssessment>,
    /// What was asked about it; only for the two people.
    pub(crate) follow_ups: Vec<FollowUp>,
}

impl Reader {
    fn reads(&self, feedback: Feedback) -> Received {
        let private = feedback.notes.private_to_coordinator.clone().filter(|_| self.coordinates);
        let mut read = received(self.session.clone(), self.role, feedback, self.own.as_ref(), self.follow_ups.clone());
        read.feedback.notes.private_to_coordinator = private;
        read
    }
}

/// The latest version of the feedback on one session.
pub fn feedback(services: &Services, me: AccountId, id: SessionId) -> Result<Received, Error> {
    services.read(|db, _| {
        let reader = reader(db, me, id)?;
        Ok(reader.reads(notes::latest(db, id)?.ok_or_else(|| none_yet(&reader))?))
    })
}

/// Every version of the feedback on one session, latest first.
pub fn versions(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<Received>, Error> {
    services.read(|db, _| {
        let reader = reader(db, me, id)?;
        let all = notes::versions(db, id)?;
        if all.is_empty() {
            return Err(none_yet(&reader));
        }
        Ok(all.into_iter().map(|one| reader.reads(one)).collect())
    })
}

pub(crate) fn none_yet(reader: &Reader) -> Error {
    match reader.role {
        Some(_) => Error::new(
            Code::NotFound,
            "There's no feedback on this session yet. We'll email it as soon as it's written.",
        ),
        None => Error::not_found("session"),
    }
}

/// The caller as a reader of the feedback on a session. A program's coordinator can read what a consenting member
/// received, and what the interviewer wrote for coordinators if the interviewer is in the same program.
pub(crate) fn reader(db: &mut Db, me: AccountId, id: SessionId) -> Result<Reader, Error> {
    let stranger = match as_participant(me, sessions::by_id(db, id)) {
        Ok((session, role)) => {
            let own = by_session(db, &[id])?.remove(&id);
            let follow_ups = follow_ups::of_sessions(db, &[id], role)?;
            return Ok(Reader { session, role: Some(role), coordinates: false, own, follow_ups });
        }
        Err(stranger) if stranger.code == Code::NotFound => stranger,
        Err(other) => return Err(other),
    };
    let Some(session) = sessions::by_ids(db, &[id])?.remove(&id) else { return Err(stranger) };
    let programs = members::consented(db, me, session.candidate.id, session.starts_at)?;
    if programs.is_empty() {
        return Err(stranger);
    }
    let coordinates = members::is_in_one(db, session.interviewer.id, &programs)?;
    Ok(Reader {
        session: Session { meeting_place: None, ..session },
        role: None,
        coordinates,
        own: None,
        follow_ups: Vec::new(),
    })
}

/// All feedback this candidate received, newest first, each in its latest version.
pub fn all_feedback(
    services: &Services,
    me: AccountId,
    after: Option<(Timestamp, SessionId)>,
    limit: i64,
) -> Result<Vec<Received>, Error> {
    services.read(|db, _| {
        let list = notes::received(db, me, after, limit)?;
        let ids: Vec<SessionId> = list.iter().map(|feedback| feedback.session).collect();
        let (mut about, own) = (sessions::by_ids(db, &ids)?, by_session(db, &ids)?);
        let asked = follow_ups::of_sessions(db, &ids, Seat::Candidate)?;
        Ok(list
            .into_iter()
            .filter_map(|feedback| {
                let own = own.get(&feedback.session);
                let asked = asked.iter().filter(|one| one.session == feedback.session).cloned().collect();
                Some(received(about.remove(&feedback.session)?, Some(Seat::Candidate), feedback, own, asked))
            })
            .collect())
    })
}
