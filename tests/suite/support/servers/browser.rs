use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A Chromium of its own, phone-wide and without JavaScript, driven by keyboard through WebDriver
/// (<https://www.w3.org/TR/webdriver2/>): a few lines of JSON over HTTP, so no crate is needed for it.
pub struct Browser {
    driver: Child,
    session: String,
    agent: ureq::Agent,
    _profile: tempfile::TempDir,
}

/// Keys, as WebDriver writes them.
const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";

impl Browser {
    /// Starts one. Debian's `chromium-driver` brings the driver and the browser.
    pub fn start() -> Self {
        // Of drivers that start in one moment one may find the port taken that it had chosen, and ends.
        let (driver, port) = (0..5).find_map(|_| driver()).expect("a driver that names its port");
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            agent: config.into(),
            _profile: profile,
        };
        let data = format!("--user-data-dir={}", browser._profile.path().display());
        let args = [
            "--headless=new",
            "--no-sandbox", // the tests may run as root, whom Chromium's sandbox refuses
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &data,
        ];
        let options = json!({
            "args": args,
            "prefs": {"profile.managed_default_content_settings.javascript": 2},
            "mobileEmulation": {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2}}
        });
        let opened = browser.ask("", json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}));
        browser.session = format!("{}/{}", browser.session, opened["sessionId"].as_str().unwrap());
        browser
    }

    /// Opens a page.
    pub fn open(&self, url: &str) {
        self.ask("/url", json!({"url": url}));
    }

    /// Types, key by key, into the focused element.
    pub fn types(&self, keys: &str) {
        let strokes: Vec<_> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|action| json!({"type": action, "value": key.to_string()})))
            .collect();
        self.ask("/actions", json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
    }

    /// Presses Tab until this has the focus; it has to come within a few steps.
    #[track_caller]
    pub fn tabs_to(&self, css: &str) {
        for _ in 0..6 {
            self.types(TAB);
            if self.sees(&format!("return document.activeElement.matches({})", json!(css))) == true {
                return;
            }
        }
        panic!("{css} cannot be reached with the Tab key");
    }

    /// Waits for a page with this heading.
    #[track_caller]
    pub fn lands_on(&self, heading: &str) {
        let until = Instant::now() + Duration::from_secs(20);
        let mut seen = Value::Null;
        while Instant::now() < until {
            seen = self.sees("return document.querySelector('h1')?.textContent");
            if seen == heading {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{heading:?} did not come; there is {seen}");
    }

    /// What the driver reads from the page; its own scripts run although the page's don't.
    pub fn sees(&self, script: &str) -> Value {
        self.ask("/execute/sync", json!({"script": script, "args": []}))
    }

    /// Keeps a picture in the folder named by `CANDOR_TEST_SCREENSHOTS`, where one is.
    pub fn pictures(&self, name: &str) {
        use base64::Engine;
        let Some(folder) = std::env::var_os("CANDOR_TEST_SCREENSHOTS") else { return };
        let answer = self.agent.get(format!("{}/screenshot", self.session)).call().unwrap();
        let answer: Value = answer.into_body().read_json().unwrap();
        let bytes = base64::prelude::BASE64_STANDARD.decode(answer["value"].as_str().unwrap()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }

    #[track_caller]
    fn ask(&self, path: &str, body: Value) -> Value {
        let answer = self.agent.post(format!("{}{path}", self.session)).send_json(&body).unwrap();
        let status = answer.status();
        let mut answer: Value = answer.into_body().read_json().unwrap();
        assert!(status.is_success(), "{path}: {answer}");
        answer["value"].take()
    }
}

/// A driver and the port that it listens on.
fn driver() -> Option<(Child, u16)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is not installed: run ./scripts/test, which brings it");
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_suffix('.')?.split_once("successfully on port ")?.1.parse().ok());
    if port.is_none() {
        let _ = driver.wait();
    }
    Some((driver, port?))
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closes the browser, which would outlive its driver otherwise. A test that failed may have no session.
        let _closed = self.agent.delete(&self.session).call();
        let _killed = self.driver.kill();
        let _ended = self.driver.wait();
    }
}
