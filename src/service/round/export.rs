//! A round as a table, for a spreadsheet.

use super::coordinated_round;
use crate::domain::booking::session::Session;
use crate::domain::{AccountId, RoundId, Seat, Timestamp, Zone};
use crate::service::spreadsheet::{Exported, csv, text};
use crate::service::{Error, Services};
use crate::store::booking::sessions;
use crate::store::program::members;
use crate::store::round::{participants, rounds};
use std::collections::HashMap;

const HEADER: [&str; 10] = [
    "candidate",
    "interviewer",
    "starts_at_utc",
    "starts_at_local",
    "minutes",
    "kind",
    "level",
    "state",
    "confirmed_by",
    "why_unmatched",
];

/// A round's pairs and who is unmatched: the plan while it is open, the sessions once it is published.
pub fn export(services: &Services, me: AccountId, id: RoundId) -> Result<Exported, Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, _| {
        let found = rounds::by_id(db, id);
        let shown = coordinated_round(db, me, found)?;
        let members: HashMap<_, _> =
            members::all(db, shown.program.id)?.into_iter().map(|one| (one.account, one.name)).collect();
        let name = |id: AccountId| members.get(&id).map_or("a former member".to_owned(), |name| text(name));
        let outcomes = participants::outcomes_of(db, id)?;
        let ids: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.session).collect();
        let booked = if ids.is_empty() { HashMap::new() } else { sessions::by_ids(db, &ids)? };
        let (zone, minutes) = (shown.program.zone, shown.round.plans.length.to_string());
        let mut rows: Vec<[String; 10]> = Vec::new();
        let plan = shown.round.plan.as_ref().filter(|_| shown.round.published_at.is_none());
        for pair in plan.iter().flat_map(|plan| &plan.pairs) {
            rows.push([
                name(pair.candidate_id),
                name(pair.interviewer_id),
                pair.starts_at.to_string(),
                local(pair.starts_at, zone),
                minutes.clone(),
                pair.kind.label().to_owned(),
                pair.level.label().to_owned(),
                "planned".to_owned(),
                String::new(),
                String::new(),
            ]);
        }
        for one in plan.iter().flat_map(|plan| &plan.unmatched) {
            rows.push(without(name(one.candidate_id), "unmatched", &one.words));
        }
        for outcome in &outcomes {
            let session: Option<&Session> = outcome.session.and_then(|id| booked.get(&id));
            let Some(session) = session else {
                let state = if outcome.reason.is_some() { "unmatched" } else { "put back" };
                let why = outcome.reason.map_or("", |reason| reason.label());
                rows.push(without(name(outcome.candidate), state, why));
                continue;
            };
            let comes = |role: &&Seat| session.coming.of(**role).confirmed_at.is_some();
            let confirmed: Vec<_> = Seat::ALL.iter().filter(comes).map(|role| role.as_str()).collect();
            rows.push([
                name(outcome.candidate),
                name(session.interviewer.id),
                session.starts_at.to_string(),
                local(session.starts_at, zone),
                session.length.to_string(),
                session.kind.label().to_owned(),
                session.level.label().to_owned(),
                session.state.label().to_owned(),
                confirmed.join(" and "),
                String::new(),
            ]);
        }
        Ok(Exported { file_name: format!("round-{}.csv", shown.round.plans.starts_on), csv: csv(HEADER, rows)? })
    })
}

fn without(name: String, state: &str, why: &str) -> [String; 10] {
    let mut row: [String; 10] = Default::default();
    [row[0], row[7], row[9]] = [name, state.to_owned(), text(why)];
    row
}

fn local(at: Timestamp, zone: Zone) -> String {
    at.utc().with_timezone(&zone.tz()).format("%Y-%m-%d %H:%M").to_string()
}
