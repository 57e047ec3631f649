//! The components of a file: where each begins, and its own properties.

use super::Unreadable;
use super::lines::{Line, unfold};

/// Components directly inside a calendar; they're never nested in each other.
const OUTER: [&str; 6] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"];
/// How many open components are searched for a matching END. RFC 5545 and its successors nest at most four.
const DEEPEST: usize = 8;

/// A VCALENDAR.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    /// Whether everything in it is cancelled (METHOD:CANCEL; RFC 5546, section 3.2.5).
    pub(crate) cancels: bool,
    pub(crate) components: Vec<Component>,
}

/// A component of a calendar, or an observance of a time zone.
#[derive(Debug)]
pub(crate) struct Component {
    /// Its type, in upper case.
    pub(crate) kind: String,
    /// The line on which it begins, from 1.
    pub(crate) line: usize,
    pub(crate) lines: Vec<Line>,
    /// The observances of a time zone.
    pub(crate) parts: Vec<Component>,
}

impl Component {
    fn new(kind: String, line: usize) -> Self {
        Self { kind, line, lines: Vec::new(), parts: Vec::new() }
    }

    /// The value of the first property of this name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.name == name).map(|line| line.value.as_str())
    }
}

/// Every calendar of a file. A missing or extra END loses nothing.
pub(crate) fn calendars(text: &str) -> Result<Vec<Calendar>, Unreadable> {
    let lines = unfold(text);
    let is_begin = |line: Line| line.name == "BEGIN" && line.value.eq_ignore_ascii_case("VCALENDAR");
    if !lines.first().and_then(|(_, line)| Line::of(line)).is_some_and(is_begin) {
        return Err(Unreadable::NoCalendar);
    }
    let mut reader = Reader::default();
    for (number, line) in &lines {
        if let Some(line) = Line::of(line) {
            reader.take(*number, line);
        }
    }
    reader.end_component();
    if reader.ended < reader.calendars.len() {
        return Err(Unreadable::CutShort);
    }
    Ok(reader.calendars)
}

#[derive(Default)]
struct Reader {
    calendars: Vec<Calendar>,
    /// How many calendars have ended.
    ended: usize,
    current: Option<Component>,
    /// The open components inside the current one.
    inner: Vec<String>,
}

impl Reader {
    fn take(&mut self, number: usize, line: Line) {
        let kind = line.value.to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => self.begin(kind, number),
            "END" => self.end(&kind),
            _ => self.keep(line),
        }
    }

    fn begin(&mut self, kind: String, number: usize) {
        if kind == "VCALENDAR" {
            self.end_component();
            self.calendars.push(Calendar::default());
        } else if OUTER.contains(&kind.as_str()) {
            self.end_component();
            self.current = Some(Component::new(kind, number));
        } else {
            if let (Some(zone), true) = (&mut self.current, matches!(kind.as_str(), "STANDARD" | "DAYLIGHT")) {
                // One without an end ends here.
                self.inner.clear();
                zone.parts.push(Component::new(kind.clone(), number));
            }
            self.inner.push(kind);
        }
    }

    fn end(&mut self, kind: &str) {
        if kind == "VCALENDAR" {
            self.end_component();
            self.ended = self.calendars.len().min(self.ended + 1);
        } else if self.current.as_ref().is_some_and(|current| current.kind == kind) {
            self.end_component();
        } else if let Some(above) = self.inner.iter().rev().take(DEEPEST).position(|open| open == kind) {
            self.inner.truncate(self.inner.len() - above - 1);
        }
    }

    fn keep(&mut self, line: Line) {
        match (&mut self.current, self.inner.as_slice()) {
            (Some(current), []) => current.lines.push(line),
            (Some(current), [observance]) if matches!(observance.as_str(), "STANDARD" | "DAYLIGHT") => {
                if let Some(part) = current.parts.last_mut() {
                    part.lines.push(line);
                }
            }
            (None, []) if line.name == "METHOD" => {
                if let Some(calendar) = self.calendars.last_mut() {
                    calendar.cancels = line.value.eq_ignore_ascii_case("CANCEL");
                }
            }
            _ => {}
        }
    }

    /// Ends the current component; components outside any calendar belong to the previous one.
    fn end_component(&mut self) {
        self.inner.clear();
        if let (Some(component), Some(calendar)) = (self.current.take(), self.calendars.last_mut()) {
            calendar.components.push(component);
        }
    }
}
