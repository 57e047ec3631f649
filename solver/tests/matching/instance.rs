//! Reads a round from the JSON of the instances; `examples/solve_round.rs` shares it.

use candor_solver::{Candidate, Round, Span, Volunteer};
use serde::Deserialize;

/// A round as it stands in a file. One slot is 15 minutes.
#[derive(Deserialize)]
pub struct Instance {
    horizon: i32,
    candidates: Vec<Asker>,
    volunteers: Vec<Giver>,
    #[serde(default)]
    forbidden: Vec<(usize, usize)>,
    #[serde(default)]
    met: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct Asker {
    lang: String,
    kind: u16,
    level: u16,
    topics: Vec<u16>,
    avail: Vec<(i32, i32)>,
    dur: u16,
    waited: u32,
}

#[derive(Deserialize)]
struct Giver {
    langs: Vec<String>,
    kinds: Vec<u16>,
    levels: Vec<u16>,
    topics: Vec<u16>,
    avail: Vec<(i32, i32)>,
    booked: Vec<(i32, i32)>,
    gap: u16,
    cap: Vec<u32>,
    reliability: u32,
}

impl Instance {
    /// The round, with a number for each language.
    pub fn round(self) -> Round {
        let mut languages: Vec<String> = Vec::new();
        let mut code = |name: String| {
            let known = languages.iter().position(|known| *known == name).unwrap_or(languages.len());
            if known == languages.len() {
                languages.push(name);
            }
            u16::try_from(known).unwrap_or(u16::MAX)
        };
        let spans = |spans: Vec<(i32, i32)>| spans.into_iter().map(Span::from).collect();
        let mut candidate = |asker: Asker| Candidate {
            language: code(asker.lang),
            kind: asker.kind,
            level: asker.level,
            topics: asker.topics,
            windows: spans(asker.avail),
            duration: asker.dur,
            waited: asker.waited,
        };
        let candidates = self.candidates.into_iter().map(&mut candidate).collect();
        let volunteer = |giver: Giver| Volunteer {
            languages: giver.langs.into_iter().map(&mut code).collect(),
            kinds: giver.kinds,
            levels: giver.levels,
            topics: giver.topics,
            hours: spans(giver.avail),
            booked: spans(giver.booked),
            gap: giver.gap,
            capacity: giver.cap,
            reliability: giver.reliability,
        };
        let volunteers = self.volunteers.into_iter().map(volunteer).collect();
        Round { horizon: self.horizon, candidates, volunteers, forbidden: self.forbidden, met: self.met }
    }
}
