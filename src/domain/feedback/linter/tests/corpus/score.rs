//! Precision and recall of each rule in each corpus.

use super::*;
use std::collections::BTreeMap;

#[derive(Default, Clone, Copy)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Count {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

/// By source and rule; "all" stands for all rules. Mistakes of the source that `CANDOR_LINTER_MISTAKES` names are printed.
fn counts(cases: &[Case]) -> BTreeMap<(&'static str, &'static str), Count> {
    let show = std::env::var("CANDOR_LINTER_MISTAKES").unwrap_or_default();
    let mut counts: BTreeMap<_, Count> = BTreeMap::new();
    for case in cases {
        let alarms = if case.rule == "clean" { alarms(case.text) } else { Vec::new() };
        let told = if case.rule == "clean" { !alarms.is_empty() } else { told(case.rule, case.text) };
        for rule in [case.rule, "all"] {
            let count = counts.entry((case.source, rule)).or_default();
            match (case.expected, told) {
                (true, true) => count.right += 1,
                (false, true) => count.wrong += 1,
                (true, false) => count.missed += 1,
                (false, false) => {}
            }
        }
        if case.expected != told && show.split(',').any(|it| it == case.source || it == case.rule) {
            println!("{} {}: {:?} {} {alarms:?}", case.source, case.rule, case.expected, case.text);
        }
    }
    counts
}

#[test]
fn warnings_are_right_nine_times_in_ten() {
    // The corpus that no model was trained on, unless `CANDOR_LINTER_ONLY` names others.
    let only = std::env::var("CANDOR_LINTER_ONLY").unwrap_or_else(|_| "choose".to_owned());
    let wanted = |source: &str| only == "all" || only.split(',').any(|it| it == source);
    // Without optimisation, all of it takes minutes: every third line, and all of them with `--release`.
    let step = if cfg!(debug_assertions) { 3 } else { 1 };
    let counts = counts(&cases().into_iter().filter(|case| wanted(case.source)).step_by(step).collect::<Vec<_>>());
    for ((source, rule), count) in &counts {
        let (precision, recall) = (count.precision(), count.recall());
        println!(
            "{source:7} {rule:22} precision {precision:.2}, recall {recall:.2}, {} wrong, {} missed",
            count.wrong, count.missed
        );
    }
    let poor: Vec<_> = counts
        .iter()
        .filter(|((source, rule), _)| ["build", "choose"].contains(source) && *rule != "clean")
        .filter(|(_, count)| step == 1 && (count.precision() < 0.75 || count.recall() < 0.3))
        .map(|(key, _)| key)
        .collect();
    assert!(poor.is_empty(), "{poor:?}");
    for source in ["build", "choose"].into_iter().filter(|source| wanted(source)) {
        let all = counts[&(source, "all")];
        assert!(all.precision() >= 0.94 && all.recall() >= 0.75, "{source}");
        // Lines on which no rule should fire.
        assert!(counts[&(source, "clean")].wrong <= 2, "{source}");
    }
}

/// A corpus kept for the end: `CANDOR_LINTER_CORPUS` is its path, lines of rule, yes or no, and text.
#[cfg(feature = "train-linter")]
#[test]
fn another_corpus() {
    let file = std::fs::read_to_string(std::env::var("CANDOR_LINTER_CORPUS").unwrap()).unwrap();
    let file = file.replace("\tyes\t", "\u{1}yes\u{1}").replace("\tno\t", "\u{1}no\u{1}");
    let lines =
        file.lines().filter(|line| !line.is_empty()).map(|line| format!("other\t{}", line.replace('\u{1}', "\t")));
    let file = lines.collect::<Vec<_>>().join("\n").replace("\tbecause_missing_reason\t", "\tbecause_without_reason\t");
    for ((_, rule), count) in counts(&read(file.leak())) {
        let (precision, recall) = (count.precision(), count.recall());
        println!(
            "{rule:22} precision {precision:.2}, recall {recall:.2}, {} wrong, {} missed",
            count.wrong, count.missed
        );
    }
}

/// How long it takes to read a draft of the usual length: the demo's good notes, each a hundred times.
#[cfg(feature = "train-linter")]
#[test]
fn how_long_a_draft_takes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue/demo/notes");
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let all: Vec<Notes> = files.map(|json| serde_json::from_str(&json).unwrap()).collect();
    let (template, level, earlier) = (template(Kind::Coding), Level::Junior, &Earlier::default());
    let read = |notes| lint(&Draft { notes, template, level, candidate: "Sam Rivera", earlier, guesses: true }).len();
    (0..100).for_each(|_| all.iter().for_each(|notes| assert!(read(notes) < 100)));
    println!("{} drafts were read in the time that is printed below", 100 * all.len());
}
