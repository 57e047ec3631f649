//! Sessions that are moved, by agreement or by their candidate alone, and suggestions that come to nothing.

use super::club::{Club, END};
use super::fate::Deed;
use super::marks::paused_until;
use super::meeting::{Meeting, Moved, Suggestion};
use super::post::Post;
use super::wall::{DAY, HOUR, tick};
use super::{at, epoch};
use serde_json::{Value, json};

/// What the subjects of these emails have in common.
const SUBJECTS: [&str; 2] = ["Another time? ", "No change: "];

impl Club<'_> {
    /// Some sessions that are days ahead are to be moved; the answer is whether this is one.
    pub(super) fn is_to_be_moved(&mut self, meeting: &Meeting) -> bool {
        let (id, now) = (meeting.id.clone(), meeting.agreed);
        let moves = meeting.start > now + 3 * DAY && self.chance.below(3) > 0;
        if moves {
            // Not before the invitations are out.
            let at = now + 16 * HOUR;
            let by = if self.chance.below(2) == 0 { meeting.candidate } else { meeting.interviewer };
            let deed = if self.chance.below(2) == 0 { Deed::MoveAlone(id) } else { Deed::Suggest(id, by) };
            self.todo.insert((at, deed));
        }
        moves
    }

    fn is_free(&self, who: usize, besides: &str, (from, to): (i64, i64)) -> bool {
        let there = |one: &&Meeting| one.cancelled.is_none() && one.id != besides;
        let mut own = self.meetings.iter().filter(there).filter(|one| [one.candidate, one.interviewer].contains(&who));
        let offered = self.offered_times(who).any(|(start, end)| start < to && from < end);
        !offered && !own.any(|one| one.start < to && from < one.end)
    }

    fn is_moved(&mut self, id: &str, start: i64, now: i64, (alone, reason): (bool, String)) {
        let one = self.meeting(id);
        let was = (one.start, one.end);
        (one.start, one.end) = (start, start + was.1 - was.0);
        one.moved.push(Moved { at: now, was, alone, reason });
    }

    pub(super) fn moves_alone(&mut self, id: &str, now: i64) {
        let one = self.meeting(id).clone();
        let person = self.again(one.candidate);
        let paused =
            [one.candidate, one.interviewer].into_iter().any(|who| paused_until(self.seen(), who, now).is_some());
        let range = format!("from={}&to={}", at(now + 3 * DAY), at(now + 9 * DAY));
        let found = person.get(&format!("/v1/sessions/{id}/move-openings?{range}&limit=100")).expect(200);
        let openings = found["items"].as_array().unwrap();
        if !paused && !openings.is_empty() {
            let opening = openings[self.chance.below(openings.len())]["starts_at"].clone();
            person.post(&format!("/v1/sessions/{id}/move"), json!({"starts_at": opening})).expect(200);
            self.is_moved(id, epoch(&opening), now, (true, String::new()));
        }
        let one = self.meeting(id).clone();
        self.goes_on(&one, now + 16 * HOUR);
    }

    pub(super) fn suggests(&mut self, id: &str, by: usize, now: i64) {
        let one = self.meeting(id).clone();
        let length = one.end - one.start;
        let all = [one.start + DAY, one.start + 2 * DAY, one.start + 3 * DAY + HOUR / 2];
        let starts = all.into_iter().filter(|start| self.is_free(by, id, (*start, start + length)));
        let starts: Vec<i64> = starts.filter(|start| !self.is_off(one.interviewer, *start)).collect();
        if starts.is_empty() {
            return self.goes_on(&one, now + 16 * HOUR);
        }
        let reason = format!("My shift {} was moved.", self.chance.below(1000));
        let times: Vec<String> = starts.iter().map(|start| at(*start).to_string()).collect();
        let path = format!("/v1/sessions/{id}/moves");
        let made = self.again(by).post(&path, json!({"starts": times, "reason": reason})).expect(201);
        let made = made["id"].as_str().unwrap().to_owned();
        let suggestion = Suggestion { at: now, by, id: made, starts, reason, answer: None };
        self.meeting(id).suggested = Some(suggestion);
        let (deed, after) = match self.chance.below(4) {
            0 => (Deed::GoOn(id.to_owned()), 55 * HOUR),
            1 => (Deed::Answer(id.to_owned(), false), self.chance.one(&[16, 30]) * HOUR),
            _ => (Deed::Answer(id.to_owned(), true), self.chance.one(&[16, 30]) * HOUR),
        };
        self.todo.insert((now + after, deed));
    }

    /// The other answers: with a time at which they're free, or with why not.
    pub(super) fn answers_suggestion(&mut self, id: &str, accepts: bool, now: i64) {
        let one = self.meeting(id).clone();
        let mut suggestion = one.suggested.clone().unwrap();
        let person = self.again(one.other(suggestion.by));
        let path = format!("/v1/sessions/{id}/moves/{}", suggestion.id);
        let length = one.end - one.start;
        let free = |start: &&i64| {
            [one.candidate, one.interviewer].iter().all(|who| self.is_free(*who, id, (**start, **start + length)))
        };
        let chosen = suggestion.starts.iter().find(free).copied();
        // Whoever insists on a time at which one of them is taken, learns which are left.
        for taken in suggestion.starts.iter().filter(|start| accepts && !free(start)) {
            let refused = person.post(&format!("{path}/accept"), json!({"starts_at": at(*taken).to_string()}));
            let left: Vec<String> = suggestion.starts.iter().filter(free).map(|start| at(*start).to_string()).collect();
            assert_eq!(refused.problem(409, "move_taken")["remaining"], json!(left));
        }
        let answer = match chosen.filter(|_| accepts) {
            Some(start) => {
                person.post(&format!("{path}/accept"), json!({"starts_at": at(start).to_string()})).expect(200);
                self.is_moved(id, start, now, (false, suggestion.reason.clone()));
                Ok(start)
            }
            None => {
                let reason = format!("I travel, for reason {}.", self.chance.below(1000));
                person.post(&format!("{path}/decline"), json!({"reason": reason})).expect(200);
                Err(reason)
            }
        };
        suggestion.answer = Some((now, answer));
        self.meeting(id).suggested = Some(suggestion);
        let one = self.meeting(id).clone();
        self.goes_on(&one, now + 16 * HOUR);
    }
}

