//! Bookings and what follows them, refused.

use super::*;
use crate::support::booking;
use serde_json::json;

fn bookings(scene: &Scene) -> Vec<Case> {
    let changed = |field: &str, value: Value| {
        let mut form = booking(&scene.bo.id, "2027-01-21T17:00:00Z");
        form[field] = value;
        form.to_string()
    };
    let book = |what: &str, field: &str, value: Value| {
        input(what, "POST /v1/sessions", changed(field, value), &format!("/{field}"))
    };
    let keyed = |what: &str, key: &str| {
        let good = changed("kind", json!("concepts"));
        input(what, "POST /v1/sessions", good, "Idempotency-Key").header("Idempotency-Key", key)
    };
    let nobody = "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b";
    let taken = |what: &str, field: &str, value: Value| book(what, field, value).answers(409, "opening_unavailable");
    vec![
        book("a start that has passed", "starts_at", json!("2027-01-14T17:00:00Z")),
        book("a start off the grid", "starts_at", json!("2027-01-21T17:05:00Z")),
        book("a start half a second off the grid", "starts_at", json!("2027-01-21T17:00:00.5Z")),
        book("a start without a zone", "starts_at", json!("2027-01-21T17:00:00")),
        book("a start in seconds", "starts_at", json!(1_800_000_000)),
        book("a start beyond the calendar", "starts_at", json!("+275760-09-13T00:00:00Z")),
        book("a kind that is none", "kind", json!("juggling")),
        book("a kind in capitals", "kind", json!("CODING")),
        book("a level that is none", "level", json!("wizard")),
        book("50 minutes", "duration_minutes", json!(50)),
        book("minutes with a point", "duration_minutes", json!(60.5)),
        book("an id that is none", "interviewer_id", json!("bo")),
        book("oneself by number", "interviewer_id", json!(1)),
        book("oneself", "interviewer_id", json!(scene.ann.id)),
        book("31 topics", "topics", json!(vec!["promises"; 31])),
        book("aims with an escape", "aims", json!("\u{1b}[2J")),
        book("aims without end", "aims", json!("x".repeat(2001))),
        book("nobody", "interviewer_id", json!(nobody)).answers(404, "not_found"),
        taken("an hour outside the hours", "starts_at", json!("2027-01-21T23:00:00Z")),
        taken("a start beyond the horizon", "starts_at", json!("2199-01-21T17:00:00Z")),
        taken("a start that is taken", "starts_at", json!("2027-01-20T17:00:00Z")),
        keyed("an empty key", ""),
        keyed("a key of 201 letters", &"k".repeat(201)),
        keyed("a key that is no ASCII", "schl\u{fc}ssel"),
    ]
}

fn afterwards(scene: &Scene) -> Vec<Case> {
    let Scene { session, coming, .. } = scene;
    let nobody = "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b";
    let act = |what: &str, id: &str, verb: &str, body: Value, pointer: &str| {
        input(what, &format!("POST /v1/sessions/{id}/{verb}"), body.to_string(), pointer)
    };
    let why = json!({"reason": "My train stands still."});
    vec![
        act("no reason", coming, "cancel", json!({"reason": ""}), "/reason"),
        act("a reason of blanks", coming, "cancel", json!({"reason": " \n "}), "/reason"),
        act("a missing reason", coming, "cancel", json!({}), "/reason"),
        act("a reason with a NUL", coming, "cancel", json!({"reason": "a\0b"}), "/reason"),
        act("a reason without end", coming, "cancel", json!({"reason": "x".repeat(1001)}), "/reason"),
        act("nobody absent", session, "no-show", json!({"absent": "nobody"}), "/absent"),
        act("cancelling what has begun", session, "cancel", why.clone(), "").answers(409, "too_late"),
        act("absent before it began", coming, "no-show", json!({"absent": "interviewer"}), "")
            .answers(409, "too_early"),
        act("oneself absent", session, "no-show", json!({"absent": "candidate"}), "").answers(403, "forbidden"),
        act("disputing nothing", session, "dispute", why.clone(), "").answers(409, "session_state"),
        act("cancelling nothing", nobody, "cancel", why.clone(), "").answers(404, "not_found"),
        act("an id that is none", "17", "cancel", why, "{id}"),
    ]
}

on_both_databases! {
    fn a_booking_that_cannot_be(app) {
        let scene = Scene::new(app);
        scene.refuses(&scene.ann, bookings(&scene));
        scene.refuses(&scene.ann, afterwards(&scene));
    }
}
