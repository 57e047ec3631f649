use super::*;
use crate::domain::feedback::linter::{Draft, Earlier, lint};
use crate::domain::feedback::notes::{Notes, Rating};
use crate::domain::{Line, UpTo};
use std::collections::HashSet;

#[test]
fn every_sample_is_complete() {
    assert_eq!(all().len(), 3);
    for of in [|one: &Sample| one.id.clone(), |one: &Sample| one.kind.to_string(), |one: &Sample| one.level.to_string()]
    {
        assert_eq!(all().iter().map(of).collect::<HashSet<_>>().len(), all().len(), "each is another");
    }
    for one in all() {
        let id = &one.id;
        assert_eq!(sample(id), Some(one));
        assert!(id.parse::<Line<60>>().is_ok() && !one.title.is_empty() && !one.about.is_empty(), "{id}");
        assert!((40..=70).contains(&one.transcript.len()), "{id} has {} lines", one.transcript.len());
        assert!(one.transcript.is_sorted_by_key(|said| said.minute), "{id}");
        assert!(one.transcript.iter().all(|said| !said.text.is_empty()), "{id}");
        for who in Speaker::ALL.iter().filter(|who| **who != Speaker::Screen) {
            assert!(one.transcript.iter().filter(|said| said.who == *who).count() > 10, "{id}: {who}");
        }
        let rated: Vec<&str> = one.ratings.iter().map(|rating| rating.competency.as_str()).collect();
        let known: Vec<&str> = template(one.kind).competencies.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(rated, known, "{id}");
        let Recommendation { verdict, confidence, because, would_have_changed_it } = &one.recommendation;
        assert!(verdict.is_some() && confidence.is_some() && because.len() > 80, "{id}");
        assert!(would_have_changed_it.iter().all(|it| it.towards.is_some() && it.text.len() > 60), "{id}");
        assert!(!would_have_changed_it.is_empty(), "{id}");
    }
    let scores: HashSet<_> = all().iter().flat_map(|one| &one.ratings).map(|one| one.score.map(Score::get)).collect();
    assert_eq!(
        scores,
        [None, Some(1), Some(2), Some(3), Some(4)].into(),
        "every anchor is met once, and none at all, too"
    );
}

/// The minutes that a text names: "at minute 12", "minutes 3, 7 and 9", "from minute 16 to minute 22".
fn cited(text: &str) -> Vec<u16> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if ["minute", "minutes"].contains(&word.to_lowercase().as_str()) {
            let rest = words[at + 1..].iter().filter(|word| !["and", "to"].contains(word));
            found.extend(rest.map_while(|word| word.parse::<u16>().ok()));
        }
    }
    found
}

#[test]
fn every_reason_cites_minutes_that_are_there_and_weighs_the_anchors_beside() {
    assert_eq!(cited("At minute 12, minutes 3, 7 and 9: 2 tries; Minutes 6 to 9."), [12, 3, 7, 9, 2, 6, 9]);
    for one in all() {
        let there: HashSet<u16> = one.transcript.iter().map(|said| said.minute.get()).collect();
        for Reference { competency, score, reason } in &one.ratings {
            let cited = cited(reason);
            assert!(cited.len() >= 2, "{}, {competency}: {cited:?}", one.id);
            assert!(cited.iter().all(|minute| there.contains(minute)), "{}, {competency}: {cited:?}", one.id);
            // "above a 2", "a 4 would": the scores below and above, where they exist.
            let beside = score.map_or(vec![1], |score| vec![score.get() - 1, score.get() + 1]);
            for other in beside.iter().filter(|other| (1..=4).contains(*other)) {
                assert!(reason.contains(&format!(" {other}")), "{}, {competency}: not a word of a {other}", one.id);
            }
            let sentences = reason.matches(". ").count() + 1;
            assert!(sentences <= 3 && reason.len() < 500, "{}, {competency}: {sentences}, {}", one.id, reason.len());
        }
        let changes = one.recommendation.would_have_changed_it.iter().map(|change| &*change.text);
        for minute in changes.chain([&*one.recommendation.because]).flat_map(cited) {
            assert!(there.contains(&minute), "{}: {minute}", one.id);
        }
    }
}

/// What the linter finds in a sample's reference, as notes whose other parts don't matter here.
fn findings(one: &Sample, ratings: &[Reference]) -> Vec<String> {
    let rating = |it: &Reference| Rating {
        competency: it.competency.parse().unwrap(),
        score: it.score,
        evidence: it.reason.parse().unwrap(),
    };
    let notes = Notes {
        ratings: UpTo::new(ratings.iter().map(rating).collect()).unwrap(),
        recommendation: one.recommendation.clone(),
        ..Notes::default()
    };
    let (template, earlier) = (template(one.kind), Earlier::default());
    let found = lint(&Draft {
        notes: &notes,
        template,
        level: one.level,
        candidate: &one.candidate,
        earlier: &earlier,
        guesses: true,
    });
    let matters = |pointer: &str| pointer.starts_with("/ratings") || pointer.starts_with("/recommendation");
    found
        .into_iter()
        .filter(|it| matters(&it.pointer))
        .map(|it| format!("{}: {} {}", one.id, it.rule, it.message))
        .collect()
}

