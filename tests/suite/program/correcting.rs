//! A list that is sent again, corrected: what the dry run says, and what it changes.

use super::{accepts, founds, invitations, joins, tokens, uploads};
use crate::support::{Person, TestApp, TestDatabase, every_row};
use serde_json::{Value, json};

/// Status, seat and group of each line.
fn lines(report: &Value) -> Vec<[Value; 3]> {
    let all = report["lines"].as_array().unwrap().iter();
    all.map(|line| ["status", "seat", "group"].map(|name| line[name].clone())).collect()
}

#[track_caller]
fn seats(person: &Person, id: &str) -> [Value; 3] {
    let me = &person.get(&format!("/v1/programs/{id}")).expect(200)["me"];
    ["candidate", "interviewer", "group"].map(|name| me[name].clone())
}

on_both_databases! {
    fn a_dry_run_says_what_each_line_was_read_as_and_what_the_other_columns_might_be(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let csv = "Email;Name;Rolle;Gruppe;Wer bist du?;Note\nnina@example.org;Nina;interviewer;Mo;interviewer;1\ntom@example.org;Tom;candidate;Di;;2\n";
        let report = uploads(&cora, &id, "?dry_run=true", csv).expect(200);
        assert_eq!(lines(&report), [[json!("ok"), json!("candidate"), json!(null)], [json!("ok"), json!("candidate"), json!(null)]]);
        let unread = report["unread_columns"].as_array().unwrap();
        let told: Vec<_> = unread.iter().map(|one| (one["heading"].as_str().unwrap(), one["might_be"].as_str())).collect();
        assert_eq!(told, [("Rolle", Some("seat")), ("Gruppe", Some("group")), ("Wer bist du?", Some("seat")), ("Note", None)]);
        assert!(unread[1]["detail"].as_str().unwrap().contains("name it \"group\""), "{report}");
        let named = uploads(&cora, &id, "?dry_run=true", &csv.replace("Rolle;Gruppe", "seat;group")).expect(200);
        assert_eq!(lines(&named), [[json!("ok"), json!("interviewer"), json!("Mo")], [json!("ok"), json!("candidate"), json!("Di")]]);
        let lost = uploads(&cora, &id, "?dry_run=true", "Adresse;Name\nnina@example;Nina\n").problem(422, "invalid_input");
        assert!(lost["errors"][0]["detail"].as_str().unwrap().contains("Please name \"Adresse\" \"address\""), "{lost}");
    }

    /// Invited as candidates by mistake: the same list with the right headings puts them right, and mails nobody twice.
    fn a_corrected_list_changes_those_invited_and_those_who_have_joined(app) {
        let (cora, bo) = (app.person("Cora"), app.person("Bo"));
        let id = founds(&cora);
        joins(&bo, &cora, &id);
        let csv = "address,name,Rolle,Gruppe\nnina@example.org,Nina,interviewer,Mo\ntom@example.org,Tom,both,Di\nvera@example.org,Vera,,\nbo@example.org,Bo,interviewer,Mo\n";
        uploads(&cora, &id, "", csv).expect(200);
        accepts(&app, &tokens(&app, "nina@example.org")[0], "Nina").expect(200);
        let nina = Person::sign_in(&app, "nina@example.org");
        assert_eq!(seats(&nina, &id), [json!(true), json!(false), json!(null)]);

        let mended = csv.replace("Rolle,Gruppe", "seat,group");
        let before = every_row(&app.services.store);
        let dry = uploads(&cora, &id, "?dry_run=true", &mended).expect(200);
        assert_eq!(every_row(&app.services.store), before);
        let report = uploads(&cora, &id, "", &mended).expect(200);
        assert_eq!((&dry["lines"], &dry["changed"]), (&report["lines"], &report["changed"]));
        assert_eq!((&report["invited"], &report["changed"]), (&json!(0), &json!(3)));
        assert_eq!(lines(&report), [
            [json!("changed"), json!("interviewer"), json!("Mo")],
            [json!("changed"), json!("both"), json!("Di")],
            [json!("already_invited"), json!("candidate"), json!(null)],
            // A member by the code, whom the list doesn't know by address: only the invitation changes.
            [json!("changed"), json!("interviewer"), json!("Mo")],
        ]);
        assert_eq!(report["lines"][0]["notes"], json!([
            {"column": "seat", "detail": "From candidate to interviewer."}, {"column": "group", "detail": "From no group to Mo."}
        ]));
        assert_eq!(seats(&nina, &id), [json!(false), json!(true), json!("Mo")]);
        assert_eq!(seats(&bo, &id), [json!(true), json!(false), json!(null)]);
        let listed = invitations(&cora, &id);
        let tom = listed.iter().find(|one| one["address"] == "tom@example.org").unwrap();
        assert_eq!((&tom["interviewer"], &tom["group"], &tom["mails"], listed.len()), (&json!(true), &json!("Di"), &json!(1), 4));
        assert_eq!(["nina", "tom", "vera"].map(|name| tokens(&app, &format!("{name}@example.org")).len()), [1, 1, 1]);
        // Tom accepts by the link he has, and gets what the corrected list says.
        accepts(&app, &tokens(&app, "tom@example.org")[0], "Tom").expect(200);
        assert_eq!(seats(&Person::sign_in(&app, "tom@example.org"), &id), [json!(true), json!(true), json!("Di")]);
        // An empty cell leaves what there is, and the same list again changes nothing.
        let again = uploads(&cora, &id, "", "address,seat,group\nnina@example.org,,\ntom@example.org,both,Di\n").expect(200);
        assert_eq!((&again["changed"], &again["lines"][0]["status"], &again["lines"][1]["status"]), (&json!(0), &json!("already_member"), &json!("already_member")));
        assert_eq!(seats(&nina, &id), [json!(false), json!(true), json!("Mo")]);
        // A list makes coordinators, and keeps those there are.
        uploads(&cora, &id, "", "nina@example.org,,coordinator\n").expect(200);
        uploads(&cora, &id, "", "nina@example.org,,candidate\n").expect(200);
        let me = nina.get(&format!("/v1/programs/{id}")).expect(200)["me"].clone();
        assert_eq!((&me["role"], &me["candidate"], &me["interviewer"]), (&json!("coordinator"), &json!(true), &json!(false)));
    }

    fn a_list_with_a_bad_line_changes_nobody(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "nina@example.org\n").expect(200);
        let csv = "address,seat\nnina@example.org,interviewer\ntom@example.org,juggler\n";
        uploads(&cora, &id, "", csv).problem(422, "roster_not_ready");
        assert_eq!(invitations(&cora, &id)[0]["interviewer"], false);
        assert_eq!(uploads(&cora, &id, "?skip_bad=true", csv).expect(200)["changed"], 1);
        assert_eq!(invitations(&cora, &id)[0]["interviewer"], true);
    }
}
