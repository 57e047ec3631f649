//! Checks whether open offers are still valid, and takes back those that aren't.
//!
//! An offer reserves both people's time, so nobody else can book it. But its interviewer can still stop volunteering,
//! take the day off, pause, change their hours or add a calendar. So the check that every booking passes runs again,
//! under the locks, when an offer is accepted. The matcher also runs it every few seconds, so that the candidate learns
//! that an offer is gone before they answer. Doing this in the matcher covers all causes at once: the code that makes
//! these changes needn't know about offers, and a newly fetched calendar isn't a special case.
//!
//! - **Notice and horizon are measured from the time of the offer.** Its `answer_by` already leaves the interviewer
//!   their notice, and accepting later only brings the session closer. Measured this way, they refuse only if they've
//!   been changed so much that the offer couldn't have been made.
//! - **Accepting is consent.** The calendar and pauses of the person who accepts don't invalidate the offer. To
//!   interview in a swap, they must still have an interviewer profile.

use super::release::{Partner, end, lock, swapped_with};
use crate::domain::account::Account;
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, InterviewerSchedule, free};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::matching::fit::{Wish, suits};
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::matching::swaps;
use crate::domain::{AccountId, Span, Timestamp};
use crate::mail::matching::OfferOffBecause;
use crate::service::availability::interviewer_context::{Holds, InterviewerContext, load_interviewers};
use crate::service::booking::book::can_hold;
use crate::service::booking::reliability::may_book;
use crate::service::round::replacement::ReplacementRules;
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::matching::requests;
use std::collections::HashMap;

/// The data needed to check offers.
struct Judge {
    interviewers: HashMap<AccountId, InterviewerContext>,
    /// Used for swaps, whose participants may have no weekly hours.
    profiles: HashMap<AccountId, InterviewerProfile>,
    accounts: HashMap<AccountId, Account>,
    holds: Holds,
    /// For offers in place of a round's session.
    rules: ReplacementRules,
}

impl Judge {
    /// The number of statements doesn't depend on that of offers, only on that of rounds whose sessions they replace.
    fn load(db: &mut Db, now: Timestamp, offers: &[(Request, Session)]) -> Result<Self, Error> {
        let people: Vec<_> = offers.iter().flat_map(|(_, one)| [one.candidate.id, one.interviewer.id]).collect();
        let spans = offers.iter().map(|(_, one)| one.span());
        let range = spans.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let range = range.ok_or_else(|| Error::internal("no offers to judge"))?;
        let (found, holds) = load_interviewers(db, Some(&people), range, Some(&people))?;
        let replaced: Vec<_> = offers.iter().filter_map(|(request, _)| request.replaces).collect();
        Ok(Self {
            rules: ReplacementRules::load(db, now, &replaced)?,
            interviewers: found.into_iter().map(|one| (one.volunteer.id, one)).collect(),
            profiles: profiles::interviewers(db, &people)?,
            accounts: accounts::by_ids(db, &people)?.into_iter().map(|account| (account.id, account)).collect(),
            holds,
        })
    }

    /// The one of the two who is no longer available for the offered session, if any. `accepting` is the person who is
    /// accepting it now, if any.
    fn who_left(
        &self,
        now: Timestamp,
        (request, offer): &(Request, Session),
        accepting: Option<AccountId>,
    ) -> Option<AccountId> {
        let (asked, asks) = (offer.candidate.id, offer.interviewer.id);
        let can_interview = match request.ask.swap {
            false => self.can_interview(request, offer),
            true => self.can_interview_in_swap(now, request, offer, accepting == Some(asks)),
        };
        if !can_interview {
            return Some(asks);
        }
        // Outside swaps, and when accepting, candidates are responsible for their own time.
        let is_free = !request.ask.swap || accepting == Some(asked) || free(&self.besides(asked, offer), offer.span());
        (!is_free).then_some(asked)
    }

    fn can_interview(&self, request: &Request, offer: &Session) -> bool {
        let Some(one) = self.interviewers.get(&offer.interviewer.id) else { return false };
        let commitments = self.besides(offer.interviewer.id, offer);
        let schedule = InterviewerSchedule { commitments: &commitments, ..one.schedule() };
        let (what, when) = ((offer.kind, offer.level), (offer.starts_at, offer.length));
        request.ask.language_with(&one.volunteer.profile).is_some()
            && self.rules.allow(request.replaces, offer.candidate.id, offer.interviewer.id)
            && can_hold(offer.agreed_at, (one, schedule), what, when, &mut ZoneMemo::default()).is_ok()
    }