#[test]
fn the_linter_has_nothing_to_say_about_a_reference() {
    let all: Vec<_> = all().iter().flat_map(|one| findings(one, &one.ratings)).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
    // Check that the linter really runs.
    let bare = |competency: &str| Reference {
        competency: competency.to_owned(),
        score: Score::new(3),
        reason: "A smart candidate, good job.".to_owned(),
    };
    let one = &super::all()[0];
    assert!(findings(one, &[bare("problem_solving")]).iter().any(|it| it.contains("about_the_person")));
}

/// The reference of the first sample, each score moved by this much; `None` for not observed.
fn own(moved: [Option<i64>; 5]) -> SampleRatings {
    let rating = |(reference, moved): (&Reference, Option<i64>)| Rating {
        competency: reference.competency.parse().unwrap(),
        score: moved.and_then(|by| Score::new(reference.score.map_or(0, |score| i64::from(score.get())) + by)),
        evidence: "Minute 9.".parse().unwrap(),
    };
    let ratings = all()[0].ratings.iter().zip(moved).map(rating).collect();
    SampleRatings { ratings: UpTo::new(ratings).unwrap(), verdict: None }
}

fn tally(moved: [Option<i64>; 5]) -> Tally {
    compare(&all()[0], &own(moved)).tally
}

#[test]
fn higher_ratings_are_lenient_and_unobserved_competencies_do_not_count() {
    // 3, 3, 2, not observed, 4; the fourth stays unobserved by both.
    let alike = tally([Some(0), Some(0), Some(0), None, Some(0)]);
    assert_eq!((alike.both, alike.same, alike.within_one, alike.one_sided), (4, 4, 4, 0));
    assert_eq!(alike.leniency(), Some(0.0));
    let higher = tally([Some(1), Some(0), Some(2), None, Some(0)]);
    assert_eq!((higher.both, higher.same, higher.within_one, higher.leniency()), (4, 2, 3, Some(0.75)));
    let lower = tally([Some(-1), Some(-2), Some(0), None, Some(0)]);
    assert_eq!((lower.leniency(), lower.within_one), (Some(-0.75), 3));
    // Rated though the reference did not observe it, and the other way round: neither a 0 nor a difference.
    let sided = tally([Some(1), None, Some(0), Some(4), Some(0)]);
    assert_eq!((sided.both, sided.one_sided, sided.leniency()), (3, 2, Some(0.33)));
    let nothing = tally([None, None, None, Some(2), None]);
    assert_eq!((nothing.both, nothing.one_sided, nothing.leniency()), (0, 5, None));
    assert!(nothing.of_one_sample().starts_with("There's nothing to compare"));
}

#[test]
fn the_biggest_difference_comes_first_with_its_reason() {
    let both = compare(&all()[0], &own([Some(1), Some(-2), Some(0), Some(2), Some(0)]));
    let seen: Vec<_> =
        both.competencies.iter().map(|one| (one.seen.competency.id.as_str(), one.difference())).collect();
    let order = [
        ("code_quality", Some(-2)),
        ("problem_solving", Some(1)),
        ("checking", Some(0)),
        ("thinking_aloud", Some(0)),
        ("complexity", None),
    ];
    assert_eq!(seen, order);
    assert!(both.competencies[0].reason.contains("minutes 13 and 17"), "{}", both.competencies[0].reason);
    assert_eq!(both.competencies[0].evidence, "Minute 9.");
}

#[test]
fn how_somebody_rates_is_told_in_words_once_it_can_be() {
    let of = |moved: [i64; 4]| tally([Some(moved[0]), Some(moved[1]), Some(moved[2]), None, Some(moved[3])]);
    let told = |all: &[Tally]| all.iter().copied().sum::<Tally>().in_total();
    let high = of([1, 1, 0, 0]);
    assert_eq!(
        high.of_one_sample(),
        "Here you rated about half a point higher than the reference. Of 4 ratings, 2 are the same and 4 are within one point."
    );
    assert_eq!(told(&[]), "You've rated 0 so far; after 8 we can tell you how you rate.");
    assert!(told(&[high]).starts_with("You've rated 4 so far"));
    assert_eq!((high.habit(), [high, high].into_iter().sum::<Tally>().habit()), (None, Some(0.5)));
    assert!(
        told(&[high, high])
            .starts_with("You rate about half a point higher than the reference. Of 8 ratings, 4 are the same")
    );
    assert!(told(&[high, high]).ends_with("does what you saw go further than that?"));
    assert!(
        told(&[of([-1, -1, -1, -1]), of([-1, -1, -1, -1])])
            .starts_with("You rate about one point lower than the reference.")
    );
    let alike = told(&[of([0, 0, 0, 0]), of([1, -1, 0, 0])]);
    assert!(alike.starts_with("You rate about the same as the reference."), "{alike}");
    assert!(alike.ends_with("You read the anchors the way we do."));
}
