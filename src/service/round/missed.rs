//! Tells those who took part in a published round and have no session in it, and why; the others get their invitations.

use super::participants::RoundParticipants;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Openings};
use crate::domain::matching::{self, Reader};
use crate::domain::program::Program;
use crate::domain::round::{Round, RoundPlan, UnmatchedCandidate, WhyNot, could_not_meet};
use crate::domain::{AccountId, Seat, Span, Timestamp};
use crate::mail::round::RoundMissed;
use crate::service::Error;
use crate::service::notifications::{self, QueuedMail};
use crate::store::Db;
use std::collections::{HashMap, HashSet};

/// One mail to each, in the transaction that publishes the round.
pub(super) fn tell(
    db: &mut Db,
    now: Timestamp,
    (round, program): (&Round, &Program),
    participants: &RoundParticipants,
    plan: &RoundPlan,
) -> Result<(), Error> {
    let requesters = participants.requesters(program);
    let requesters: HashMap<AccountId, _> = requesters.iter().map(|one| (one.candidate, one)).collect();
    let interviewers = participants.interviewers();
    // With the sessions that have just been booked.
    let mut busy = participants.holds.by_person().clone();
    for pair in &plan.pairs {
        let span = Span::of(pair.starts_at, round.plans.length);
        for (person, seat) in [(pair.candidate_id, Seat::Candidate), (pair.interviewer_id, Seat::Interviewer)] {
            busy.entry(person).or_default().push(Commitment { span, role: Some(seat) });
        }
    }
    let why = |one: &UnmatchedCandidate| {
        let found = requesters.get(&one.candidate_id);
        let now_stands =
            found.map(|requester| matching::standing(requester, &interviewers, &busy, now, Reader::Past).why);
        words(one.reason, now_stands)
    };
    let letter = |to: AccountId, seat: Seat, why: String, earlier_next: bool| QueuedMail {
        to,
        dedupe_key: format!("round-missed:{}:{to}", round.id),
        message: RoundMissed {
            program: program.id,
            program_name: program.name.clone(),
            round_name: round.plans.name.clone(),
            starts_on: round.plans.starts_on,
            ends_on: round.plans.ends_on,
            seat,
            why,
            earlier_next,
        }
        .into(),
        not_before: now,
    };
    let mut letters: Vec<_> = plan
        .unmatched
        .iter()
        .map(|one| letter(one.candidate_id, Seat::Candidate, why(one), !could_not_meet(one.reason)))
        .collect();
    // Those who only offered to interview, and weren't needed. Somebody on a break, or without hours on the round's
    // days, offered nothing that there'd be thanks for.
    let needed: HashSet<AccountId> = plan
        .pairs
        .iter()
        .flat_map(|pair| [pair.candidate_id, pair.interviewer_id])
        .chain(plan.unmatched.iter().map(|one| one.candidate_id))
        .chain(plan.resting.iter().map(|one| one.account_id))
        .collect();
    let mut memo = ZoneMemo::default();
    let spare = participants.volunteers.iter().filter(|one| {
        let days = participants.days;
        let mut has_time = || {
            let openings = Openings::new(one.schedule(), now, days, &mut memo);
            openings.starts(round.plans.length, days).any(|start| Span::of(start, round.plans.length).to <= days.to)
        };
        !needed.contains(&one.volunteer.id) && has_time()
    });
    letters.extend(spare.map(|one| letter(one.volunteer.id, Seat::Interviewer, String::new(), false)));
    notifications::send_all(db, now, &letters)
}

/// Why somebody has no session, and what would help, in words for them. What a coordinator decided about a pair, and who
/// keeps away from whom, isn't said.
fn words(reason: WhyNot, now_stands: Option<String>) -> String {
    let rest = now_stands.unwrap_or_default();
    match reason {
        WhyNot::NoProfile => "You haven't said yet what you want to practise. Your candidate profile needs a kind of \
                              interview, a level and a language; or say it in your answer to the next round."
            .to_owned(),
        WhyNot::NoHours | WhyNot::NoHoursAndMore => {
            "We had no time from you on the round's days. Weekly hours, or times \
                                                     in your answer to the next round, would help."
                .to_owned()
        }
        WhyNot::WeeklyLimit => "You already have as many sessions in these weeks as the program allows.".to_owned(),
        WhyNot::Forbidden => {
            "Nobody was left whom we could have you meet for what you asked for. Another kind of interview, \
                              or another language, could help."
                .to_owned()
        }
        WhyNot::LostToLongerWait => {
            format!("The times that would have suited you went to people who had waited longer. {rest}")
        }
        _ => rest,
    }
}
