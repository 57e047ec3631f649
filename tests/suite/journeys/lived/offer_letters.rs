//! Emails about offers and about requests that ended, held against what became of them.

use super::Seen;
use super::post::{Post, by_day};
use super::wall::{HOUR, MINUTE, Place};
use std::collections::BTreeMap;

/// How an offer ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Booked,
    Declined,
    /// Nobody answered.
    Lapsed,
    /// Its candidate accepted half a swap, and the other didn't answer.
    OtherLapsed,
    /// Its candidate accepted what was no longer true, and read so at once.
    Refused,
    /// This person can't any more, or declined the other half.
    TakenBack(usize),
}

/// A session that was offered to its candidate.
#[derive(Clone)]
pub struct Offer {
    pub id: String,
    pub request: String,
    pub candidate: usize,
    pub interviewer: usize,
    pub start: i64,
    pub end: i64,
    pub kind: String,
    pub level: String,
    /// The other half of a swap, and its start.
    pub half: Option<(String, i64)>,
    pub at: i64,
    pub until: i64,
    /// Since when it's accepted, if the other half isn't.
    pub accepted: Option<i64>,
    /// When the session was to be that was cancelled, if it comes in its place.
    pub instead_of: Option<i64>,
    /// Whether nobody was asked.
    pub unasked: bool,
    pub ended: Option<(i64, End)>,
}

/// A request, and what became of it.
pub struct Ask {
    pub who: usize,
    pub kind: String,
    pub level: String,
    /// When the session was to be that was cancelled, if it asks for another in its place.
    pub instead_of: Option<i64>,
    /// Its last start.
    pub last: i64,
    /// How many of its offers went unanswered.
    pub unanswered: usize,
    /// When it ended without a session, and whether that was because nobody answered.
    pub expired: Option<(i64, bool)>,
    /// Whether it waits or was offered somebody when it was last looked at.
    pub open: bool,
}

/// What the subjects of these emails have in common.
const SUBJECTS: [&str; 6] = [
    "A match: ",
    "Still interested? ",
    "Offer taken back: ",
    "No answer: ",
    "Your request has ended",
    "We couldn't find anyone in time",
];

/// Holds these emails against what happened.
pub fn compare(club: Seen<'_>, offers: &[Offer], asks: &BTreeMap<String, Ask>) {
    let mut post = Post::new(club);
    for offer in offers {
        made(&mut post, offer);
        ended(&mut post, offer);
    }
    for ask in asks.values() {
        expired(&mut post, ask);
    }
    post.is_all(&SUBJECTS);
}

/// `a junior-level coding interview`
fn interview(level: &str, kind: &str) -> String {
    let article = if level == "intern" { "an" } else { "a" };
    format!("{article} {level}-level {kind} interview")
}

/// The latest moment by day with so many minutes by day left before another.
pub fn left_by_day(place: &Place, end: i64, minutes: i64) -> i64 {
    let (mut at, mut left) = (end, minutes);
    while left > 0 {
        at -= 15 * MINUTE;
        left -= if by_day(place, at) == at { 15 } else { 0 };
    }
    at
}

/// When somebody who hasn't answered is asked again: with three hours by day left, but not before half of the time is over.
pub fn asked_again(place: &Place, offer: &Offer) -> i64 {
    left_by_day(place, offer.until, 180).max(offer.at + (offer.until - offer.at) / 120 * MINUTE)
}

