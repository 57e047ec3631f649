//! How well an interviewer fits a candidate's request, and why, in words.

use crate::domain::account::profile::InterviewerProfile;
use crate::domain::{Kind, Language, Level, Topic};

/// What a candidate asks for; `None` or empty means no preference.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Kind of interview.
    pub kind: Option<Kind>,
    /// Level aimed for.
    pub level: Option<Level>,
    /// Topics to be asked about.
    pub topics: Vec<Topic>,
    /// Language to speak.
    pub language: Option<Language>,
}

/// Whether an interviewer offers what's asked for at all. Topics only affect ranking.
pub fn suits(profile: &InterviewerProfile, wish: &Wish) -> bool {
    wish.kind.is_none_or(|kind| profile.kinds.contains(&kind))
        && wish.level.is_none_or(|level| profile.levels.contains(&level))
        && wish.language.is_none_or(|language| profile.languages.contains(&language))
}

/// How well an interviewer fits: at most 100, higher is better. For ranking, not for display.
///
/// 50 for topics in common (by share of those asked for), 20 for the level (less the further the interviewer's highest level is above it, so that a
/// staff engineer stays free for a senior), 20 for reliability (`reliability`, 0 to 100; see `domain::booking::reliability`), 5 for years in the
/// field (up to ten), 5 for having interviewed for a real company.
pub fn fit(profile: &InterviewerProfile, reliability: u8, wish: &Wish) -> u32 {
    let topics = match wish.topics.len() {
        0 => 50,
        asked => 50 * common(profile, wish).count() / asked,
    };
    let level = wish.level.map_or(20, |level| match profile.levels.iter().max() {
        Some(highest) if *highest == level => 20,
        Some(highest) if steps(level, *highest) == 1 => 15,
        _ => 10,
    });
    let reliable = u32::from(reliability.min(100)) / 5;
    let years = u32::from(profile.years.get().min(10)) / 2;
    let practised = if profile.has_interviewed { 5 } else { 0 };
    u32::try_from(topics).unwrap_or(0) + level + reliable + years + practised
}

/// The fit that's shown to others, 0 to 100: computed as if everybody were fully reliable, because a person's
/// reliability is shown only to themselves.
pub fn shown(profile: &InterviewerProfile, wish: &Wish) -> u32 {
    fit(profile, 100, wish)
}

/// Why they fit, each reason a few words.
pub fn reasons(profile: &InterviewerProfile, wish: &Wish) -> Vec<String> {
    let mut reasons = Vec::new();
    let topics: Vec<_> = common(profile, wish).map(Topic::label).collect();
    if !topics.is_empty() {
        reasons.push(format!("Topics in common: {}", topics.join(", ")));
    }
    if let Some(level) = wish.level.filter(|level| profile.levels.contains(level)) {
        reasons.push(format!("Interviews at {} level", level.label()));
    }
    if let Some(language) = wish.language.filter(|language| profile.languages.contains(language)) {
        reasons.push(format!("Speaks {}", language.label()));
    }
    if profile.has_interviewed {
        reasons.push("Has interviewed for a real company".to_owned());
    }
    reasons
}

fn common<'a>(profile: &'a InterviewerProfile, wish: &'a Wish) -> impl Iterator<Item = Topic> + 'a {
    wish.topics.iter().copied().filter(|topic| profile.topics.contains(topic))
}

fn steps(from: Level, to: Level) -> usize {
    Level::ALL.iter().filter(|level| **level > from && **level <= to).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(json: &str) -> InterviewerProfile {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_nearer_one_fits_better_and_says_why() {
        let react = profile(
            r#"{"headline":"Front-end","years":8,"has_interviewed":true,"kinds":["concepts"],"levels":["junior","mid"],
                "topics":["react","promises"],"languages":["en"]}"#,
        );
        let rust = profile(
            r#"{"headline":"Back-end","years":8,"kinds":["concepts"],"levels":["junior","staff"],"topics":["rust"],
                "languages":["en"]}"#,
        );
        let wish = Wish {
            kind: Some(Kind::Concepts),
            level: Some(Level::Junior),
            topics: vec!["promises".parse().unwrap(), "css".parse().unwrap()],
            language: Some("en".parse().unwrap()),
        };
        assert_eq!(fit(&react, 100, &wish), 25 + 15 + 20 + 4 + 5);
        assert_eq!(fit(&rust, 50, &wish), 10 + 10 + 4);
        assert_eq!(
            reasons(&react, &wish),
            [
                "Topics in common: Promises and async",
                "Interviews at junior level",
                "Speaks English",
                "Has interviewed for a real company"
            ]
        );
    }
}
