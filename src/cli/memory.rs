//! How much memory glibc keeps for threads. It reads the setting before `main`, so a process that wants another one
//! starts itself again.

/// The environment variable that glibc reads (mallopt(3)).
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ARENAS: &str = "MALLOC_ARENA_MAX";

/// Starts this process again, in place and under the same id, with one pool of memory (arena) for each core, unless the
/// environment sets a number. By default glibc has eight a core, and each keeps the most that it ever held: under
/// `scripts/hostile` that's 680 MB instead of 260 on two cores.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) fn limit_arenas() {
    use std::os::unix::process::CommandExt;
    if std::env::var_os(ARENAS).is_some() {
        return;
    }
    let arenas = crate::service::gate::cores().max(2).to_string();
    let again = std::env::current_exe().map(|program| {
        let mut arguments = std::env::args_os();
        let mut command = std::process::Command::new(program);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        // Comes back only if it fails.
        command.args(arguments).env(ARENAS, arenas).exec()
    });
    let (Ok(error) | Err(error)) = again;
    tracing::warn!(%error, "can't start again with {ARENAS}; memory may grow further than it has to");
}

/// Only glibc has arenas.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn limit_arenas() {}
