//! What holds for whatever comes in place of a round's cancelled session: the request that waits for it, the offers and
//! sessions that come of that, and stand-ins. It's looked for among the program's interviewers, by the rules that the
//! round itself was matched by.

use crate::domain::program::{Place, Program};
use crate::domain::round::{Decision, last_sessions};
use crate::domain::{AccountId, RoundId, SessionId, Timestamp};
use crate::service::Error;
use crate::store::Db;
use crate::store::booking::meetings;
use crate::store::program::{members, programs};
use crate::store::round::{outcomes, participants, rounds};
use std::collections::{HashMap, HashSet};

/// The rules for replacing some sessions. Those that belong to no round have none.
#[derive(Default)]
pub(crate) struct ReplacementRules {
    rounds: HashMap<RoundId, RoundRules>,
    of: HashMap<SessionId, RoundId>,
}

struct RoundRules {
    program: Program,
    members: HashMap<AccountId, Place>,
    /// Candidate and interviewer.
    forbidden: HashSet<(AccountId, AccountId)>,
    /// Who said that they're out of this round.
    out: HashSet<AccountId>,
    /// Who met too recently by `forbid_repeats_rounds`, in either seat.
    too_soon: HashSet<(AccountId, AccountId)>,
}

impl ReplacementRules {
    /// The rules for whatever replaces these sessions. The number of statements depends on the number of their rounds,
    /// not on that of people.
    pub(crate) fn load(db: &mut Db, now: Timestamp, replaced: &[SessionId]) -> Result<Self, Error> {
        if replaced.is_empty() {
            return Ok(Self::default());
        }
        let of = outcomes::rounds_of(db, replaced)?;
        let mut ids: Vec<_> = of.values().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let mut found = HashMap::new();
        for (round, program) in rounds::programs_of(db, &ids)? {
            let program = programs::by_id(db, program)?;
            found.insert(round, RoundRules::load(db, now, round, program)?);
        }
        Ok(Self { rounds: found, of })
    }

    /// The rules for whatever replaces one session.
    pub(crate) fn of(db: &mut Db, now: Timestamp, replaced: Option<SessionId>) -> Result<Self, Error> {
        Self::load(db, now, &replaced.into_iter().collect::<Vec<_>>())
    }

    fn rules(&self, replaced: Option<SessionId>) -> Option<&RoundRules> {
        self.rounds.get(self.of.get(&replaced?)?)
    }

    /// Whether this candidate may meet this interviewer in place of the session.
    pub(crate) fn allow(&self, replaced: Option<SessionId>, candidate: AccountId, interviewer: AccountId) -> bool {
        self.rules(replaced).is_none_or(|rules| rules.allow(candidate, interviewer))
    }

    /// The program of the session's round.
    pub(crate) fn program(&self, replaced: Option<SessionId>) -> Option<&Program> {
        self.rules(replaced).map(|rules| &rules.program)
    }
}

impl RoundRules {
    fn load(db: &mut Db, now: Timestamp, round: RoundId, program: Program) -> Result<Self, Error> {
        let members: HashMap<_, _> =
            members::all(db, program.id)?.into_iter().map(|one| (one.account, one.place)).collect();
        let decided = rounds::decided(db, round)?.into_iter();
        let forbidden = decided.filter(|pair| pair.decision == Decision::Forbidden);
        let entries = participants::entries(db, round, None)?.into_iter();
        let too_soon = match program.rules.forbid_repeats_rounds.get() {
            0 => HashSet::new(),
            _ => {
                // Those before this round, as when it was planned; the latest comes first.
                let mut outcomes = outcomes::of_program(db, program.id)?;
                let before = outcomes.iter().rposition(|one| one.outcome.round == round).map_or(0, |last| last + 1);
                let sessions = last_sessions(&outcomes.split_off(before), program.rules.forbid_repeats_rounds);
                let people: Vec<_> = members.keys().copied().collect();
                let held =
                    meetings::held(db, &people, now)?.into_iter().filter(|held| sessions.contains(&held.session));
                let pairs = held.map(|held| (held.candidate, held.interviewer));
                pairs.flat_map(|(one, other)| [(one, other), (other, one)]).collect()
            }
        };
        Ok(Self {
            forbidden: forbidden.map(|pair| (pair.candidate, pair.interviewer)).collect(),
            out: entries.filter(|(_, entry)| !entry.taking_part).map(|(who, _)| who).collect(),
            too_soon,
            members,
            program,
        })
    }

    fn allow(&self, candidate: AccountId, interviewer: AccountId) -> bool {
        let group = |id| self.members.get(&id).and_then(|place| place.group.as_ref());
        self.members.contains_key(&candidate)
            && self.members.get(&interviewer).is_some_and(|place| place.seats.interviewer)
            && self.program.may_meet(group(candidate), group(interviewer))
            && !self.out.contains(&interviewer)
            && !self.forbidden.contains(&(candidate, interviewer))
            && !self.too_soon.contains(&(candidate, interviewer))
    }
}

/// Records a booked session that came in place of a cancelled one, if that one belongs to a round. From then on the new
/// one belongs to it, too.
pub(crate) fn record(db: &mut Db, replaced: Option<SessionId>, session: SessionId) -> Result<(), Error> {
    let Some(replaced) = replaced else { return Ok(()) };
    match outcomes::of_session(db, replaced)? {
        Some(outcome) => Ok(outcomes::add_replacement(db, &outcome, session)?),
        None => Ok(()),
    }
}
