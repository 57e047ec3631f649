//! Trains the models from the corpora: logistic regression with weight decay, the same result every time.

use super::*;
use crate::domain::feedback::linter::learned::features::SIZE;
use crate::domain::feedback::linter::learned::{Model, Weights, pieces};
use crate::domain::feedback::linter::reading::Reading;
use crate::domain::feedback::linter::text::words;
use std::path::Path;

const ROUNDS: u32 = 40;
const RATE: f64 = 0.6;
const DECAY: f64 = 2e-5;

/// What a case teaches a model: a text, and whether it's a yes.
fn lessons(model: Model, case: &Case) -> Vec<(&'static str, bool)> {
    let Case { rule, expected, text, .. } = *case;
    let parts: Vec<&'static str> = text.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let one = |text, yes| vec![(text, yes)];
    let fields = ["about_the_person", "no_instance", "protected_wording", "language_as_thinking", "clean"];
    let of_field = |name: &str| match rule {
        _ if rule == name => one(text, expected),
        _ if fields.contains(&rule) && !expected => one(text, false),
        "gap_on_a_four" | "strength_on_a_one" => one(part(1), false),
        "strength_against_gap" => vec![(part(0), false), (part(1), false)],
        _ => Vec::new(),
    };
    let skill = |id: &str| match rule {
        "gap_on_a_four" | "strength_on_a_one" if expected => one(part(1), part(0) == id),
        "gap_on_a_four" | "strength_on_a_one" if part(0) == id => one(part(1), false),
        "about_skill" => one(part(1), part(0) == id),
        _ => Vec::new(),
    };
    let score = |given: &str| text.strip_prefix(given);
    match model {
        Model::Person => of_field("about_the_person"),
        Model::Bare => of_field("no_instance"),
        Model::Protected => of_field("protected_wording"),
        Model::Language => of_field("language_as_thinking"),
        Model::Unchecked if rule == "step_unchecked" => one(text, expected),
        Model::Alone if rule == "alone_after_hints" => one(text, expected),
        Model::NotFour => match rule {
            "anchor_unsaid" => score("4: ").map_or_else(Vec::new, |text| vec![(text, expected); 3]),
            "gap_on_a_four" => one(part(1), true),
            "strength_on_a_one" => one(part(1), false),
            "strength_against_gap" => vec![(part(0), false), (part(1), true)],
            _ => Vec::new(),
        },
        Model::NotOne => match rule {
            "anchor_unsaid" => score("1: ").map_or_else(Vec::new, |text| vec![(text, expected); 3]),
            "gap_on_a_four" => one(part(1), false),
            "strength_on_a_one" => one(part(1), true),
            "strength_against_gap" => vec![(part(0), true), (part(1), false)],
            _ => Vec::new(),
        },
        Model::NoReason if rule == "because_without_reason" => one(text, expected),
        Model::NotInSpite => match rule {
            "verdict_above_ratings" | "verdict_below_ratings" if !part(1).is_empty() && told_apart(part(0)) => {
                one(part(1), expected)
            }
            _ => Vec::new(),
        },
        Model::GivesAway if rule == "four_after_the_answer" => {
            let answered = part(0).ends_with("answer");
            match part(0).starts_with('4') {
                true => one(part(1), expected),
                false if answered => one(part(1), true),
                false => Vec::new(),
            }
        }
        Model::Solving => skill("problem_solving"),
        Model::Code => skill("code_quality"),
        Model::Communication => skill("communication"),
        Model::Testing => skill("testing"),
        Model::Knowledge => skill("technical_knowledge"),
        _ => Vec::new(),
    }
}

/// The verdict and the scores are far apart, so it's the reason that decides.
fn told_apart(verdict: &str) -> bool {
    let scores: Vec<u16> = verdict.split(' ').filter_map(|it| it.parse().ok()).collect();
    let hire = verdict.starts_with("hire") || verdict.starts_with("strong_hire");
    if hire { scores.iter().all(|it| *it < 3) } else { scores.iter().all(|it| *it >= 3) }
}

