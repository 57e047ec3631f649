//! The binary: reads the command line and does what it says.

use std::process::ExitCode;

fn main() -> ExitCode {
    match candor::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("candor: {error}");
            ExitCode::FAILURE
        }
    }
}
