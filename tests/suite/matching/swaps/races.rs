//! Concurrent changes to swaps: matched, booked over, answered, cancelled.

use super::*;

on_both_databases_racing! {
    fn matchers_at_once_make_one_swap_of_two(app) {
        let people: Vec<_> = (0..6).map(|n| who_asks(&app, &format!("P{n}"), ["coding", "concepts"][n % 2])).collect();
        for (n, person) in people.iter().enumerate() {
            asks(person, swap(["concepts", "coding"][n % 2], true));
        }
        let runs = at_once(4, |_| matcher::run(&app.services, "one").unwrap());
        assert_eq!(runs.iter().map(|run| run.matched).sum::<usize>(), 6, "{runs:?}");
        assert!(people.iter().all(|person| sessions_of(person).len() == 2));
        assert_eq!(cells(&app), 6 * 6);
    }

    fn a_swap_and_a_booking_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (cy, eve) = (app.candidate("Cy"), app.interviewer("Eve"));
        for day in 12..16 {
            let windows = json!([{"from": format!("2027-01-{day}T17:00:00Z"), "to": format!("2027-01-{day}T18:30:00Z")}]);
            let [mine, theirs] = [(&ann, "concepts"), (&bo, "coding")].map(|(person, kind)| {
                let mut body = swap(kind, true);
                body["windows"] = windows.clone();
                asks(person, body)
            });
            let start: Timestamp = format!("2027-01-{day}T18:00:00Z").parse().unwrap();
            // Ann also books Eve in the middle of it.
            let done = at_once(2, |number| match number {
                0 => matcher::run(&app.services, "one").unwrap().matched == 2,
                _ => ann.post("/v1/sessions", crate::support::booking(&eve.id, &start.to_string())).status == 201,
            });
            assert_ne!(done[0], done[1], "{day}");
            let states = [request(&ann, &mine)["state"].clone(), request(&bo, &theirs)["state"].clone()];
            assert!(states.iter().all(|state| *state == if done[0] { "matched" } else { "waiting" }), "{states:?}");
            for (person, id) in [(&ann, &mine), (&bo, &theirs)] {
                let _ = person.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None);
            }
        }
        drop(cy);
    }

    fn both_answer_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        for round in 0..4 {
            let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", false)));
            assert_eq!(matched(&app), 2, "{round}");
            let answers = at_once(2, |number| match (number, round % 2) {
                (0, _) => ann.send("POST", &format!("/v1/requests/{mine}/accept"), &[], None),
                (_, 0) => bo.send("POST", &format!("/v1/requests/{theirs}/accept"), &[], None),
                _ => bo.send("POST", &format!("/v1/requests/{theirs}/withdraw"), &[], None),
            });
            if round % 2 == 0 {
                assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
                assert_eq!(request(&ann, &mine)["state"], "matched");
                assert_eq!(request(&bo, &theirs)["state"], "matched");
                let half = sessions_of(&ann).into_iter().find(|one| one["state"] == "booked").unwrap();
                ann.post(&format!("/v1/sessions/{}/cancel", id(&half)), json!({"reason": "Again."})).expect(200);
            } else {
                assert_eq!(request(&bo, &theirs)["state"], "withdrawn");
                assert_eq!(request(&ann, &mine)["state"], "waiting");
                let _ = ann.send("POST", &format!("/v1/requests/{mine}/withdraw"), &[], None).expect(200);
            }
            assert_eq!(cells(&app), 0);
            // The person whose session was cancelled waits again.
            for person in [&ann, &bo] {
                for one in person.get("/v1/requests?state=waiting").expect(200)["items"].as_array().unwrap() {
                    let _ = person.send("POST", &format!("/v1/requests/{}/withdraw", id(one)), &[], None).expect(200);
                }
            }
        }
    }

    fn both_halves_are_called_off_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        for _ in 0..5 {
            let _ = (asks(&ann, swap("concepts", true)), asks(&bo, swap("coding", true)));
            assert_eq!(matched(&app), 2);
            let booked = |person: &Person| -> Value {
                sessions_of(person).into_iter().find(|one| one["state"] == "booked" && one["my_role"] == "candidate").unwrap()
            };
            let halves = [booked(&ann), booked(&bo)];
            let answers = at_once(2, |number| {
                let person = [&ann, &bo][number];
                person.post(&format!("/v1/sessions/{}/cancel", id(&halves[number])), json!({"reason": "A cold."}))
            });
            let first = answers.iter().filter(|answer| answer.status == 200).count();
            assert_eq!(first, 1, "{answers:?}");
            answers.iter().find(|answer| answer.status != 200).unwrap().problem(409, "session_state");
            assert_eq!(cells(&app), 0);
            for person in [&ann, &bo] {
                for one in person.get("/v1/requests?state=waiting").expect(200)["items"].as_array().unwrap() {
                    let _ = person.send("POST", &format!("/v1/requests/{}/withdraw", id(one)), &[], None).expect(200);
                }
            }
        }
    }
}
