//! What people say about themselves, as candidate and as interviewer.

use crate::domain::availability::openings::Terms;
use crate::domain::{Fault, Kind, Language, Level, Line, MeetingPlace, Prose, SessionLength, Timestamp, Topic, UpTo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody wants to practise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "level": "junior",
    "kinds": ["concepts", "coding"],
    "topics": ["javascript", "promises", "event-loop"],
    "languages": ["en", "de"],
    "programming_languages": ["JavaScript", "TypeScript"],
    "target_role": "Front-end developer",
    "goals": "My first job, by spring.",
    "practise": "Saying what runs first, and why, without freezing."
}))]
pub struct CandidateProfile {
    /// The level aimed for.
    pub level: Level,
    /// Kinds of interview wanted.
    #[serde(default)]
    #[schema(value_type = Vec<Kind>, max_items = 5)]
    pub kinds: UpTo<5, Kind>,
    /// Topics to be asked about.
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    pub topics: UpTo<30, Topic>,
    /// Languages for the interview.
    #[serde(default)]
    #[schema(value_type = Vec<Language>, max_items = 10)]
    pub languages: UpTo<10, Language>,
    /// Programming languages, in the candidate's own words.
    #[serde(default)]
    #[schema(value_type = Vec<Line<40>>, max_items = 20)]
    pub programming_languages: UpTo<20, Line<40>>,
    /// The job aimed for, such as "front-end developer".
    #[serde(default)]
    pub target_role: Prose<200>,
    /// What this is for.
    #[serde(default)]
    pub goals: Prose<2000>,
    /// What to practise.
    #[serde(default)]
    pub practise: Prose<2000>,
}

/// What an interviewer offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "headline": "Front-end engineer, ten years of browsers",
    "years": 10,
    "has_interviewed": true,
    "kinds": ["concepts", "coding"],
    "levels": ["intern", "junior", "mid"],
    "topics": ["javascript", "promises", "react"],
    "languages": ["en"],
    "durations_minutes": [45, 60],
    "weekly_capacity": 2,
    "min_notice_hours": 12,
    "buffer_minutes": 15,
    "horizon_days": 28,
    "meeting_place": "https://meet.example.org/tom",
    "paused_until": null
}))]
pub struct InterviewerProfile {
    /// A line about themselves that candidates see.
    pub headline: Line<140>,
    /// Years in the field.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 70)]
    pub years: Years,
    /// Whether they've interviewed for a real company.
    #[serde(default)]
    pub has_interviewed: bool,
    /// Kinds of interview offered.
    #[schema(value_type = Vec<Kind>, min_items = 1, max_items = 5)]
    pub kinds: UpTo<5, Kind>,
    /// Levels they can interview for.
    #[schema(value_type = Vec<Level>, min_items = 1, max_items = 5)]
    pub levels: UpTo<5, Level>,
    /// Topics they can ask about.
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    pub topics: UpTo<30, Topic>,
    /// Languages they can interview in.
    #[schema(value_type = Vec<Language>, min_items = 1, max_items = 10)]
    pub languages: UpTo<10, Language>,
    /// Lengths offered, in minutes.
    #[serde(default = "default_durations")]
    #[schema(value_type = Vec<SessionLength>, min_items = 1, max_items = 4)]
    pub durations_minutes: UpTo<4, SessionLength>,
    /// Maximum number of sessions a week (Monday to Sunday in their time zone).
    #[serde(default = "default_capacity")]
    pub weekly_capacity: WeeklyCapacity,
    /// Minimum number of hours between booking and start.
    #[serde(default = "default_notice")]
    pub min_notice_hours: NoticeHours,
    /// Minutes kept free before and after each session.
    #[serde(default)]
    pub buffer_minutes: BufferMinutes,
    /// How many days ahead they can be booked.
    #[serde(default = "default_horizon")]
    pub horizon_days: HorizonDays,
    /// Where they meet: a link of their own (Meet, Zoom, Teams, Jitsi) or a place in words. Without one, each session
    /// has no place until they give one.
    #[serde(default, alias = "meeting_link")]
    pub meeting_place: Option<MeetingPlace>,
    /// No openings before this time.
    #[serde(default)]
    pub paused_until: Option<Timestamp>,
    /// Whether we may ask them to stand in at short notice, when somebody else's session loses its interviewer.
    #[serde(default)]
    pub short_notice: bool,
    /// Whether feedback that a candidate shares with a link may name them. A change takes effect at once, for
    /// existing links too.
    #[serde(default)]
    pub named_in_shares: bool,
}

impl InterviewerProfile {
    /// Rejects a profile that no request could match.
    pub fn check(&self) -> Result<(), Fault> {
        for (is_missing, pointer, detail) in [
            (self.kinds.is_empty(), "/kinds", "Choose at least one kind of interview."),
            (self.levels.is_empty(), "/levels", "Choose at least one level."),
            (self.languages.is_empty(), "/languages", "Choose at least one language."),
            (self.durations_minutes.is_empty(), "/durations_minutes", "Choose at least one length."),
        ] {
            if is_missing {
                return Err(Fault::new(pointer, detail));
            }
        }
        Ok(())
    }

    /// The scheduling rules in this profile.
    pub fn terms(&self) -> Terms {
        Terms {
            durations: self.durations_minutes.to_vec(),
            weekly_capacity: self.weekly_capacity.get().into(),
            min_notice_hours: self.min_notice_hours.get().into(),
            buffer_minutes: self.buffer_minutes.get().into(),
            horizon_days: self.horizon_days.get().into(),
            paused_until: self.paused_until,
            rests_until: None,
        }
    }
}

fn default_durations() -> UpTo<4, SessionLength> {
    let hour = SessionLength::ALL.into_iter().filter(|length| length.minutes() == 60).collect();
    UpTo::new(hour).unwrap_or_default()
}

fn default_capacity() -> WeeklyCapacity {
    WeeklyCapacity(2)
}

fn default_notice() -> NoticeHours {
    NoticeHours(12)
}

fn default_horizon() -> HorizonDays {
    HorizonDays(28)
}

crate::domain::bounded!(
    /// Years, 0 to 70.
    Years, 0, 70, "Years are a whole number from 0 to 70."
);
crate::domain::bounded!(
    /// Sessions a week, 0 to 20.
    WeeklyCapacity, 0, 20, "Sessions a week are a whole number from 0 to 20."
);
crate::domain::bounded!(
    /// Hours of notice, 0 to 336 (two weeks).
    NoticeHours, 0, 336, "Notice is a whole number of hours from 0 to 336."
);
crate::domain::bounded!(
    /// Minutes of buffer, 0 to 240.
    BufferMinutes, 0, 240, "The buffer is a whole number of minutes from 0 to 240."
);
crate::domain::bounded!(
    /// Days ahead, 1 to 180.
    HorizonDays, 1, 180, "The booking horizon is a whole number of days from 1 to 180."
);

impl HorizonDays {
    /// The longest horizon anyone can set.
    pub const MAX: i64 = 180;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_booked_further_ahead_than_the_widest_horizon() {
        assert!(HorizonDays::new(HorizonDays::MAX).is_some() && HorizonDays::new(HorizonDays::MAX + 1).is_none());
    }
}
