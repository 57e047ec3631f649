//! Reads a round from the JSON format of the instances. Shared with `examples/solve_round.rs`.

use candor_solver::{Candidate, Interviewer, Round, Span};
use serde::Deserialize;

/// A round in a file. The names are those of a format that other solvers read too, so they stay as they are.
#[derive(Deserialize)]
pub struct Instance {
    horizon: i32,
    candidates: Vec<CandidateJson>,
    #[serde(rename = "volunteers")]
    interviewers: Vec<InterviewerJson>,
    #[serde(default)]
    forbidden: Vec<(usize, usize)>,
    #[serde(default)]
    met: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct CandidateJson {
    lang: String,
    kind: u16,
    level: u16,
    topics: Vec<u16>,
    avail: Vec<(i32, i32)>,
    dur: u16,
    waited: u32,
}

#[derive(Deserialize)]
struct InterviewerJson {
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
    /// The round, with languages numbered in the order in which they occur.
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
        let mut candidate = |json: CandidateJson| Candidate {
            language: code(json.lang),
            kind: json.kind,
            level: json.level,
            topics: json.topics,
            windows: spans(json.avail),
            duration: json.dur,
            waited: json.waited,
        };
        let candidates = self.candidates.into_iter().map(&mut candidate).collect();
        let interviewer = |json: InterviewerJson| Interviewer {
            languages: json.langs.into_iter().map(&mut code).collect(),
            kinds: json.kinds,
            levels: json.levels,
            topics: json.topics,
            hours: spans(json.avail),
            booked: spans(json.booked),
            gap: json.gap,
            capacity: json.cap,
            reliability: json.reliability,
        };
        let interviewers = self.interviewers.into_iter().map(interviewer).collect();
        Round { horizon: self.horizon, candidates, interviewers, forbidden: self.forbidden, met: self.met }
    }
}