    fn can_interview_in_swap(&self, now: Timestamp, request: &Request, offer: &Session, consents: bool) -> bool {
        let who = offer.interviewer.id;
        let (Some(profile), Some(account)) = (self.profiles.get(&who), self.accounts.get(&who)) else { return false };
        let wish = Wish {
            kind: Some(offer.kind),
            level: Some(offer.level),
            topics: Vec::new(),
            language: Some(request.ask.language),
        };
        let still_asks = || {
            let half = (offer.starts_at, offer.length);
            swaps::still_asks(&profile.terms(), account.zone, &self.besides(who, offer), half, offer.agreed_at)
        };
        suits(profile, &wish) && (consents || (may_book(account, now).is_ok() && still_asks()))
    }

    /// Somebody's commitments without the offer itself, which is among them. Events from their own calendar are kept:
    /// they can't be the offer, because nobody has been invited yet.
    fn besides(&self, who: AccountId, offer: &Session) -> Vec<Commitment> {
        let other = offer.swap.as_ref().map(|other| Span::of(other.starts_at, offer.length));
        let own = |one: &Commitment| one.role.is_some() && (one.span == offer.span() || Some(one.span) == other);
        self.holds.of(who).iter().copied().filter(|one| !own(one)).collect()
    }
}

/// The person who is no longer available for a request's offer or, in a swap, for its other half. Everything must be
/// locked.
fn who_left(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    accepting: Option<AccountId>,
) -> Result<Option<AccountId>, Error> {
    let mut offers = Vec::new();
    for request in [Some(request.clone()), swapped_with(db, request)?].into_iter().flatten() {
        if let Some(session) = request.session {
            offers.push((request, sessions::by_id(db, session)?));
        }
    }
    if offers.is_empty() {
        return Ok(None);
    }
    let judge = Judge::load(db, now, &offers)?;
    Ok(offers.iter().find_map(|offer| judge.who_left(now, offer, accepting)))
}

/// Takes back a request's offer if it's no longer valid. The request waits again with its age, and this doesn't count
/// as a declined or unanswered offer. Returns the error for the person who was accepting it; the others are mailed.
/// Everything must be locked.
pub(super) fn take_back_if_untrue(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    accepting: Option<AccountId>,
) -> Result<Option<Error>, Error> {
    let (Some(gone), Some(session)) = (who_left(db, now, request, accepting)?, request.session) else {
        return Ok(None);
    };
    let offer = sessions::by_id(db, session)?;
    let other = swapped_with(db, request)?.and_then(|other| other.session);
    for session in [Some(session), other].into_iter().flatten() {
        let offer = sessions::by_id(db, session)?;
        let because = match offer.candidate.id == gone {
            true => OfferOffBecause::YouCant,
            false => OfferOffBecause::TheyCant,
        };
        if accepting != Some(offer.candidate.id) {
            notifications::offer_off(db, now, session, because)?;
        }
    }
    let event = Event::new(SessionEventKind::Withdrawn, "One of you can't make that time any more.");
    end(db, now, request, State::Waiting, (Actor::SYSTEM, event), Partner::WAITS)?;
    let sentence = match accepting == Some(gone) {
        true => "You no longer volunteer for the interview that you would give in this swap, so we've taken the offer \
                 back; your request keeps its place in the queue."
            .to_owned(),
        false => format!(
            "{} can't make that time any more, so we've taken this offer back; your request keeps its place in the \
             queue, and we'll email you as soon as we find somebody.",
            offer.interviewer.name.first_name()
        ),
    };
    Ok(Some(Error::new(Code::OfferTakenBack, sentence)))
}

/// Takes back the open offers that are no longer valid, and mails their candidates.
pub(crate) fn take_back_untrue(services: &Services) -> Result<(), Error> {
    let suspects = services.read(|db, now| {
        let open = requests::offered(db, now)?;
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = open.iter().filter_map(|request| request.session).collect();
        let mut sessions = sessions::by_ids(db, &ids)?;
        let with_session = |request: Request| sessions.remove(&request.session?).map(|session| (request, session));
        let offers: Vec<_> = open.into_iter().filter_map(with_session).collect();
        let judge = Judge::load(db, now, &offers)?;
        let untrue = offers.into_iter().filter(|offer| judge.who_left(now, offer, None).is_some());
        Ok(untrue.map(|(request, _)| request).collect())
    })?;
    for request in suspects {
        services.write(|db, now| {
            let request = lock(db, &request)?;
            // The offer may just have been answered; in a swap, it may have been taken back together with the other
            // half.
            if request.state == State::Offered {
                take_back_if_untrue(db, now, &request, None)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
