//! Feedback as Markdown, as a PDF and as a page: the same document, only for those who may read it.

use crate::pages::browser::fits_a_phone;
use crate::support::{Browser, Client, Person, TestApp, TestDatabase, full_notes};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

/// Notes delivered on a session of Thursday, in which the candidate rated themselves.
pub(crate) fn delivered(app: &TestApp) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
    let (ann, bo) = (ann.again(app), bo.again(app));
    let own = json!({"ratings": [{"competency": "depth", "score": 4}], "takeaway": "Draw the queue."});
    ann.put(&format!("/v1/sessions/{session}/self-assessment"), own).expect(200);
    bo.submits(&session, &full_notes());
    (ann, bo, session)
}

/// What a program of poppler's says of a PDF.
fn read_by(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    assert!(pdf.starts_with(b"%PDF-1."), "{}", String::from_utf8_lossy(pdf));
    let mut reader = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let reader = reader.as_mut().expect("poppler-utils is installed by scripts/test");
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(reader.stdout.as_mut().unwrap(), &mut text).unwrap();
    assert!(reader.wait().unwrap().success());
    text
}

/// What another program reads in a PDF, in one line.
pub(crate) fn printed(client: &Client, path: &str) -> String {
    let text = read_by("pdftotext", &["-", "-"], &client.download(path));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many pages another program counts in a PDF.
pub(crate) fn pages(client: &Client, path: &str) -> usize {
    let info = read_by("pdfinfo", &["-"], &client.download(path));
    info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

on_both_databases! {
    fn every_form_says_the_same(app) {
        let (ann, bo, session) = delivered(&app);
        let path = |end: &str| format!("/v1/feedback/{session}/feedback.{end}");
        let markdown = ann.get(&path("md"));
        markdown.raw(200);
        assert_eq!(markdown.header("content-disposition"), "inline; filename=\"feedback-concepts-2027-01-14.md\"");
        assert_eq!(markdown.header("cache-control"), "no-store");
        let mail = app.mails_to(&ann.email).pop().unwrap();
        let page = app.guest().get(&format!("/feedback?token={}", mail.token()));
        page.raw(200);
        let pdf = printed(&ann, &path("pdf"));
        let headings: Vec<&str> = markdown.text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert!(headings.len() >= 5, "{}", markdown.text);
        for heading in headings {
            assert!(pdf.contains(heading), "{heading}: {pdf}");
            assert!(page.text.contains(&format!(">{heading}</h2>")), "{heading}: {}", page.text);
            assert!(mail.text.contains(&heading.to_uppercase()), "{heading}: {}", mail.text);
        }
        let notes = full_notes();
        let evidence = notes["ratings"][0]["evidence"].as_str().unwrap().split(|c: char| c != ' ' && !c.is_ascii_alphabetic());
        let evidence = evidence.map(str::trim).find(|part| part.len() > 20).unwrap();
        for form in [&markdown.text, &pdf, &page.text, &mail.flat()] {
            assert!(form.contains(evidence) && form.contains("What you chose"), "{evidence}: {form}");
            assert!(!form.contains("private") && !form.contains("Draw the queue"), "{form}");
        }
        // Other readers see the candidate's name.
        let theirs = printed(&bo, &path("pdf"));
        assert!(theirs.contains("What Ann chose") && theirs.contains("Bo interviewed Ann on Thursday, 14 January 2027"), "{theirs}");
    }

    /// What somebody typed to break it is shown as it was typed.
    fn hostile_notes_are_text_in_every_form(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let evil = "<script>alert(1)</script> [here](javascript:alert(2)) x\" class=\"sheet\" onclick=\"y";
        let deep = format!("{}deepest", "> ".repeat(1900));
        let mut notes = full_notes();
        notes["summary"] = json!(format!("{evil}\n\n{deep}\n\n`</code>{evil}`"));
        notes["questions"] = json!([{"title": evil, "how_it_went": format!("```{evil}\n{evil}\n```")}]);
        notes["timeline"] = json!([{"minute": 24, "text": evil}]);
        notes["gaps"][0]["situation"] = json!(format!("Minute 24, and minute 25. {evil}"));
        bo.submits(&session, &notes);
        let mail = app.mails_to(&ann.email).pop().unwrap();
        let page = app.guest().get(&format!("/feedback?token={}", mail.token())).text;
        let markup = "&#60;script&#62;alert(1)&#60;/script&#62; [here](javascript:alert(2)) x&#34; class=&#34;sheet&#34; onclick=&#34;y";
        for html in [&page, &mail.html] {
            assert!(html.matches(markup).count() >= 6 && html.contains("deepest"), "{html}");
            let inside = html.split('<').filter_map(|tag| tag.split('>').next());
            let inside: Vec<_> = inside.filter(|tag| tag.trim_start_matches('/').starts_with("script") || tag.contains(" onclick=\"")).collect();
            assert!(inside.is_empty(), "{inside:?}");
        }
        // The one minute that has an entry leads there.
        assert!(page.contains("<a href=\"#m24\">Minute 24</a>, and minute 25."), "{page}");
        assert!(page.contains("<li id=\"m24\">") && !page.contains("#m25"), "{page}");
        let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.matches(evil).count() >= 4 && text.contains("deepest"), "{text}");
        let markdown = ann.get(&format!("/v1/feedback/{session}/feedback.md")).text;
        assert!(markdown.contains("\\<script\\>alert(1)\\</script\\> \\[here\\](javascript:alert(2))"), "{markdown}");
        let pdf = printed(&ann, &format!("/v1/feedback/{session}/feedback.pdf"));
        assert!(pdf.matches("<script>alert(1)</script>").count() >= 4 && pdf.contains("deepest"), "{pdf}");
    }

    fn people_who_may_not_read_the_feedback_get_no_file_of_it(app) {
        let (ann, _, session) = delivered(&app);
        let (cora, dan) = (app.person("Cora"), app.candidate("Dan"));
        let paths = ["md", "pdf"].map(|end| format!("/v1/feedback/{session}/feedback.{end}"));
        for path in &paths {
            for other in [&cora, &dan] {
                other.get(path).problem(404, "not_found");
            }
            app.guest().get(path).problem(401, "unauthenticated");
        }
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let verified = app.mails_to(&ann.email)[0].token();
        for place in ["/feedback", "/feedback.pdf", "/feedback.md"] {
            let open = |token: &str| app.guest().get(&format!("{place}?token={token}"));
            open(&token).raw(200);
            // The link for something else, a letter too many, none.
            for bad in [verified.as_str(), &format!("{token}x"), ""] {
                open(bad).raw(400);
            }
        }
        let pages = ["/feedback", "/feedback.pdf", "/feedback.md"].map(|place| format!("{place}?token={token}"));
        ann.delete("/v1/me").expect(204);
        for page in &pages {
            app.guest().get(page).raw(400);
        }
        app.clock.advance_minutes(366 * 24 * 60);
        app.guest().get(&pages[0]).raw(400);
    }

    fn the_page_fits_a_phone_and_is_read_without_javascript(app) {
        let (ann, ..) = delivered(&app);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let browser = Browser::start();
        browser.open(&app.at(&format!("/feedback?token={token}")));
        browser.lands_on("Bo would hire you for a junior role.");
        fits_a_phone(&browser);
        browser.pictures("feedback");
        browser.sees("document.querySelector('#name').value = 'Aunt Vera'; document.querySelector('#name').form.submit()");
        let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while browser.sees("return document.querySelector('#made a')?.href") == serde_json::Value::Null {
            assert!(std::time::Instant::now() < until, "no link came");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        fits_a_phone(&browser);
        browser.pictures("feedback.shared");
        let place = browser.sees("return document.querySelector('#made a').href").as_str().unwrap().to_owned();
        browser.open(&app.at(place.strip_prefix("https://candor.example").unwrap()));
        browser.lands_on("The interviewer would hire Ann for a junior role.");
        fits_a_phone(&browser);
    }
}
