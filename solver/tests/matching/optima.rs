//! The instances whose optima were proven by two independent solvers.

use super::{example::solve_round::instance::Instance, oracle, solved};
use candor_solver::{Proof, Round, Score, verify};

pub fn load(name: &str) -> Round {
    let path = format!("{}/tests/instances/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    serde_json::from_str::<Instance>(&text).unwrap().round()
}

#[test]
fn known_optima_are_found_and_proven() {
    let optima = [
        ("t1_half_bipartite", 10, 40, 900),
        ("t2_half_interval", 2, 8, 180),
        ("t3_third", 3, 12, 270),
        ("t4_chain4", 4, 16, 360),
        ("t5_phase", 2, 8, 180),
        ("t6_gap_booking", 2, 8, 180),
        ("t7_caps_2weeks", 3, 12, 270),
        ("t8_lp_gap", 2, 8, 180),
        ("t9_double_conflict", 3, 12, 270),
        ("t10_priority_vs_count", 2, 8, 180),
        ("s1_20x5", 4, 21, 185),
        ("s2_60x15", 28, 137, 1626),
        ("m2_200x80_2wk", 177, 845, 12638),
        ("b1_both_seats", 3, 12, 270),
        ("b2_30x24_both", 18, 89, 1115),
        ("b3_120x80_2wk_both", 105, 475, 7947),
    ];
    for (name, matched, weight, fit) in optima {
        let round = load(name);
        let outcome = solved(&round);
        assert_eq!(verify(&round, &outcome), Ok(()), "{name}");
        assert_eq!(outcome.sessions.len(), matched, "{name}");
        assert_eq!(outcome.score, Score { weight, repeats: 0, fit }, "{name}");
        assert_eq!(outcome.proof, Proof::Optimal, "{name}");
    }
}

#[test]
fn the_optima_with_people_in_both_seats_are_those_of_an_integer_program() {
    for name in ["b1_both_seats", "b2_30x24_both"] {
        let round = load(name);
        assert!(round.candidates.iter().any(|it| it.interviewer.is_some()), "{name}");
        assert_eq!(solved(&round).score, oracle::by_program(&round), "{name}");
    }
}
