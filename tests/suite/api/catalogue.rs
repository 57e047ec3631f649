//! Static data: note templates and topics. No sign-in needed.

use crate::support::{TestApp, TestDatabase};
use serde_json::json;
use std::collections::BTreeSet;

on_both_databases! {
    fn each_kind_has_a_template_whose_anchors_say_what_is_seen(app) {
        let all = app.guest().get("/v1/note-templates").expect(200);
        let templates = all["items"].as_array().unwrap();
        let kinds: Vec<_> = templates.iter().map(|template| template["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["coding", "concepts", "system_design", "behavioral", "take_home"]);
        assert_eq!(all["next_cursor"], json!(null));
        for template in templates {
            let kind = template["kind"].as_str().unwrap();
            assert_eq!(app.guest().get(&format!("/v1/note-templates/{kind}")).expect(200), *template);
            let competencies = template["competencies"].as_array().unwrap();
            assert!((4..=5).contains(&competencies.len()), "{kind}");
            for competency in competencies {
                let anchors = competency["anchors"].as_array().unwrap();
                let scores: Vec<_> = anchors.iter().map(|anchor| anchor["score"].as_i64().unwrap()).collect();
                assert_eq!(scores, [1, 2, 3, 4], "{kind}: {}", competency["id"]);
                let texts: BTreeSet<_> = anchors.iter().map(|anchor| anchor["text"].as_str().unwrap()).collect();
                assert_eq!(texts.len(), 4);
                assert!(texts.iter().all(|text| text.len() > 20), "{kind}: {texts:?}");
            }
            let minutes: i64 = template["run_of_show"].as_array().unwrap().iter().map(|step| step["minutes"].as_i64().unwrap()).sum();
            assert!((30..=90).contains(&minutes), "{kind}: {minutes}");
        }
        app.guest().get("/v1/note-templates/small_talk").problem(422, "invalid_input");
    }

    fn every_topic_that_is_listed_can_be_chosen(app) {
        let all = app.guest().get("/v1/topics").expect(200);
        let topics = all["items"].as_array().unwrap();
        let slugs: BTreeSet<_> = topics.iter().map(|topic| topic["slug"].as_str().unwrap()).collect();
        assert_eq!(slugs.len(), topics.len());
        assert!(slugs.contains("promises") && slugs.contains("react"));
        assert!(topics.iter().all(|topic| !topic["name"].as_str().unwrap().is_empty()));

        let ann = app.person("Ann");
        let wish = |topics: &[&str]| json!({"level": "junior", "kinds": ["concepts"], "topics": topics, "languages": ["en"]});
        let slugs: Vec<_> = slugs.into_iter().collect();
        for some in slugs.chunks(20) {
            ann.put("/v1/me/candidate", wish(some)).expect(200);
        }
        let refused = ann.put("/v1/me/candidate", wish(&["promises", "astrology"])).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/topics/1");
    }
}
