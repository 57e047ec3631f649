//! The example as somebody runs it: what it prints, and what it says to a bad file or flag.

use candor_solver::Score;
use serde_json::Value;

#[path = "../../examples/solve_round.rs"]
#[expect(dead_code, reason = "main prints what run returns")]
pub mod solve_round;

fn run(arguments: &[&str]) -> Result<Value, String> {
    solve_round::run(arguments.iter().map(|it| (*it).to_owned()))
}

fn shared(name: &str) -> String {
    format!("{}/tests/instances/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn one_object_with_the_matching_and_what_is_proven() {
    let file = shared("s2_60x15");
    for arguments in [vec![file.as_str()], vec![&file, "--seconds", "30"], vec!["--seconds", "30", &file]] {
        let report = run(&arguments).unwrap();
        assert_eq!(report["matched"], 28);
        assert_eq!(report["sessions"].as_array().unwrap().len(), 28);
        assert!(report["sessions"][0]["start"].is_i64(), "{report}");
        let score = Score { weight: report["weight"].as_u64().unwrap(), fit: report["fit"].as_u64().unwrap() };
        assert_eq!(score, Score { weight: 137, fit: 1626 });
        assert_eq!((&report["upper_bound_weight"], &report["proof"]), (&Value::from(137), &Value::from("optimal")));
    }
}

#[test]
fn no_time_is_no_reason_to_fail() {
    let report = run(&[&shared("m2_200x80_2wk"), "--seconds", "0"]).unwrap();
    assert!(report["weight"].as_u64().unwrap() <= 845);
    assert!(report["upper_bound_weight"].as_u64().unwrap() >= 845, "{}", report["proof"]);
}

#[test]
fn a_bad_flag_or_file_is_told_so() {
    let file = shared("t1_half_bipartite");
    let said = |arguments: &[&str]| run(arguments).unwrap_err();
    assert!(said(&[]).starts_with("usage:"));
    assert!(said(&[&file, "--fast"]).starts_with("--fast is unknown"));
    assert!(said(&[&file, &file]).starts_with("one file at a time"));
    for number in [&["--seconds"][..], &["--seconds", "soon"], &["--seconds", "-1"], &["--seconds", "1.5"]] {
        assert!(said(&[&[file.as_str()], number].concat()).starts_with("--seconds needs a whole number"));
    }
    assert!(said(&["nowhere.json"]).starts_with("nowhere.json: "));
    let bad = tempfile::NamedTempFile::new().unwrap();
    let path = bad.path().to_str().unwrap();
    for (text, what) in [
        ("", "EOF"),
        ("[1, 2", "invalid"),
        (r#"{"horizon": 672, "candidates": []}"#, "missing field `volunteers`"),
        (r#"{"horizon": 672, "candidates": [], "volunteers": [{"gap": -1}]}"#, "invalid value"),
    ] {
        std::fs::write(path, text).unwrap();
        assert!(said(&[path]).contains(what), "{text}: {}", said(&[path]));
    }
}

#[test]
fn a_round_that_makes_no_sense_has_no_sessions_and_no_panic() {
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
    assert_eq!(run(&[path]).unwrap()["matched"], 1, "everything is as long as it can be");
}
