//! A round as a table, for a spreadsheet.

use super::coordinated_round;
use crate::domain::round::Fate;
use crate::domain::{AccountId, RoundId, Seat, Timestamp, Zone};
use crate::service::spreadsheet::{Exported, csv, text};
use crate::service::{Error, Services};
use crate::store::booking::sessions;
use crate::store::program::members;
use crate::store::round::{outcomes, rounds};
use std::collections::HashMap;

const HEADER: [&str; 11] = [
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
    "what_became_of_it",
];

/// A round's pairs and who is unmatched: the plan while it is open, the sessions once it is published, each followed by
/// what came in its place.
pub fn export(services: &Services, me: AccountId, id: RoundId) -> Result<Exported, Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, now| {
        let found = rounds::by_id(db, id);
        let shown = coordinated_round(db, me, found)?;
        let members: HashMap<_, _> =
            members::all(db, shown.program.id)?.into_iter().map(|one| (one.account, one.name)).collect();
        let name = |id: AccountId| members.get(&id).map_or("a former member".to_owned(), |name| text(name));
        let outcomes = outcomes::of_round(db, id)?;
        let ids: Vec<_> = outcomes.iter().flat_map(|one| one.sessions.iter().map(|session| session.id)).collect();
        let booked = if ids.is_empty() { HashMap::new() } else { sessions::by_ids(db, &ids)? };
        let (zone, minutes) = (shown.program.zone, shown.round.plans.length.to_string());
        let mut rows: Vec<[String; 11]> = Vec::new();
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
                String::new(),
            ]);
        }
        for one in plan.iter().flat_map(|plan| &plan.unmatched) {
            rows.push(without(name(one.candidate_id), "unmatched", &one.words));
        }
        for one in &outcomes {
            if one.sessions.is_empty() {
                // Before sessions were followed, one that was cancelled left its outcome.
                let state = if one.outcome.reason.is_some() { "unmatched" } else { "put back" };
                let why = one.outcome.reason.map_or("", |reason| reason.label());
                rows.push(without(name(one.outcome.candidate), state, why));
            }
            for session in one.sessions.iter().filter_map(|session| booked.get(&session.id)) {
                let comes = |role: &&Seat| session.coming.of(**role).confirmed_at.is_some();
                let confirmed: Vec<_> = Seat::ALL.iter().filter(comes).map(|role| role.as_str()).collect();
                let became = match one.fate(session.id, now) {
                    None => String::new(),
                    Some(Fate::Replaced(next)) => booked.get(&next).map_or_else(String::new, |next| {
                        format!("replaced by {}, {}", name(next.interviewer.id), local(next.starts_at, zone))
                    }),
                    Some(Fate::Waiting) => "waiting for somebody else".to_owned(),
                    Some(Fate::Ended) => "ended without a replacement".to_owned(),
                };
                rows.push([
                    name(one.outcome.candidate),
                    name(session.interviewer.id),
                    session.starts_at.to_string(),
                    local(session.starts_at, zone),
                    session.length.to_string(),
                    session.kind.label().to_owned(),
                    session.level.label().to_owned(),
                    session.state.label().to_owned(),
                    confirmed.join(" and "),
                    String::new(),
                    became,
                ]);
            }
        }
        Ok(Exported { file_name: format!("round-{}.csv", shown.round.plans.starts_on), csv: csv(HEADER, rows)? })
    })
}

fn without(name: String, state: &str, why: &str) -> [String; 11] {
    let mut row: [String; 11] = Default::default();
    [row[0], row[7], row[9]] = [name, state.to_owned(), text(why)];
    row
}

fn local(at: Timestamp, zone: Zone) -> String {
    at.utc().with_timezone(&zone.tz()).format("%Y-%m-%d %H:%M").to_string()
}
