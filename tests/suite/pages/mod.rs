//! Pages in a browser other than those behind mailed links.

pub(crate) mod browser;
mod front;
mod refusals;

use crate::support::{TestApp, TestDatabase};

/// What browsers send, cut short.
const BROWSER: [(&str, &str); 1] = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];

on_both_databases! {
    fn docs_are_found_with_and_without_a_slash(app) {
        let redirect = app.guest().get("/docs");
        assert_eq!((redirect.status, redirect.header("location")), (307, "/docs/"));
        let page = app.guest().get("/docs/");
        assert_eq!(page.status, 200);
        assert!(page.text.contains("swagger-ui"));
        // It loads scripts and data only from this server, and runs no inline scripts.
        let policy = |path: &str| app.guest().get(path).header("content-security-policy").to_owned();
        for path in ["/docs/", "/docs/index.html", "/docs/swagger-ui-bundle.js"] {
            let policy = policy(path);
            for part in ["default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            assert!(!policy.contains("http") && !policy.contains("unsafe-eval"), "{path}: {policy}");
        }
        for script in page.text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=\"./"), "{tag}");
        }
        // Nothing is fetched from elsewhere.
        assert!(!page.text.contains("http://") && !page.text.contains("https://"), "{}", page.text);
    }

    fn a_browser_is_shown_a_page_where_there_is_nothing(app) {
        let page = app.guest().send("GET", "/verify-emai", &BROWSER, None);
        assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
        assert!(page.text.contains("There&#39;s nothing here"), "{}", page.text);
        // The API stays an API, also for browsers.
        app.guest().send("GET", "/v1/nothing", &BROWSER, None).problem(404, "not_found");
        app.guest().get("/verify-emai").problem(404, "not_found");
    }

    fn a_form_that_cannot_be_read_is_answered_by_a_page(app) {
        let mut sent = BROWSER.to_vec();
        sent.push(("content-type", "application/x-www-form-urlencoded"));
        let long = format!("token={}", "a".repeat(300_000));
        for (body, status, says) in
            [("token=a&token=b", 400, "couldn&#39;t be read"), (&long, 413, "The body is larger than 256 KiB.")]
        {
            let page = app.guest().send("POST", "/verify-email", &sent, Some(body));
            assert_eq!((page.status, page.header("content-type")), (status, "text/html; charset=utf-8"));
            assert!(page.text.contains(says), "{}", page.text);
        }
        let page = app.guest().send("GET", "/verify-email?token=a&token=b", &BROWSER, None);
        assert_eq!((page.status, page.header("content-type")), (400, "text/html; charset=utf-8"));
    }
}
