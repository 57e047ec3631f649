//! The pages in a real browser: on a phone, by keyboard, without JavaScript.

use crate::support::{Browser, ENTER, PASSWORD, TestApp, TestDatabase};
use serde_json::json;

const ADDRESS: &str = "ann@example.org";
const NEW: &str = "a better sentence";

/// The link of the newest mail, at the address where this Candor is.
fn link(app: &TestApp) -> String {
    let mail = app.mails_to(ADDRESS).pop().unwrap();
    let link = mail.text.split_whitespace().find(|word| word.contains("?token=")).unwrap().to_owned();
    app.at(link.strip_prefix("https://candor.example").unwrap())
}

/// Everything fits a phone: nothing to scroll sideways, buttons big enough for a thumb (WCAG 2.2, 2.5.8),
/// letters big enough that iOS does not zoom in.
#[track_caller]
pub(crate) fn fits_a_phone(browser: &Browser) {
    assert_eq!(browser.sees("return window.innerWidth"), 360);
    assert_eq!(browser.sees("return document.documentElement.scrollWidth"), 360);
    let small = "return [...document.querySelectorAll('button, input:not([type=hidden])')]
        .filter(one => (one.closest('label.choice') ?? one).getBoundingClientRect().height < 40 || (one.type !== 'radio' && parseFloat(getComputedStyle(one).fontSize) < 16))
        .map(one => one.outerHTML)";
    assert_eq!(browser.sees(small), json!([]));
}

/// Keyboard users can see the focus.
#[track_caller]
fn shows_the_focus(browser: &Browser) {
    let outline = "const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2";
    assert_eq!(browser.sees(outline), true);
}

on_both_databases! {
    fn a_link_from_a_mail_is_followed_by_keyboard_on_a_phone_without_javascript(app) {
        let browser = Browser::start();
        browser.open("data:text/html,<title>off</title><script>document.title = 'on'</script>");
        assert_eq!(browser.sees("return document.title"), "off", "the pages' JavaScript is off");

        let form = json!({"email": ADDRESS, "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        browser.open(&link(&app));
        browser.lands_on("Confirm your email address");
        fits_a_phone(&browser);
        browser.tabs_to("button");
        shows_the_focus(&browser);
        browser.pictures("verify_email");
        browser.types(ENTER);
        browser.lands_on("Your email address is confirmed");
        fits_a_phone(&browser);
        browser.pictures("verified");

        app.guest().post("/v1/auth/forgot-password", json!({"email": ADDRESS})).expect(202);
        browser.open(&link(&app));
        browser.lands_on("Choose a new password");
        fits_a_phone(&browser);
        browser.tabs_to("input[type=password]");
        shows_the_focus(&browser);
        let label = "return document.activeElement.labels[0].textContent";
        assert_eq!(browser.sees(label), "New password");
        browser.types(NEW);
        browser.pictures("reset_password");
        browser.types(ENTER);
        browser.lands_on("Your password has been changed");
        browser.pictures("reset");
        let signs_in = |password| app.guest().post("/v1/auth/login", json!({"email": ADDRESS, "password": password})).status;
        assert_eq!((signs_in(PASSWORD), signs_in(NEW)), (401, 200));

        // Opened once more from the mail: kindly refused.
        browser.open(&link_of_the_reset(&app));
        browser.lands_on("Choose a new password");
        browser.tabs_to("input[type=password]");
        browser.types(NEW);
        browser.types(ENTER);
        browser.lands_on("That didn't work");
        fits_a_phone(&browser);
        browser.pictures("refused");
    }
}

fn link_of_the_reset(app: &TestApp) -> String {
    let mails = app.mails_to(ADDRESS);
    let mail = mails.iter().find(|mail| mail.subject.starts_with("Choose a new password")).unwrap();
    app.at(&format!("/reset-password?token={}", mail.token()))
}
