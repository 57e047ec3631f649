use super::*;
use serde_json::json;

/// Interviews about concepts at junior level, an hour apart, with these ratings of depth: the interviewer's and their own.
pub(crate) fn rated(depth: &[(Option<u8>, Option<u8>)]) -> Vec<Sitting> {
    let sitting = |(place, (theirs, own)): (i64, &(Option<u8>, Option<u8>))| Sitting {
        session: SessionId::new(),
        at: "2027-01-11T08:00:00Z".parse::<Timestamp>().unwrap().plus_hours(place),
        kind: Kind::Concepts,
        level: Level::Junior,
        topics: vec!["promises".parse().unwrap()],
        notes: serde_json::from_value(json!({"ratings": [{"competency": "depth", "score": theirs}]})).unwrap(),
        own: own
            .map(|own| serde_json::from_value(json!({"ratings": [{"competency": "depth", "score": own}]})).unwrap()),
    };
    (0..).zip(depth).map(sitting).collect()
}

pub(crate) fn theirs(depth: &[u8]) -> Vec<Sitting> {
    rated(&depth.iter().map(|score| (Some(*score), None)).collect::<Vec<_>>())
}

fn depth(sittings: &[Sitting]) -> Trend {
    let mut trends = trends(Kind::Concepts, None, sittings);
    let at = trends.competencies.iter().position(|one| one.competency.id == "depth").unwrap();
    trends.competencies.remove(at)
}

#[test]
fn nothing_is_told_of_two_points() {
    for few in [&[] as &[u8], &[1], &[1, 4]] {
        let trend = depth(&theirs(few));
        assert_eq!((trend.direction, trend.line), (Direction::TooFew, None), "{few:?}");
    }
    // "Not observed" isn't a point.
    let trend = depth(&rated(&[(Some(1), None), (None, Some(2)), (Some(4), None)]));
    assert_eq!((trend.points.len(), trend.direction, trend.line), (3, Direction::TooFew, None));
    assert_eq!(trend.text, "Depth: 1, 4 over 2 interviews; junior level needs 3. Too few to tell yet.");
}

#[test]
fn three_points_make_a_line() {
    for (scores, direction, line) in [
        (&[1, 2, 3][..], Direction::Rising, (1.0, 3.0)),
        (&[3, 2, 1], Direction::Falling, (3.0, 1.0)),
        (&[2, 3, 2], Direction::Steady, (7.0 / 3.0, 7.0 / 3.0)),
        (&[2, 2, 2, 2], Direction::Steady, (2.0, 2.0)),
    ] {
        let trend = depth(&theirs(scores));
        let (first, last) = trend.line.unwrap();
        assert_eq!(trend.direction, direction, "{scores:?}");
        assert!((first - line.0).abs() < 1e-9 && (last - line.1).abs() < 1e-9, "{scores:?}: {first} to {last}");
    }
    // The order is that of the interviews, in whatever order they're given.
    let mut sittings = theirs(&[1, 2, 3]);
    sittings.reverse();
    assert_eq!(depth(&sittings).direction, Direction::Rising);
}

#[test]
fn another_level_is_another_measure() {
    let mut sittings = theirs(&[1, 2, 3, 3]);
    sittings[0].level = Level::Intern;
    let all = trends(Kind::Concepts, None, &sittings);
    assert_eq!((all.level, all.elsewhere, all.competencies[0].points.len()), (Level::Junior, 1, 3));
    let interns = trends(Kind::Concepts, Some(Level::Intern), &sittings);
    assert_eq!((interns.elsewhere, interns.competencies[0].points.len()), (3, 1));
    assert_eq!(trends(Kind::Coding, None, &sittings).elsewhere, 0);
}

#[test]
fn what_comes_back_is_told_from_the_second_time_on() {
    let sittings = theirs(&[2, 3, 1]);
    let all = trends(Kind::Concepts, None, &sittings);
    let [one] = all.recurring.as_slice() else { panic!("{:?}", all.recurring) };
    assert_eq!((one.competency.id.as_str(), &one.sessions), ("depth", &vec![sittings[0].session, sittings[2].session]));
    assert_eq!(trends(Kind::Concepts, None, &theirs(&[2, 3])).recurring, []);
    // It came back twice and is behind them; not being observed says nothing of it.
    assert_eq!(trends(Kind::Concepts, None, &theirs(&[2, 1, 3])).recurring, []);
    let unseen = rated(&[(Some(2), None), (Some(1), None), (None, None)]);
    assert_eq!(trends(Kind::Concepts, None, &unseen).recurring.len(), 1);
}

#[test]
fn how_one_sees_oneself_is_told_of_three() {
    let both =
        |pairs: &[(u8, u8)]| rated(&pairs.iter().map(|(theirs, own)| (Some(*theirs), Some(*own))).collect::<Vec<_>>());
    assert_eq!(depth(&both(&[(3, 1), (3, 2)])).own_above, None);
    let lower = depth(&both(&[(3, 1), (3, 2), (3, 3)]));
    assert_eq!(lower.own_above, Some(-1.0));
    assert!(lower.text.ends_with("You rate yourself lower than your interviewers do."), "{}", lower.text);
    assert!(
        depth(&both(&[(3, 3), (3, 3), (3, 4)])).text.ends_with("You rate yourself about the way your interviewers do.")
    );
}