/// The question, and the second one if nobody has answered.
fn made(post: &mut Post<'_>, offer: &Offer) {
    if offer.unasked {
        return;
    }
    let (who, place) = (offer.candidate, post.club.people[offer.candidate].place);
    let other = &post.club.people[offer.interviewer];
    let over = offer.ended.map_or(offer.until, |(at, _)| at.min(offer.until));
    let (name, first, short) = (other.name, other.first_name(), place.short(offer.start));
    let (when, until) = (post.told(who, offer.start), post.told(who, offer.until));
    let clock = offer.half.as_ref().map(|(_, half)| {
        let side = if *half > offer.start { "after" } else { "before" };
        (side, place.short(*half).split(", ").nth(1).unwrap().to_owned())
    });
    let swap = clock.as_ref().map(|(side, clock)| format!("you'd interview {first} right {side} this, at {clock}"));
    let found = |read| match offer.instead_of {
        None => "We've found somebody".to_owned(),
        Some(start) => {
            let when = place.told(start, read);
            format!("Your mock interview on {when} was cancelled, and we've found another one for you")
        }
    };
    let what = interview(&offer.level, &offer.kind);
    let says = |read| {
        let mut all = vec![
            format!("{}: {first} can give you {what}.", found(read)),
            format!("* When: {}, 60 minutes", when(read)),
            format!("The time is reserved for you until {}.", until(read)),
        ];
        all.extend(swap.as_ref().map(|swap| format!("It's a swap: {swap}.")));
        all
    };
    let subject = |_| format!("A match: {name}, {short}");
    // In the morning there have to be some hours left.
    if by_day(place, offer.at) + 3 * HOUR <= offer.until {
        post.has(who, (offer.at, Some(over)), subject, says);
    } else {
        post.has_at_once(who, (offer.at, Some(over)), subject, says);
    }
    let again = asked_again(place, offer);
    let says = |read| {
        let mut all = vec![
            format!("We've found {first} for {what}, and haven't heard from you yet."),
            format!("The time is reserved for you until {}.", until(read)),
        ];
        all.extend(swap.as_ref().map(|swap| format!("* Swap: {swap}")));
        all
    };
    let answered = offer.accepted.map_or(over, |at| at.min(over));
    post.has(who, (again, Some(answered)), |_| format!("Still interested? {name}, {short}"), says);
}

/// What is said when it isn't booked after all.
fn ended(post: &mut Post<'_>, offer: &Offer) {
    let Some((at, end)) = offer.ended else { return };
    let (club, who) = (post.club, offer.candidate);
    let (place, other) = (club.people[who].place, &club.people[offer.interviewer]);
    let (name, first, short) = (other.name, other.first_name(), place.short(offer.start));
    let question = format!("A match: {name}, {short}");
    let asked = club.mails.iter().any(|(sent, mail)| {
        mail.to == club.people[who].person.email && mail.subject == question && (offer.at..at).contains(sent)
    });
    let when = post.told(who, offer.start);
    match end {
        // Whom nobody asked, nobody has to tell.
        End::TakenBack(by) if asked => {
            let says = |read| {
                let what = match offer.half {
                    Some(_) => "a swap".to_owned(),
                    None => interview(&offer.level, &offer.kind),
                };
                let why = match by == who {
                    true => {
                        "and you're no longer free to interview at that time, so we've taken the offer back.".into()
                    }
                    false => format!("{first} can't make it any more, so we've taken the offer back."),
                };
                vec![format!("We offered you {what} with {first} on {}.", when(read)), why]
            };
            post.has(who, (at, None), |_| format!("Offer taken back: {name}, {short}"), says);
        }
        End::OtherLapsed if !offer.unasked => {
            let says = |read| {
                let told = format!("You accepted a swap with {first} on {}. {first} didn't answer in time", when(read));
                vec![told, format!("we won't suggest {first} for it again.")]
            };
            post.has(who, (at, None), |_| format!("No answer: swap with {name}, {short}"), says);
        }
        _ => (),
    }
}

fn expired(post: &mut Post<'_>, ask: &Ask) {
    let Some((at, unanswered)) = ask.expired else { return };
    let what = interview(&ask.level, &ask.kind);
    let (subject, says) = match unanswered {
        true => (
            "Your request has ended: two offers expired",
            format!("We found somebody for {what} twice, and both offers expired."),
        ),
        false => (
            "We couldn't find anyone in time, and what would help",
            match ask.instead_of {
                None => format!("You asked for {what}, but nobody was free in the times you gave us."),
                Some(_) => {
                    format!("We looked for somebody else to give you {what}, but nobody was free in your times.")
                }
            },
        ),
    };
    post.has(ask.who, (at, None), |_| subject, |_| vec![says.clone()]);
}
