//! Many at one moment: one membership, one coordinator at least, one mail.

use super::{accepts, code, founds, invitations, join, joins, member, tokens, uploads};
use crate::support::{TestApp, TestDatabase, at_once, crowd};
use serde_json::json;

on_both_databases_racing! {
    fn joining_twice_at_once_is_joining_once(app) {
        let (cora, ann) = (app.person("Cora"), app.person("Ann"));
        for _ in 0..8 {
            let id = founds(&cora);
            let code = code(&cora, &id);
            for answer in at_once(8, |_| join(&ann, &code)) {
                assert_eq!(answer.expect(200)["me"]["role"], "member");
            }
            let members = cora.get(&format!("/v1/programs/{id}/members")).expect(200);
            assert_eq!(members["items"].as_array().unwrap().len(), 2);
        }
    }

    fn the_last_coordinators_do_not_leave_at_once(app) {
        let people = crowd(&app, "cora", 4);
        for round in 0..4 {
            let id = founds(&people[0]);
            for person in &people[1..] {
                joins(person, &people[0], &id);
                people[0].patch(&member(&person.id, &id), json!({"role": "coordinator"})).expect(200);
            }
            let answers = at_once(4, |number| {
                let own = member(&people[number].id, &id);
                if (number + round) % 2 == 0 { people[number].delete(&own) } else { people[number].patch(&own, json!({"role": "member"})) }
            });
            let (left, stayed): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status < 300);
            assert_eq!((left.len(), stayed.len()), (3, 1), "{answers:#?}");
            stayed[0].problem(409, "last_coordinator");
        }
    }

    fn a_list_uploaded_twice_at_once_mails_everybody_once(app) {
        let (cora, dora) = (app.person("Cora"), app.person("Dora"));
        let id = founds(&cora);
        joins(&dora, &cora, &id);
        cora.patch(&member(&dora.id, &id), json!({"role": "coordinator"})).expect(200);
        let csv: String = (0..30).map(|number| format!("guest{number}@example.org\n")).collect();
        let reports = at_once(4, |number| uploads([&cora, &dora][number % 2], &id, "", &csv).expect(200));
        let invited: u64 = reports.iter().filter_map(|report| report["invited"].as_u64()).sum();
        assert_eq!(invited, 30, "{reports:#?}");
        assert_eq!(invitations(&cora, &id).len(), 30);
        let mails = app.mails();
        for number in 0..30 {
            let address = format!("guest{number}@example.org");
            assert_eq!(mails.iter().filter(|mail| mail.to == address).count(), 1, "{address}");
        }
    }

    fn an_invitation_is_accepted_once(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "nina@example.org").expect(200);
        let token = tokens(&app, "nina@example.org").pop().unwrap();
        let answers = at_once(6, |_| accepts(&app, &token, "Nina"));
        let accepted = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(accepted, 1, "{answers:#?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            answer.problem(400, "link_invalid");
        }
        let members = cora.get(&format!("/v1/programs/{id}/members")).expect(200);
        assert_eq!(members["items"].as_array().unwrap().len(), 2);
    }

    /// Taken back while it is accepted: one of the two.
    fn accepted_and_taken_back_at_once(app) {
        let cora = app.person("Cora");
        for round in 0..4 {
            let id = founds(&cora);
            let address = format!("nina{round}@example.org");
            uploads(&cora, &id, "", &address).expect(200);
            let token = tokens(&app, &address).pop().unwrap();
            let which = invitations(&cora, &id)[0]["id"].as_str().unwrap().to_owned();
            let answers = at_once(2, |number| match number {
                0 => accepts(&app, &token, "Nina"),
                _ => cora.send("POST", &format!("/v1/programs/{id}/invitations/{which}/withdraw"), &[], None),
            });
            let won: Vec<_> = answers.iter().map(|answer| answer.status == 200).collect();
            assert_ne!(won[0], won[1], "{answers:#?}");
            let members = cora.get(&format!("/v1/programs/{id}/members")).expect(200);
            assert_eq!(members["items"].as_array().unwrap().len(), if won[0] { 2 } else { 1 });
        }
    }
}
