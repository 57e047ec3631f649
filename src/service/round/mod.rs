//! Rounds: made, changed and shown. Who takes part: `participants`; making a plan: `preview`; booking it: `publish`;
//! declining afterwards: `answers`.

mod answer_page;
mod answers;
mod asking;
mod entries;
mod export;
mod missed;
mod participants;
mod preview;
mod publish;
pub(crate) mod put_back;
pub(crate) mod replacement;

use super::program::{Shown as Belongs, belonging, coordinated};
use super::{Code, Error, Services, idempotency};
use crate::domain::program::{Member, Program};
use crate::domain::round::{Results, Round, RoundSettings, RoundState};
use crate::domain::{AccountId, DisplayName, Kind, LocalDate, ProgramId, RoundId, SessionLength, Timestamp, UpTo};
use crate::store::program::{members, programs};
use crate::store::round::{outcomes, rounds};
use crate::store::{Db, StoreError};
use std::collections::HashSet;

pub use crate::domain::round::Compared;
pub use answer_page::{AnswerPage, answer_page};
pub use answers::{decline, excuse};
pub use asking::{Whom, ask_members};
pub use entries::{EntryForm, entry, put_entry};
pub use export::export;
pub use preview::{NamedDecision, Previewed, decide, delete_pair_decision, kept, preview};
pub use publish::{Taken, publish};

/// Maximum number of open rounds per program.
const MAX_OPEN: i64 = 20;

/// A round, for a member of its program.
#[derive(Debug)]
pub struct Shown {
    /// The round.
    pub round: Round,
    /// Its program.
    pub program: Program,
    /// The caller's own membership.
    pub me: Member,
    /// For coordinators, what has become of it, once it's published; not in lists.
    pub results: Option<Results>,
}

/// The changes; anything left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The name.
    pub name: Option<DisplayName>,
    /// The first day.
    pub starts_on: Option<LocalDate>,
    /// The last day.
    pub ends_on: Option<LocalDate>,
    /// The length of its sessions.
    pub length: Option<SessionLength>,
    /// The kind; `Some(None)` leaves it to each candidate.
    pub kind: Option<Option<Kind>>,
    /// Who takes part; `Some(None)` is everybody.
    pub members: Option<Option<UpTo<2000, AccountId>>>,
    /// Until when members are asked to answer; `Some(None)` removes it.
    pub answer_by: Option<Option<Timestamp>>,
}

/// Makes a round, and asks its members for their hours. With a key, repeating it returns the same one.
pub fn make(
    services: &Services,
    me: AccountId,
    program: ProgramId,
    key: Option<&str>,
    (plans, whom): (&RoundSettings, Whom),
) -> Result<Shown, Error> {
    let id = idempotency::run_idempotent(services, me, key, &(program, plans, whom), |db, now| {
        // The checks below count, so the program's row is locked first.
        let locked = programs::lock(db, program);
        let Belongs { program, .. } = coordinated(db, me, locked)?;
        check(db, &program, plans, plans.members.as_deref(), now)?;
        to_come(plans.answer_by, now)?;
        if rounds::count_open(db, program.id)? >= MAX_OPEN {
            let detail = format!("{MAX_OPEN} rounds are already open. Please publish or delete one of them first.");
            return Err(Error::new(Code::RoundState, detail));
        }
        let round = Round {
            id: RoundId::new(),
            program: program.id,
            plans: plans.clone(),
            state: RoundState::Open,
            revision: 1,
            plan: None,
            created_at: now,
            published_at: None,
        };
        rounds::insert(db, &round, now)?;
        asking::ask(db, now, (&round, &program), whom)?;
        Ok(round.id)
    })?;
    show(services, me, id)
}

/// Refuses a deadline that's over; one that was set earlier may be.
fn to_come(answer_by: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    match answer_by {
        Some(until) if until <= now => {
            Err(Error::invalid("/answer_by", "That time has passed. Please choose one in the future."))
        }
        _ => Ok(()),
    }
}

/// Refuses settings that could never lead to a plan, and `chosen` people who aren't in the program.
fn check(
    db: &mut Db,
    program: &Program,
    plans: &RoundSettings,
    chosen: Option<&[AccountId]>,
    now: Timestamp,
) -> Result<(), Error> {
    plans.check(program.zone, now)?;
    plans.within(program)?;
    if let Some(chosen) = chosen {
        let known: HashSet<_> = members::all(db, program.id)?.into_iter().map(|member| member.account).collect();
        if let Some(place) = chosen.iter().position(|one| !known.contains(one)) {
            return Err(Error::invalid(format!("/members/{place}"), "This person isn't in the program."));
        }
    }
    Ok(())
}

