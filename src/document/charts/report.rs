//! A program's report as a chart: a bar for each figure, under headings. What the report leaves out for privacy isn't
//! drawn either, because the chart is made from the report.

use super::{pixels, svg};
use crate::domain::practice::trends::BAR;
use crate::domain::program::report::{PEOPLE_LEAST, Report, Share};
use askama::Template;

const LEFT: i32 = 16;
const RIGHT: i32 = 424;
const TOP: i32 = 66;
/// A heading, with the space before it.
const HEADING: i32 = 52;
/// A label and its bar.
const ROW: i32 = 46;
/// A line of text instead of bars.
const REMARK: i32 = 32;

/// Competencies shown, the lowest first.
const MAX_COMPETENCIES: usize = 8;

/// Characters of a program's name that fit.
const MAX_NAME: usize = 36;

#[derive(Template)]
#[template(path = "charts/report.svg")]
struct Chart {
    title: String,
    words: String,
    program: String,
    days: String,
    height: i32,
    sections: Vec<Drawn>,
}

/// A section and its position.
struct Drawn {
    top: i32,
    heading: &'static str,
    bars: Vec<DrawnBar>,
    mark: Option<i32>,
    remark: String,
    remark_y: i32,
}

/// A bar and its position.
struct DrawnBar {
    top: i32,
    label: String,
    value: String,
    reach: Option<Reach>,
}

/// The filled part of a bar.
struct Reach {
    x: i32,
    width: i32,
    /// Whether it goes to the left of where it starts.
    less: bool,
}

/// A figure.
struct Bar {
    label: String,
    value: String,
    /// Its two ends, from 0 to 1 of the width; `None` if there's no value.
    reach: Option<(f64, f64)>,
}

impl Bar {
    fn share(label: &str, share: Share) -> Self {
        let value = match share.percent() {
            Some(percent) => format!("{percent} % of {}", share.of),
            None => "none yet".to_owned(),
        };
        Self { label: label.to_owned(), value, reach: share.percent().map(|percent| (0.0, part(percent, 100))) }
    }
}

/// Figures under a heading, and the text below them.
struct Section {
    heading: &'static str,
    bars: Vec<Bar>,
    remark: String,
    /// The position of a dashed line, from 0 to 1 of the width.
    mark: Option<f64>,
}

impl Section {
    fn height(&self) -> i32 {
        let rows = i32::try_from(self.bars.len()).unwrap_or(0);
        HEADING + ROW * rows + if self.remark.is_empty() { 0 } else { REMARK }
    }
}

/// `one` as a fraction of `of`; 0 if `of` is 0.
fn part(one: usize, of: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if of == 0 { 0.0 } else { number(one) / number(of) }
}

fn sections(report: &Report) -> Vec<Section> {
    let section = |heading, bars| Section { heading, bars, remark: String::new(), mark: None };
    let waited = report.median_hours_waited.map(|hours| format!("Half of them waited {hours} hours or less."));
    let met = vec![
        Bar::share("Notes within 24 hours", report.notes_in_time),
        Bar::share("Candidates with a session", report.candidates_met),
        Bar::share("Requests that led to a session", report.requests_met),
    ];
    vec![
        Section { remark: waited.unwrap_or_default(), ..section("Sessions and notes", met) },
        section("How the sessions went", sessions(report)),
        reviews(report),
        competencies(report),
        growth(report),
    ]
}

fn sessions(report: &Report) -> Vec<Bar> {
    let all = &report.sessions;
    let counts = [
        ("Took place", all.held),
        ("Of these, with somebody late", all.ran_late),
        ("Of these, without notes", all.without_notes),
        ("Missed", all.absent),
        ("Cancelled in time", all.cancelled),
        ("Cancelled late", all.cancelled_late),
        ("Disputed", all.disputed),
        ("Upcoming", all.upcoming),
    ];
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let bar = |(label, count): (&str, usize)| Bar {
        label: label.to_owned(),
        value: count.to_string(),
        reach: Some((0.0, part(count, most))),
    };
    counts.map(bar).into_iter().collect()
}

fn from_people(what: &str) -> String {
    format!("{what} appear here once there are at least {PEOPLE_LEAST} people.")
}

