//! A program of two hundred candidates and forty volunteers, made up from the words in
//! `catalogue/demo/large.json`: the same people every time.

use super::catalogue::address;
use super::seed::{Club, Member, Run};
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::program::{GroupName, InvitedAs, MayMeet, Place, RoundsBack, Rules, SessionsPerWeek};
use crate::domain::{DisplayName, EmailAddress, Kind, Language, Level, MeetingBase, Prose, Topic, Zone};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashSet;
use std::error::Error;

const WORDS: &str = include_str!("../../../catalogue/demo/large.json");

/// Number of candidates and interviewers.
const CANDIDATES: usize = 200;
const VOLUNTEERS: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    program: Program,
    /// The candidates' groups.
    groups: Vec<GroupName>,
    /// The volunteers' group.
    volunteers: GroupName,
    regions: Vec<Region>,
    tracks: Vec<Track>,
    headlines: Vec<String>,
    goals: Vec<Prose<2000>>,
    practise: Vec<Prose<2000>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    name: DisplayName,
    about: Prose<2000>,
    zone: Zone,
    sessions_per_week: SessionsPerWeek,
    min_notice_hours: crate::domain::account::profile::NoticeHours,
    may_meet: MayMeet,
    meeting_base: MeetingBase,
    coordinator: Coordinator,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Coordinator {
    key: String,
    display_name: DisplayName,
    time_zone: Zone,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    time_zone: Zone,
    /// English, and other languages.
    languages: Vec<Language>,
    given: Vec<String>,
    family: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Track {
    #[serde(rename = "name")]
    _name: String,
    role: String,
    work: String,
    kinds: Vec<Kind>,
    topics: Vec<Topic>,
    programming: Vec<String>,
}

/// The program with its people, the coordinator first.
pub fn club() -> Result<Club, Box<dyn Error>> {
    let words: Words = serde_json::from_str(WORDS)?;
    let mut chance = Chance(240);
    let mut taken = HashSet::new();
    let runs = &words.program.coordinator;
    let coordinator = Member {
        email: address(&runs.key)?,
        name: runs.display_name.clone(),
        zone: runs.time_zone,
        candidate: None,
        interviewer: None,
        hours: None,
    };
    let mut places: Vec<(EmailAddress, Place)> = Vec::new();
    let mut members = vec![coordinator];
    for number in 0..CANDIDATES + VOLUNTEERS {
        let volunteers = number >= CANDIDATES;
        let member = words.somebody(&mut chance, &mut taken, volunteers)?;
        let (invited_as, group) = match words.groups.get(number % words.groups.len().max(1)) {
            Some(group) if !volunteers => (InvitedAs::Candidate, group.clone()),
            _ => (InvitedAs::Interviewer, words.volunteers.clone()),
        };
        places.push((member.email.clone(), Place::of(invited_as, Some(group))));
        members.push(member);
    }
    let program = words.program;
    Ok(Club {
        members,
        meetings: Vec::new(),
        program: Some(Run {
            name: program.name,
            about: program.about,
            zone: program.zone,
            rules: Rules {
                sessions_per_week: program.sessions_per_week,
                min_notice_hours: program.min_notice_hours,
                may_meet: program.may_meet,
                avoid_repeats_rounds: RoundsBack::new(RoundsBack::USUAL).unwrap_or_default(),
                forbid_repeats_rounds: RoundsBack::default(),
            },
            meeting_base: Some(program.meeting_base),
            coordinator: address(&program.coordinator.key)?,
            places,
        }),
    })
}

/// The same people as a list for a coordinator to upload.
pub fn roster(club: &Club) -> String {
    let mut csv = String::from("address,name,seat,group\n");
    for (email, place) in club.program.iter().flat_map(|program| &program.places) {
        let name = club.members.iter().find(|member| member.email == *email).map_or("", |member| &*member.name);
        let seat = if place.seats.interviewer { "interviewer" } else { "candidate" };
        // Names and groups come from the catalogue and contain no commas.
        csv.push_str(&format!("{email},{name},{seat},{}\n", place.group.as_deref().unwrap_or_default()));
    }
    csv
}

impl Words {
    fn somebody(
        &self,
        chance: &mut Chance,
        taken: &mut HashSet<String>,
        volunteers: bool,
    ) -> Result<Member, Box<dyn Error>> {
        let region = chance.one(&self.regions)?;
        let (given, family, key) = loop {
            let (given, family) = (chance.one(&region.given)?, chance.one(&region.family)?);
            let key = format!("{given}.{family}").to_lowercase();
            if taken.insert(key.clone()) {
                break (given, family, key);
            }
        };
        let track = chance.one(&self.tracks)?;
        Ok(Member {
            email: address(&key)?,
            name: format!("{given} {family}").parse()?,
            zone: region.time_zone,
            candidate: if volunteers { None } else { Some(self.wishes(chance, region, track)?) },
            interviewer: if volunteers { Some(self.offer(chance, region, track)?) } else { None },
            hours: Some(hours(chance, region.time_zone, volunteers)?),
        })
    }

    fn wishes(&self, chance: &mut Chance, region: &Region, track: &Track) -> Result<CandidateProfile, Box<dyn Error>> {
        let wanted = 2 + chance.below(4);
        let level = *chance.one(&[Level::Intern, Level::Junior, Level::Junior, Level::Junior, Level::Mid])?;
        Ok(serde_json::from_value(json!({
            "level": level, "kinds": [chance.one(&track.kinds)?], "topics": chance.some(&track.topics, wanted),
            "languages": region.languages, "programming_languages": track.programming, "target_role": track.role,
            "goals": chance.one(&self.goals)?, "practise": chance.one(&self.practise)?,
        }))?)
    }

    fn offer(&self, chance: &mut Chance, region: &Region, track: &Track) -> Result<InterviewerProfile, Box<dyn Error>> {
        let asked = 5 + chance.below(4);
        let years = 3 + chance.below(14);
        Ok(serde_json::from_value(json!({
            "headline": format!("{}; {}", track.work, chance.one(&self.headlines)?), "years": years,
            "has_interviewed": chance.below(3) > 0, "kinds": track.kinds, "levels": ["intern", "junior", "mid"],
            "topics": chance.some(&track.topics, asked), "languages": region.languages, "durations_minutes": [45, 60],
            "weekly_capacity": 3 + chance.below(3), "min_notice_hours": 12, "buffer_minutes": chance.one(&[0, 15])?,
            "horizon_days": 60,
        }))?)
    }
}

/// Evenings of three to five working days, and for some a morning at the weekend.
fn hours(chance: &mut Chance, zone: Zone, volunteers: bool) -> Result<Availability, Box<dyn Error>> {
    let evenings = if volunteers { 3 } else { 2 } + chance.below(3);
    let mut weekly = Vec::new();
    for day in chance.some(&["monday", "tuesday", "wednesday", "thursday", "friday"], evenings) {
        let from = 17 + chance.below(3);
        let to = (from + 2 + chance.below(3)).min(23);
        weekly.push(json!({"weekday": day, "start": format!("{from:02}:00"), "end": format!("{to:02}:30")}));
    }
    if chance.below(2) == 0 {
        weekly.push(json!({"weekday": chance.one(&["saturday", "sunday"])?, "start": "09:30", "end": "13:00"}));
    }
    Ok(serde_json::from_value(json!({"time_zone": zone, "weekly": weekly}))?)
}

/// A deterministic random generator (SplitMix64).
struct Chance(u64);

impl Chance {
    /// A whole number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or_default() % end.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Result<&'a T, String> {
        of.get(self.below(of.len())).ok_or_else(|| "a list of the catalogue is empty".to_owned())
    }

    /// Picks `count` different ones.
    fn some<'a, T>(&mut self, of: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left: Vec<&T> = of.iter().collect();
        (0..count.min(of.len())).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}
