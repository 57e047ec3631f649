//! The example as it is run: its output, and its errors for a bad file or flag.

use candor_solver::Score;
use serde_json::Value;

#[path = "../../examples/solve_round.rs"]
#[expect(dead_code, reason = "main prints what run returns")]
pub mod solve_round;

fn run(arguments: &[&str]) -> Result<Value, String> {
    solve_round::run(arguments.iter().map(|it| (*it).to_owned()))
}

fn instance_file(name: &str) -> String {
    format!("{}/tests/instances/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_output_has_the_matching_and_the_proof() {
    let file = instance_file("s2_60x15");
    for arguments in [vec![file.as_str()], vec![&file, "--seconds", "30"], vec!["--seconds", "30", &file]] {
        let report = run(&arguments).unwrap();
        assert_eq!(report["matched"], 28);
        assert_eq!(report["sessions"].as_array().unwrap().len(), 28);
        assert!(report["sessions"][0]["start"].is_i64(), "{report}");
        let number = |name: &str| report[name].as_u64().unwrap();
        let score = Score { weight: number("weight"), repeats: number("repeats"), fit: number("fit") };
        assert_eq!(score, Score { weight: 137, repeats: 0, fit: 1626 });
        assert_eq!((&report["upper_bound_weight"], &report["proof"]), (&Value::from(137), &Value::from("optimal")));
    }
}

#[test]
fn without_time_there_is_still_a_valid_outcome() {
    let report = run(&[&instance_file("m2_200x80_2wk"), "--seconds", "0"]).unwrap();
    assert!(report["weight"].as_u64().unwrap() <= 845);
    assert!(report["upper_bound_weight"].as_u64().unwrap() >= 845, "{}", report["proof"]);
}

#[test]
fn a_bad_flag_or_file_is_an_error() {
    let file = instance_file("t1_half_bipartite");
    let error = |arguments: &[&str]| run(arguments).unwrap_err();
    assert!(error(&[]).starts_with("usage:"));
    assert!(error(&[&file, "--fast"]).starts_with("--fast is unknown"));
    assert!(error(&[&file, &file]).starts_with("one file at a time"));
    for number in [&["--seconds"][..], &["--seconds", "soon"], &["--seconds", "-1"], &["--seconds", "1.5"]] {
        assert!(error(&[&[file.as_str()], number].concat()).starts_with("--seconds needs a whole number"));
    }
    assert!(error(&["nowhere.json"]).starts_with("nowhere.json: "));
    let bad = tempfile::NamedTempFile::new().unwrap();
    let path = bad.path().to_str().unwrap();
    for (text, what) in [
        ("", "EOF"),
        ("[1, 2", "invalid"),
        (r#"{"horizon": 672, "candidates": []}"#, "missing field `volunteers`"),
        (r#"{"horizon": 672, "candidates": [], "volunteers": [{"gap": -1}]}"#, "invalid value"),
    ] {
        std::fs::write(path, text).unwrap();
        assert!(error(&[path]).contains(what), "{text}: {}", error(&[path]));
    }
}

#[test]
fn a_nonsensical_round_has_no_sessions_and_causes_no_panic() {
    let odd = tempfile::NamedTempFile::new().unwrap();
    let path = odd.path().to_str().unwrap();
    let people = |horizon: i64, span: &str, length: u32| {
        format!(
            r#"{{"horizon": {horizon}, "forbidden": [[9, 9]], "met": [[0, 7]],
            "candidates": [{{"lang": "en", "kind": 0, "level": 0, "topics": [], "avail": [{span}], "dur": {length}, "waited": 4000000000}}],
            "volunteers": [{{"langs": ["en"], "kinds": [0], "levels": [0], "topics": [], "avail": [{span}],
                "booked": [[2147483647, -2147483648]], "gap": 65535, "cap": [4294967295], "reliability": 4000000000}}]}}"#
        )
    };
    let nonsense = [
        (0, "[0, 8]", 4),
        (-5, "[0, 8]", 4),
        (672, "[8, 0]", 4),
        (672, "[0, 8]", 0),
        (672, "[0, 8]", 65535),
        (672, "[-2147483648, -2147483647]", 1),
    ];
    for (horizon, span, length) in nonsense {
        std::fs::write(path, people(horizon, span, length)).unwrap();
        assert_eq!(run(&[path]).unwrap()["matched"], 0, "{horizon} {span} {length}");
    }
    std::fs::write(path, people(2_147_483_647, "[-2147483648, 2147483647]", 4)).unwrap();
    assert_eq!(run(&[path]).unwrap()["matched"], 1, "the longest spans there are");
}
