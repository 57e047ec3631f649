//! The JSON format of the instances. Shared with the examples.

use candor_solver::{Candidate, Interviewer, Round, Span};
use serde::{Deserialize, Serialize};

/// A round in a file. The names are those of a format that other solvers read too, so they stay as they are.
#[derive(Serialize, Deserialize)]
pub struct Instance {
    horizon: i32,
    candidates: Vec<CandidateJson>,
    #[serde(rename = "volunteers")]
    interviewers: Vec<InterviewerJson>,
    #[serde(default)]
    forbidden: Vec<(usize, usize)>,
    #[serde(default)]
    met: Vec<(usize, usize)>,
    #[serde(default)]
    recent: Vec<(usize, usize)>,
}

#[derive(Serialize, Deserialize)]
struct CandidateJson {
    lang: String,
    /// Other acceptable languages and kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    other_langs: Vec<String>,
    kind: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    other_kinds: Vec<u16>,
    level: u16,
    topics: Vec<u16>,
    avail: Vec<(i32, i32)>,
    dur: u16,
    waited: u32,
    /// The volunteer who is the same person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    volunteer: Option<usize>,
}

#[derive(Serialize, Deserialize)]
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
    /// A round as an instance, with languages named by their numbers.
    pub fn of(round: Round) -> Self {
        let spans = |spans: Vec<Span>| spans.into_iter().map(|span| (span.from, span.to)).collect();
        let candidate = |it: Candidate| CandidateJson {
            lang: it.languages.first().map_or_else(String::new, u16::to_string),
            other_langs: it.languages.iter().skip(1).map(u16::to_string).collect(),
            kind: it.kinds.first().copied().unwrap_or(0),
            other_kinds: it.kinds.iter().skip(1).copied().collect(),
            level: it.level,
            topics: it.topics,
            avail: spans(it.windows),
            dur: it.duration,
            waited: it.waited,
            volunteer: it.interviewer,
        };
        let interviewer = |it: Interviewer| InterviewerJson {
            langs: it.languages.iter().map(u16::to_string).collect(),
            kinds: it.kinds,
            levels: it.levels,
            topics: it.topics,
            avail: spans(it.hours),
            booked: spans(it.booked),
            gap: it.gap,
            cap: it.capacity,
            reliability: it.reliability,
        };
        Self {
            horizon: round.horizon,
            candidates: round.candidates.into_iter().map(candidate).collect(),
            interviewers: round.interviewers.into_iter().map(interviewer).collect(),
            forbidden: round.forbidden,
            met: round.met,
            recent: round.recent,
        }
    }

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
            languages: std::iter::once(json.lang).chain(json.other_langs).map(&mut code).collect(),
            kinds: std::iter::once(json.kind).chain(json.other_kinds).collect(),
            level: json.level,
            topics: json.topics,
            windows: spans(json.avail),
            duration: json.dur,
            waited: json.waited,
            interviewer: json.volunteer,
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
        let Self { horizon, forbidden, met, recent, .. } = self;
        Round { horizon, candidates, interviewers, forbidden, met, recent }
    }
}