/// The sentences of the catalogue: good notes, references, templates and questions. None of them deserves a warning.
fn sentences_of_the_catalogue() -> Vec<String> {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.extend(pieces(text).into_iter().filter(|one| one.split(' ').count() > 2)),
            Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
            Value::Object(all) => all.values().for_each(|one| texts(one, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for folder in ["note_templates", "calibration", "demo/notes"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(folder);
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            texts(&serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(), &mut found);
        }
    }
    found
}

/// Trained on these cases, and on what is known to be clean.
pub(super) fn train(model: Model, cases: &[Case], clean: &[String]) -> Weights {
    let lessons: Vec<_> = cases.iter().flat_map(|case| lessons(model, case)).collect();
    let fields = [Model::Person, Model::Bare, Model::Protected, Model::Language, Model::Alone];
    let clean = clean.iter().filter(|_| fields.contains(&model)).map(|text| (text.as_str(), false));
    let lessons: Vec<_> =
        lessons.into_iter().chain(clean).map(|(text, yes)| (learned::features::features(&words(text)), yes)).collect();
    let yes = lessons.iter().filter(|(_, yes)| *yes).count().max(1);
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let worth = ((lessons.len() - yes).max(1) as f64 / yes as f64).sqrt();
    let (mut weights, mut bias) = (vec![0.0_f64; SIZE], 0.0_f64);
    let mut averaged = (weights.clone(), 0.0_f64);
    for round in 0..ROUNDS {
        let rate = RATE / (1.0 + f64::from(round) / 10.0);
        // Always in another order, and always the same one: the step is prime.
        let count = lessons.len();
        let step = 7919;
        for at in 0..count {
            let (features, yes) = &lessons[(at * step + 31 * round as usize) % count];
            let sum: f64 = bias + features.iter().map(|(at, value)| weights[*at] * value).sum::<f64>();
            let guess = 1.0 / (1.0 + (-sum * 1.0).exp());
            let error = if *yes { (1.0 - guess) * worth } else { -guess };
            for (at, value) in features {
                weights[*at] += rate * (error * value * 4.0 - DECAY * weights[*at]);
            }
            bias += rate * error * 0.1;
        }
        if round >= ROUNDS / 2 {
            averaged.0.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight / f64::from(ROUNDS / 2));
            averaged.1 += bias / f64::from(ROUNDS / 2);
        }
    }
    let most = averaged.0.iter().fold(1e-9_f64, |most, weight| most.max(weight.abs()));
    let step = most / 127.0;
    #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
    let each = averaged.0.iter().map(|weight| (weight / step).round() as i8).collect();
    Weights { bias: averaged.1, step, each }
}

