use std::io::{self, Write};
use std::sync::{Arc, Mutex, Once, OnceLock, PoisonError};
use tracing_subscriber::fmt::MakeWriter;

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Lines;

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is logged as an error from the first call on, by every Candor of this process, so far.
pub fn logged_errors() -> String {
    static START: Once = Once::new();
    START.call_once(|| {
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_ansi(false);
        log.with_writer(|| Lines).init();
    });
    String::from_utf8_lossy(&LINES.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}

/// The SQL statements, without their values, that this thread runs meanwhile.
pub fn statements_of(work: impl FnOnce()) -> Vec<String> {
    // With a single subscriber, whether a call site is of interest is asked of the thread that gets there first, and kept.
    static SECOND: OnceLock<tracing::Dispatch> = OnceLock::new();
    SECOND.get_or_init(|| {
        let log = tracing_subscriber::fmt().with_env_filter("candor::sql=trace").with_writer(io::sink);
        tracing::Dispatch::new(log.finish())
    });
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = tracing_subscriber::fmt().with_env_filter("candor::sql=trace").with_ansi(false).without_time();
    let log = log.with_target(false).with_level(false).with_writer(Held(lines.clone())).finish();
    tracing::subscriber::with_default(log, work);
    let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&lines).lines().map(str::to_owned).collect()
}

#[derive(Clone)]
struct Held(Arc<Mutex<Vec<u8>>>);

impl Write for Held {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Held {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