/// What became of the suggestions, as both are shown it.
pub fn compare(club: &Club<'_>, now: i64) {
    for one in &club.meetings {
        let Some(suggestion) = &one.suggested else { continue };
        let shown = club.again(one.candidate).get(&format!("/v1/sessions/{}/moves", one.id)).expect(200);
        let [shown] = shown["items"].as_array().unwrap().as_slice() else { panic!("{shown}") };
        let (state, chosen) = match &suggestion.answer {
            Some((_, Ok(start))) => ("accepted", json!(at(*start).to_string())),
            Some((_, Err(_))) => ("declined", Value::Null),
            None if now < suggestion.answer_by() => ("open", Value::Null),
            None => ("ended", Value::Null),
        };
        let by = if suggestion.by == one.candidate { "candidate" } else { "interviewer" };
        assert_eq!((&shown["state"], &shown["chosen"], &shown["proposed_by"]), (&json!(state), &chosen, &json!(by)));
        assert_eq!(epoch(&shown["answer_by"]), suggestion.answer_by(), "{shown}");
        let starts: Vec<i64> = shown["starts"].as_array().unwrap().iter().map(|one| epoch(&one["starts_at"])).collect();
        assert_eq!(starts, suggestion.starts, "{shown}");
    }
}

/// Holds every email about a suggestion against what became of it.
pub fn letters(club: &Club<'_>) {
    let mut post = Post::new(club.seen());
    for one in &club.meetings {
        let Some(suggestion) = &one.suggested else { continue };
        let (by, other) = (suggestion.by, one.other(suggestion.by));
        let (asks, answers) = (&club.people[by], &club.people[other]);
        // It was about the time before the move that it led to.
        let start = one.moved.iter().find(|moved| !moved.alone).map_or(one.start, |moved| moved.was.0);
        let ended = tick(suggestion.answer_by());
        let settled = suggestion.answer.as_ref().map_or(ended, |(at, _)| *at);
        let place = answers.place;
        let asked = format!("Another time? Mock interview with {}, {}", asks.name, place.short(start));
        post.has(
            other,
            (suggestion.at, Some(settled)),
            |_| asked.clone(),
            |read| {
                let first = asks.first_name();
                let mut all = vec![
                    format!(
                        "{first} would like to move your mock interview. * Now: {}, 60 minutes",
                        place.told(start, read)
                    ),
                    format!("{first}'s reason: {}", suggestion.reason),
                    format!("You can answer until {}.", place.told(suggestion.answer_by(), read)),
                ];
                all.extend(suggestion.starts.iter().map(|start| format!("* {}:", place.told(*start, read))));
                all
            },
        );
        // That it stays is said as long as it's true.
        let untrue = one.cancelled.map_or(start, |(at, _)| at);
        let mut stays = |who: usize, met: usize, first: String| {
            let (place, name) = (club.people[who].place, club.people[met].name);
            let subject = format!("No change: mock interview with {name}, {}", place.short(start));
            post.has(
                who,
                (settled, Some(untrue)),
                |_| subject.clone(),
                |read| vec![first.clone(), format!("Your mock interview is still on {}.", place.told(start, read))],
            );
        };
        let (proposer, asked) = (asks.first_name(), answers.first_name());
        match &suggestion.answer {
            Some((_, Ok(_))) => (),
            Some((_, Err(reason))) => {
                let says = format!("{asked} can't make any of the times you suggested. {asked} says: {reason}");
                stays(by, other, says);
            }
            None if ended > END => (),
            None => {
                stays(by, other, format!("{asked} didn't answer in time, so your suggestion has expired."));
                stays(other, by, format!("{proposer}'s suggestion of another time has expired."));
            }
        }
    }
    post.is_all(&SUBJECTS);
}

/// What the invitation says that somebody gets with a move.
pub fn says(club: &Club<'_>, one: &Meeting, moved: &Moved, who: usize, read: i64) -> Vec<String> {
    let (place, other) = (club.people[who].place, club.people[one.other(who)].first_name());
    let how = match (moved.alone, who == one.candidate) {
        (false, _) => format!("You and {other} have agreed on another time for your mock interview."),
        (true, true) => format!("You've moved your mock interview with {other}."),
        (true, false) => format!("{other} has moved your mock interview to another of your openings."),
    };
    let mut all = vec![format!("{how} * Was: {}", place.told(moved.was.0, read))];
    if moved.alone {
        let next = match who == one.candidate {
            true => "You've used your one move.",
            false => "Candidates can do this once per session, at least a day ahead.",
        };
        all.push(next.to_owned());
    } else {
        all.push(format!("The reason given: {}", moved.reason));
    }
    all
}