/// The weights of `contradictions::opposites`, as a line to copy.
#[test]
fn weights_of_opposites() {
    use contradictions::opposites::{NUMBERS, Said, features, may_deny, share_an_aspect};
    let of_rule = |case: &Case, rule: &str| case.rule == rule;
    let read = |case: &Case| {
        let (strength, gap) = case.text.split_once(" | ").unwrap();
        (Said::of(strength), Said::of(gap))
    };
    let cases = to_learn_from();
    let pairs: Vec<_> = cases.iter().filter(|case| of_rule(case, "strength_against_gap")).collect();
    let parts: Vec<_> = pairs.iter().map(|case| read(case)).collect();
    let clean: Vec<_> = cases.iter().filter(|case| of_rule(case, "clean")).map(|case| Said::of(case.text)).collect();
    // What never gets as far as being weighed teaches nothing.
    let weighed = parts.iter().zip(&pairs).filter(|((strength, gap), _)| may_deny(strength, gap));
    let mut lessons: Vec<_> = weighed.map(|((strength, gap), case)| (features(strength, gap), case.expected)).collect();
    // What has nothing to do with each other: a strength of one line with the gap of another, and clean lines beside both.
    let mut unrelated = |one: &Said, other: &Said| {
        if may_deny(one, other) {
            lessons.push((features(one, other), false));
        }
    };
    let gap_of = |at: usize| &parts[at % parts.len()].1;
    // One line's gap may well deny another line's strength: where an aspect says so, nothing is known.
    for (at, (strength, _)) in parts.iter().enumerate() {
        let others = (1..4).map(|by| gap_of(at + by * 5));
        others.filter(|gap| !share_an_aspect(strength, gap)).for_each(|gap| unrelated(strength, gap));
    }
    for (at, one) in clean.iter().enumerate() {
        unrelated(one, gap_of(at * 3));
        unrelated(&parts[at * 3 % parts.len()].0, one);
        clean.iter().skip(at + 1).take(1).for_each(|other| unrelated(one, other));
    }
    let (mut weights, mut bias) = ([0.0_f64; NUMBERS], 0.0_f64);
    let sum = |features: &[f64], weights: &[f64]| features.iter().zip(weights).map(|(one, by)| one * by).sum::<f64>();
    for _ in 0..600 {
        for (features, yes) in &lessons {
            let guess = 1.0 / (1.0 + (-bias - sum(features, &weights)).exp());
            let error = (f64::from(*yes) - guess) * if *yes { 2.0 } else { 1.0 };
            let learn = |(weight, value): (&mut f64, &f64)| *weight += 0.01 * (error * value - 0.0005 * *weight);
            weights.iter_mut().zip(features).for_each(learn);
            bias += 0.01 * error;
        }
    }
    println!("{weights:.2?} {bias:.2}");
    let held = super::cases().into_iter().filter(|case| of_rule(case, "strength_against_gap"));
    let mut held: Vec<_> = held
        .map(|case| {
            let (strength, gap) = read(&case);
            (bias + sum(&features(&strength, &gap), &weights), case)
        })
        .collect();
    held.sort_by(|one, other| other.0.total_cmp(&one.0));
    held.iter().for_each(|(sum, case)| println!("{sum:.2} {} {} {}", case.source, case.expected, case.text));
}

fn written(cases: &[Case]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let clean = &sentences_of_the_catalogue();
    let models = std::thread::scope(|scope| {
        let trained = Model::ALL.map(|model| scope.spawn(move || train(model, cases, clean)));
        trained.map(|model| model.join().unwrap())
    });
    models.iter().for_each(|model| model.write(&mut bytes));
    bytes
}

fn to_learn_from() -> Vec<Case> {
    // Another source can be left out as well, to see what the others are worth.
    let without = std::env::var("CANDOR_LINTER_WITHOUT").unwrap_or_default();
    cases().into_iter().filter(|case| !["choose", "kept", &without].contains(&case.source)).collect()
}

/// Run by `scripts/train-linter`.
#[test]
fn write_the_weights() {
    let path = std::env::var("CANDOR_LINTER_WEIGHTS").unwrap_or_else(|_| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/domain/feedback/linter/learned/weights.bin")
            .display()
            .to_string()
    });
    std::fs::write(path, written(&to_learn_from())).unwrap();
}

/// How sure each model is, right and wrong, on the corpus it wasn't trained on: what the limits in the rules were read from.
#[test]
fn how_sure_a_model_has_to_be() {
    let without = std::env::var("CANDOR_LINTER_WITHOUT").unwrap_or_default();
    for model in Model::ALL {
        let held: Vec<_> =
            cases().into_iter().filter(|case| ["choose", "kept", &without].contains(&case.source)).collect();
        let opinion = |(text, yes)| (Reading::of(text).opinion(model), yes);
        let mut all: Vec<_> = held.iter().flat_map(|case| lessons(model, case)).map(opinion).collect();
        all.sort_by(|one, other| other.0.total_cmp(&one.0));
        let yes = all.iter().filter(|it| it.1).count();
        println!("{model:?}: {yes} of {}", all.len());
        let mut wrong = 0;
        for (nth, (opinion, is)) in all.iter().enumerate() {
            if !is {
                wrong += 1;
                println!("   above {opinion:.2}: {} of {yes} found, {} wrong", nth + 1 - wrong, wrong - 1);
                if wrong > 5 {
                    break;
                }
            }
        }
    }
}
