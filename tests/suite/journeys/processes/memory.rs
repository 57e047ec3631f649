//! What a process does about memory before it serves.

use crate::support::{Process, TestApp, TestDatabase};

/// A variable of a process's environment as the kernel has it: what glibc read.
#[cfg(target_os = "linux")]
fn variable(process: &Process, name: &str) -> Option<String> {
    let environment = std::fs::read(format!("/proc/{}/environ", process.id())).unwrap();
    let all = environment.split(|byte| *byte == 0).map(|one| String::from_utf8_lossy(one).into_owned());
    all.into_iter().find_map(|one| Some(one.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}

on_both_databases_racing! {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    fn it_serves_with_few_arenas_or_with_as_many_as_it_is_given(app) {
        let cores = std::thread::available_parallelism().unwrap().get().max(2);
        let process = Process::start(app.database(), &[]);
        assert_eq!(variable(&process, "MALLOC_ARENA_MAX"), Some(cores.to_string()));
        assert_eq!(process.guest().get("/healthz").status, 200);
        drop(process);
        let process = Process::start(app.database(), &[("MALLOC_ARENA_MAX", "7")]);
        assert_eq!(variable(&process, "MALLOC_ARENA_MAX").as_deref(), Some("7"));
    }
}