/// A round, for the members of its program; `NotFound` for anybody else.
fn seen(db: &mut Db, me: AccountId, found: Result<Round, StoreError>) -> Result<Shown, Error> {
    let round = match found {
        Err(StoreError::NotFound) => return Err(Error::not_found("round")),
        other => other?,
    };
    let program = programs::by_id(db, round.program);
    match belonging(db, me, program) {
        Ok(Belongs { program, me }) => Ok(Shown { round, program, me, results: None }),
        Err(error) if error.code == Code::NotFound => Err(Error::not_found("round")),
        Err(error) => Err(error),
    }
}

/// Like [`seen`], but refuses anybody who isn't a coordinator.
fn coordinated_round(db: &mut Db, me: AccountId, found: Result<Round, StoreError>) -> Result<Shown, Error> {
    let shown = seen(db, me, found)?;
    if !shown.coordinates() {
        return Err(Error::new(Code::Forbidden, "Only the program's coordinators can do this."));
    }
    Ok(shown)
}

impl Shown {
    /// Whether the caller coordinates the program.
    pub fn coordinates(&self) -> bool {
        self.me.place.role == crate::domain::program::ProgramRole::Coordinator
    }
}

fn published() -> Error {
    Error::new(Code::RoundState, "This round has been published and its sessions are booked. Please make a new one.")
}

fn changed() -> Error {
    let detail = "Something about this round has changed since: its days, an entry, a pair, or another preview. \
                  Please look at a new preview first.";
    Error::new(Code::RoundChanged, detail)
}

/// The rounds of a program, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    program: ProgramId,
    after: Option<RoundId>,
    limit: i64,
) -> Result<Vec<Shown>, Error> {
    services.read(|db, _| {
        let found = programs::by_id(db, program);
        let Belongs { program, me } = belonging(db, me, found)?;
        let found = rounds::list(db, program.id, after, limit)?;
        let shown = |round| Shown { round, program: program.clone(), me: me.clone(), results: None };
        Ok(found.into_iter().map(shown).collect())
    })
}

/// One round.
pub fn show(services: &Services, me: AccountId, id: RoundId) -> Result<Shown, Error> {
    services.read(|db, now| {
        let found = rounds::by_id(db, id);
        let shown = seen(db, me, found)?;
        if shown.round.published_at.is_none() || !shown.coordinates() {
            return Ok(shown);
        }
        let results = Results::of(&outcomes::of_round(db, id)?, now);
        Ok(Shown { results: Some(results), ..shown })
    })
}

/// Changes an open round. An existing plan becomes out of date.
pub fn change(services: &Services, me: AccountId, id: RoundId, change: &Change) -> Result<Shown, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = coordinated_round(db, me, found)?;
        let before = round.plans.clone();
        let plans = RoundSettings {
            name: change.name.clone().unwrap_or(before.name),
            starts_on: change.starts_on.unwrap_or(before.starts_on),
            ends_on: change.ends_on.unwrap_or(before.ends_on),
            length: change.length.unwrap_or(before.length),
            kind: change.kind.unwrap_or(before.kind),
            members: change.members.clone().unwrap_or(before.members),
            answer_by: change.answer_by.unwrap_or(before.answer_by),
        };
        // Who was chosen before and has left since is no mistake of this change.
        let chosen = change.members.as_ref().and_then(|members| members.as_deref());
        check(db, &program, &plans, chosen, now)?;
        to_come(change.answer_by.flatten(), now)?;
        let over = round.revision;
        let changed = Round { plans, plan: None, revision: over + 1, ..round };
        if rounds::update(db, &changed, over, now)? { Ok(()) } else { Err(published()) }
    })?;
    show(services, me, id)
}

/// Deletes an unpublished round.
pub fn delete(services: &Services, me: AccountId, id: RoundId) -> Result<(), Error> {
    services.write(|db, _| {
        let found = rounds::lock(db, id);
        let Shown { round, .. } = coordinated_round(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        Ok(rounds::delete(db, id)?)
    })
}
