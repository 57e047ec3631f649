//! Puts the candidate of a round's cancelled session back in the queue.

use crate::domain::booking::session::Session;
use crate::domain::matching::check;
use crate::domain::matching::request::{Ask, Request, RequestState, Window};
use crate::domain::program::Program;
use crate::domain::round::{Outcome, Round, RoundAsk, ask, windows};
use crate::domain::{Kind, Language, RequestId, Span, Timestamp, UpTo};
use crate::service::Error;
use crate::service::availability::interviewer_context::Holds;
use crate::service::matching::requests::exclusions::not_again;
use crate::store::Db;
use crate::store::matching::{declines, requests};
use crate::store::program::{members, programs};
use crate::store::round::{outcomes, participants, rounds};

/// The most windows that a request names.
const MAX_WINDOWS: usize = 50;

/// Puts the candidate of a round's cancelled session back: they get an ordinary request over the round's remaining
/// days, which the matcher picks up. Its age counts from when the round was made, so it comes before later requests, and
/// the rules of the round hold for it. Returns whether there's a request now; near the round's end there may be no time
/// left, and then the next round takes care of them. The session's row must be locked.
pub(crate) fn put_back(db: &mut Db, now: Timestamp, session: &Session, offer_again: bool) -> Result<bool, Error> {
    let Some(outcome) = outcomes::of_session(db, session.id)? else { return Ok(false) };
    let round = rounds::by_id(db, outcome.round)?;
    let program = programs::by_id(db, round.program)?;
    // The rules of the round let nobody meet who isn't in the program any more.
    if members::get(db, program.id, session.candidate.id)?.is_none() {
        return Ok(false);
    }
    let Some(ask) = ask_again(db, now, session, (&outcome, &round, &program))? else { return Ok(false) };
    if check(&ask, now).is_err() {
        return Ok(false);
    }
    let request = Request {
        id: RequestId::new(),
        candidate: session.candidate.id,
        ask,
        state: RequestState::Waiting,
        session: None,
        answer_by: None,
        accepted: false,
        created_at: round.created_at,
        replaces: Some(session.id),
    };
    requests::insert_for_round(db, &request, round.id, now)?;
    for decline in not_again(request.id, session, offer_again) {
        declines::insert(db, &decline, "", now)?;
    }
    Ok(true)
}

/// What they asked for in the round, over its remaining days: the level and topics of the session, and any of the kinds
/// and languages that counted in the round, those of the session first.
fn ask_again(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    (outcome, round, program): (&Outcome, &Round, &Program),
) -> Result<Option<Ask>, Error> {
    let candidate = session.candidate.id;
    let days = round.plans.days(program.zone);
    let left = Span::new(days.from.max(now), days.to.max(now));
    let entry = participants::entries(db, round.id, Some(candidate))?.pop().map(|(_, entry)| entry).unwrap_or_default();
    let Some(person) = participants::people(db, &[candidate])?.pop() else { return Ok(None) };
    let holds = Holds::load(db, days, Some(&[candidate]))?;
    let whole = match ask(&person, &entry, round, program, holds.of(candidate)) {
        // They have no hours, or practise as often in these weeks as the program allows.
        Some(RoundAsk { ask, .. }) if ask.range().is_none() => return Ok(None),
        Some(RoundAsk { ask, .. }) => Some(ask),
        // Their profile is gone; the session says enough.
        None => None,
    };
    let windows =
        whole.as_ref().map_or_else(|| windows(&entry, person.hours.as_ref(), left), |whole| whole.windows.to_vec());
    let cut = windows.into_iter().map(|one| Window { from: one.from.max(left.from), to: one.to.min(left.to) });
    let windows: Vec<_> = cut.filter(|one| one.from < one.to).take(MAX_WINDOWS).collect();
    let kinds: Vec<Kind> = whole.iter().flat_map(Ask::kinds).filter(|kind| *kind != session.kind).collect();
    let mut languages: Vec<Language> = outcome.language.into_iter().collect();
    languages.extend(whole.iter().flat_map(Ask::languages).filter(|other| outcome.language != Some(*other)));
    let mut languages = languages.into_iter();
    let Some(language) = languages.next() else { return Ok(None) };
    Ok(Some(Ask {
        kind: session.kind,
        other_kinds: kinds,
        level: session.level,
        topics: session.topics.clone(),
        language,
        other_languages: languages.collect(),
        length: session.length,
        windows: UpTo::new(windows).unwrap_or_default(),
        aims: session.aims.clone(),
        not_before: None,
        expires_at: None,
        auto_accept: false,
        swap: false,
    }))
}
