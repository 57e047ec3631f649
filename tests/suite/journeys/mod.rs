//! Whole journeys: the main job, the demo, and the real binary as a process.

mod demo;
mod hostile;
mod lived;
mod main_job;
mod processes;
mod ten_weeks;
mod term;
mod whole_path;