fn reviews(report: &Report) -> Section {
    let heading = "What candidates say";
    let Some(all) = report.reviews else {
        return Section { heading, bars: Vec::new(), remark: from_people("Answers"), mark: None };
    };
    let bars = vec![
        Bar::share("The interviewer was on time", all.on_time),
        Bar::share("The questions fit the level", all.questions_fit),
        Bar::share("The hints helped", all.hints_helped),
        Bar::share("The notes were specific", all.notes_specific),
        Bar::share("Would practise with them again", all.would_meet_again),
    ];
    Section { heading, bars, remark: String::new(), mark: None }
}

/// A rating from 1 to 4, as a fraction of the width.
fn along(rating: f64) -> f64 {
    (rating - 1.0) / 3.0
}

fn competencies(report: &Report) -> Section {
    let heading = "What candidates need to work on most";
    let bars: Vec<Bar> = report
        .competencies
        .iter()
        .take(MAX_COMPETENCIES)
        .map(|one| Bar {
            label: format!("{} ({})", one.name, one.kind.label()),
            value: format!("{:.2}, {} people", one.mean, one.people),
            reach: Some((0.0, along(one.mean))),
        })
        .collect();
    if bars.is_empty() {
        return Section { heading, bars, remark: from_people("Ratings"), mark: None };
    }
    let remark = format!("From 1 to 4; - - - is {BAR}, what a level needs.");
    Section { heading, bars, remark, mark: Some(along(BAR.into())) }
}

fn growth(report: &Report) -> Section {
    let heading = "From the first session to the third";
    let bars: Vec<Bar> = report
        .growth
        .iter()
        .map(|one| Bar {
            label: capital(one.kind.label()),
            value: format!("{:+.2} points, {} people", one.difference, one.people),
            // Zero is in the middle, and the edges are at one and a half points.
            reach: Some((0.5, (0.5 + one.difference / 3.0).clamp(0.0, 1.0))),
        })
        .collect();
    if bars.is_empty() {
        return Section { heading, bars, remark: from_people("Changes in ratings"), mark: None };
    }
    Section { heading, bars, remark: "Right of - - - means better.".to_owned(), mark: Some(0.5) }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The chart as SVG, with what it shows in words as its description. `days` says what it covers: `since 11 January 2027`.
pub fn report(program: &str, days: &str, report: &Report) -> String {
    let sections = sections(report);
    let mut top = TOP;
    let mut drawn = Vec::with_capacity(sections.len());
    let words = words(&sections);
    for section in sections {
        let height = section.height();
        drawn.push(draw(section, top));
        top += height;
    }
    svg(&Chart {
        title: format!("What came of {program} {days}"),
        words,
        program: shortened(program),
        days: days.to_owned(),
        height: top + 16,
        sections: drawn,
    })
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    name.chars().take(MAX_NAME).chain(['\u{2026}']).collect()
}

fn x(of_width: f64) -> i32 {
    LEFT + pixels(of_width * f64::from(RIGHT - LEFT))
}

fn draw(section: Section, top: i32) -> Drawn {
    let remark_y = section.height() - REMARK + 20;
    let bar = |(row, bar): (i32, Bar)| DrawnBar {
        top: HEADING + ROW * row,
        label: bar.label,
        value: bar.value,
        reach: bar.reach.map(|(from, to)| Reach {
            x: x(from.min(to)),
            width: x(from.max(to)) - x(from.min(to)),
            less: to < from,
        }),
    };
    Drawn {
        top,
        heading: section.heading,
        bars: (0..).zip(section.bars).map(bar).collect(),
        mark: section.mark.map(x),
        remark: section.remark,
        remark_y,
    }
}

/// Everything that is drawn, in sentences.
fn words(sections: &[Section]) -> String {
    let sentence = |section: &Section| {
        let bars: Vec<String> = section.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect();
        let figures = if bars.is_empty() { String::new() } else { format!(" {}.", bars.join("; ")) };
        let remark = if section.mark.is_some() || section.remark.is_empty() {
            String::new()
        } else {
            format!(" {}", section.remark)
        };
        format!("{}.{figures}{remark}", section.heading)
    };
    sections.iter().map(sentence).collect::<Vec<_>>().join(" ")
}
