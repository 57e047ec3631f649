//! What is still open, once more by another way: everything in the order in which it happened, as somebody would keep count
//! of it on paper.

use super::*;
use crate::domain::practice::trends::tests::theirs;
use proptest::prelude::*;
use serde_json::json;

const KINDS: [Kind; 2] = [Kind::Coding, Kind::Concepts];
const LEVELS: [Level; 3] = [Level::Intern, Level::Junior, Level::Mid];

/// An interview: hour, kind, level, and the ratings of the first three competencies.
type Held = (i64, usize, usize, [Option<u8>; 3]);

/// A debrief: hour, kind and competency.
type Named = (i64, usize, usize);

fn id(kind: usize, place: usize) -> String {
    template(KINDS[kind]).competencies[place].id.clone()
}

/// A line of the paper: when it was last so, how low, how often.
#[derive(Clone, Default)]
struct Line {
    rated: Vec<(usize, i64, u8)>,
    named: Vec<i64>,
}

/// The kind, and the two competencies, by counting.
fn counted(held: &[Held], named: &[Named], level: &[Level; 2]) -> Option<(usize, Vec<usize>)> {
    let mut paper = vec![vec![Line::default(); 3]; 2];
    let mut interviews = [0_usize; 2];
    for hour in 0..100 {
        for (_, kind, place) in named.iter().filter(|one| one.0 == hour) {
            paper[*kind][*place].named.push(hour);
        }
        for (_, kind, of, scores) in held.iter().filter(|one| one.0 == hour) {
            interviews[*kind] += usize::from(LEVELS[*of] == level[*kind]);
            for (line, score) in paper[*kind].iter_mut().zip(scores) {
                let Some(score) = score else { continue };
                if *score >= 3 && LEVELS[*of] >= level[*kind] {
                    line.named.clear();
                }
                if LEVELS[*of] == level[*kind] {
                    line.rated.push((interviews[*kind], hour, *score));
                }
            }
        }
    }
    // Kind, place, how often, how low (5 for what has no rating), how late.
    let mut open = Vec::new();
    for (kind, lines) in paper.iter().enumerate() {
        for (place, line) in lines.iter().enumerate() {
            let recent: Vec<_> = line.rated.iter().filter(|one| one.0 + 3 > interviews[kind]).collect();
            let mut often = line.named.len();
            let mut lowest = 5;
            let mut late = line.named.last().copied();
            if let Some((_, hour, score @ 1..=2)) = recent.last() {
                often += recent.iter().filter(|one| one.2 < 3).count();
                lowest = *score;
                late = late.max(Some(*hour));
            }
            if often > 0 {
                open.push((kind, place, often, lowest, late.unwrap()));
            }
        }
    }
    open.sort_by(|a, b| b.2.cmp(&a.2).then(a.3.cmp(&b.3)).then(b.4.cmp(&a.4)).then(a.1.cmp(&b.1)));
    let of_kind = |kind: usize| open.iter().filter(move |one| one.0 == kind);
    let sum = |kind: usize| of_kind(kind).map(|one| one.2).sum::<usize>();
    let lowest = |kind: usize| of_kind(kind).map(|one| one.3).min();
    let late = |kind: usize| of_kind(kind).map(|one| one.4).max();
    let winner = match (sum(0), sum(1)) {
        (0, 0) => return None,
        (one, other) if one != other => usize::from(other > one),
        _ if lowest(0) != lowest(1) => usize::from(lowest(1) < lowest(0)),
        _ => usize::from(late(1) > late(0)),
    };
    Some((winner, of_kind(winner).map(|one| one.1).take(2).collect()))
}

proptest! {
    #[test]
    fn what_is_open_is_what_counting_finds(
        held in prop::collection::vec(
            (0_i64..40, 0_usize..2, 0_usize..3, prop::array::uniform3(prop::option::of(1_u8..=4))), 0..7),
        named in prop::collection::vec((0_i64..40, 0_usize..2, 0_usize..3), 0..5),
    ) {
        // One interview an hour: two at once have no order.
        let mut held: Vec<Held> = held;
        held.sort_by_key(|one| one.0);
        held.dedup_by_key(|one| one.0);
        let start = theirs(&[3])[0].at;
        let sitting = |(hour, kind, level, scores): &Held| {
            let mut one = theirs(&[3]).remove(0);
            one.at = start.plus_hours(*hour);
            (one.kind, one.level) = (KINDS[*kind], LEVELS[*level]);
            let ratings: Vec<_> =
                scores.iter().enumerate().map(|(n, score)| json!({"competency": id(*kind, n), "score": score})).collect();
            one.notes = serde_json::from_value(json!({"ratings": ratings})).unwrap();
            one
        };
        let sittings: Vec<Sitting> = held.iter().map(sitting).collect();
        let noted: Vec<Noted> = named
            .iter()
            .map(|(hour, kind, place)| Noted { kind: KINDS[*kind], competency: id(*kind, *place), at: start.plus_hours(*hour) })
            .collect();
        let level = [0, 1].map(|kind| held.iter().rfind(|one| one.1 == kind).map_or(Level::Junior, |one| LEVELS[one.2]));
        let found = most_open(&sittings, &noted, |kind| level[usize::from(kind == Kind::Concepts)]);
        let expected = counted(&held, &named, &level)
            .map(|(kind, places)| (KINDS[kind], places.into_iter().map(|place| id(kind, place)).collect::<Vec<_>>()));
        let found = found.map(|(kind, all)| (kind, all.into_iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
        prop_assert_eq!(found, expected);
    }
}
