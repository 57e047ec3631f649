use super::{Client, Mail, Person, TestClock, TestDatabase, mailbox};
use actix_web::dev::ServerHandle;
use candor::app::App;
use candor::calendar::fetch::Fetcher;
use candor::domain::Secret;
use candor::mail::{Frame, Transport};
use candor::service::account::address_requests;
use candor::service::account::passwords::Cost;
use candor::service::front::Counted;
use candor::service::gate::Gates;
use candor::service::limits::Limits;
use candor::service::tokens::Keys;
use candor::service::{Clock, Directory, Resources, Services, Settings, delivery};
use candor::store::{Store, migrate};
use std::net::TcpListener;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What signs every Candor of the tests, so that a token is good at each of them.
pub const SECRET: &str = "a secret of the tests, long enough to sign";

/// A running Candor: a database, a port, a clock and a folder of mails of its own.
pub struct TestApp {
    pub clock: TestClock,
    pub services: Arc<Services>,
    base: String,
    transport: Arc<Transport>,
    mails: tempfile::TempDir,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    // Last: dropped, and its database with it, after everything that uses it.
    database: Arc<TestDatabase>,
}

impl TestApp {
    /// Starts one without rate limits.
    pub fn start(database: TestDatabase) -> Self {
        Self::start_with(database, Limits::off())
    }

    /// Starts one with these limits.
    pub fn start_with(database: TestDatabase, limits: Limits) -> Self {
        Self::start_on(Arc::new(database), TestClock::new(), limits, false)
    }

    /// Starts one with the usual limits that believes a proxy in front: a test says where it comes from.
    pub fn start_behind_a_proxy(database: TestDatabase) -> Self {
        Self::start_on(Arc::new(database), TestClock::new(), Limits::usual(), true)
    }

    /// Another one on the same database, by the same clock.
    pub fn beside(&self) -> Self {
        Self::start_on(self.database.clone(), self.clock.clone(), Limits::off(), false)
    }

    fn start_on(database: Arc<TestDatabase>, clock: TestClock, limits: Limits, trust_proxy: bool) -> Self {
        let mails = tempfile::tempdir().unwrap();
        let transport = Arc::new(Transport::files(mails.path()).unwrap());
        let services = Arc::new(services(&database, clock.clock()));
        let app = App {
            services: services.clone(),
            transport: transport.clone(),
            fetcher: Arc::new(Fetcher::new(Vec::new(), 0)),
            limits: Arc::new(limits),
            slow_bodies: Arc::new(Semaphore::new(candor::http::MAX_SLOW)),
            trust_proxy,
            metrics: metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = candor::http::serve(app, listener, 2, 1000, Duration::from_secs(5)).unwrap();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        let handle = told.recv().unwrap();
        Self { clock, services, base, transport, mails, handle, thread: Some(thread), database }
    }

    /// Its database, to be used beside it or after it.
    pub fn database(&self) -> &Arc<TestDatabase> {
        &self.database
    }

    /// Where a path of this Candor is reached.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Somebody who is not signed in.
    pub fn guest(&self) -> Client {
        Client::new(&self.base, None)
    }

    /// Somebody with an account and a confirmed address, signed in: all of it through HTTP.
    pub fn person(&self, name: &str) -> Person {
        Person::join(self, name)
    }

    /// Somebody with a candidate profile.
    pub fn candidate(&self, name: &str) -> Person {
        let person = self.person(name);
        person.wants_to_practise();
        person
    }

    /// Somebody who volunteers for everything, every day from 08:00 to 20:00 UTC.
    pub fn interviewer(&self, name: &str) -> Person {
        let person = self.person(name);
        person.volunteers();
        person
    }

    /// Sends what's due and returns every mail sent since the test began, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.send_due();
        self.sent()
    }

    /// Looks into what was asked about addresses.
    pub fn look_into_requests(&self) {
        address_requests::work_off(&self.services, &|| false).unwrap();
    }

    /// Sends what is due, and what was asked about addresses; answers how many mails that were.
    pub fn send_due(&self) -> usize {
        self.look_into_requests();
        let mut handled = 0;
        loop {
            match delivery::send_due(&self.services, &self.transport, &|| false).unwrap() {
                0 => return handled,
                some => handled += some,
            }
        }
    }

    /// Makes mails fail from now on, as if the mail server were down.
    pub fn lose_the_mailbox(&self) {
        std::fs::remove_dir_all(self.mails.path()).unwrap();
    }

    /// Every mail sent since the test began, without sending what waits.
    pub fn sent(&self) -> Vec<Mail> {
        self.sent_after(0)
    }

    /// Like [`TestApp::sent`], without the first `count`.
    pub fn sent_after(&self, count: usize) -> Vec<Mail> {
        mailbox::read(self.mails.path(), count)
    }

    /// Those of [`TestApp::mails`] that went to this person.
    pub fn mails_to(&self, email: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to == email).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let handle = self.handle.clone();
        actix_web::rt::System::new().block_on(async move { handle.stop(false).await });
        if let Some(thread) = self.thread.take() {
            // A panic in there has failed the test already.
            let _ended = thread.join();
        }
    }
}

/// The services of an app, on a migrated database.
pub fn services(database: &TestDatabase, clock: Clock) -> Services {
    Services::new(resources(database, clock, "https://candor.example"))
}

/// The same before it is put together, at this public address.
pub fn resources(database: &TestDatabase, clock: Clock, public_url: &str) -> Resources {
    let store = Store::open(&database.url(), 8).unwrap();
    migrate::up(&store).unwrap();
    Resources {
        store,
        clock,
        keys: Keys::new(&Secret::new(SECRET.into())),
        settings: Settings {
            frame: Frame::new(public_url.parse().unwrap(), "Candor <hello@candor.example>".parse().unwrap()),
            meeting_base: None,
            operator: Some("operator@example.org".parse().unwrap()),
            quiet_hours: true,
            password_cost: Cost::Test,
        },
        directory: Directory::default(),
        counted: Counted::default(),
        gates: Gates::default(),
    }
}
