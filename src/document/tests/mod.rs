mod hostile;
mod markdown;
mod pdf;
mod words;

use super::*;
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{Kind, Level, SessionLength};
use serde_json::{Value, json};

fn about() -> About<'static> {
    About {
        candidate: Some("Zoë Ångström"),
        interviewer: Some("Νίκος Ђорђевић"),
        kind: Kind::Concepts,
        level: Level::Junior,
        length: SessionLength::try_from(60).unwrap(),
        date: "Thursday, 14 January 2027",
        version: 1,
        why: "",
        writer: Writer::Interviewer,
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// The shortest notes the linter accepts.
fn short() -> Notes {
    read(json!({
        "ratings": [{"competency": "depth", "score": 2, "evidence": "Answered the first why from use; at the second: \"it just goes later\"."}],
        "recommendation": {"verdict": "no_hire", "because": "The second why got a guess.", "would_have_changed_it": [{"towards": "hire", "text": "Naming the two queues."}]},
        "action_steps": [{"if": "I meet a promise", "then": "draw both queues", "check": "three drawn"}]
    }))
}

/// Every list full, and every text at its maximum length.
fn long(word: &str) -> Notes {
    let text = |most: usize| word.repeat(most / word.chars().count());
    let all = |count: usize, one: Value| Value::Array(vec![one; count]);
    let ids: Vec<String> = (0..10).map(|one| format!("{}{one}", text(59).replace('\n', "n"))).collect();
    let known = ["correctness", "depth", "explaining", "application"];
    let rated = ids.iter().enumerate().map(|(at, id)| {
        let id = known.get(at).map_or(id.as_str(), |known| known);
        json!({"competency": id, "score": 2, "evidence": text(4000)})
    });
    read(json!({
        "summary": text(4000),
        "timeline": all(200, json!({"minute": 59, "text": text(1000)})),
        "hints": all(50, json!({"minute": 9, "kind": "answer", "text": text(1000)})),
        "questions": all(20, json!({"title": text(300).replace('\n', " "), "how_it_went": text(4000)})),
        "ratings": rated.collect::<Vec<_>>(),
        "recommendation": {"verdict": "hire", "confidence": "high", "because": text(2000), "would_have_changed_it": all(2, json!({"towards": "strong_no_hire", "text": text(2000)}))},
        "strengths": all(10, json!(text(1000))),
        "gaps": all(10, json!({"situation": text(1000), "behavior": text(1000), "impact": text(1000)})),
        "action_steps": all(5, json!({"if": text(500), "then": text(500), "check": text(500)})),
    }))
}

fn own() -> SelfAssessment {
    read(json!({"ratings": [{"competency": "depth", "score": 4}, {"competency": "correctness", "score": 2}]}))
}

/// Runs one of poppler's tools over a PDF.
fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feedback.pdf");
    std::fs::write(&file, pdf).unwrap();
    if let Ok(keep) = std::env::var("CANDOR_TEST_SCREENSHOTS") {
        let name = std::thread::current().name().unwrap().replace("::", ".");
        std::fs::write(format!("{keep}/{name}.pdf"), pdf).unwrap();
    }
    let output =
        std::process::Command::new(tool).args(args).arg(&file).args((tool == "pdftotext").then_some("-")).output();
    let output = output.expect("poppler-utils is installed by scripts/test");
    let said = String::from_utf8_lossy(&output.stderr);
    // Older versions of poppler complain about an entry that ISO 32000-1, table 321, defines.
    let clean = said.lines().all(|line| line.is_empty() || line.contains("Suspects object is wrong type"));
    assert!(output.status.success() && clean, "{said}");
    // It cuts long titles in the middle of a letter.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(pdf: &[u8]) -> usize {
    let info = poppler("pdfinfo", &[], pdf);
    info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}
