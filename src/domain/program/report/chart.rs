//! A program's report as a picture: a bar for each figure, under headings, and the same in words. What is told only of five people or
//! more is not here of fewer either, for both are made of the same report.

use super::{PEOPLE_LEAST, Report, Share};
use crate::domain::chart_style::{Area, Drawn, FIRST, GRID, INK, SECOND, SOFT, svg};
use crate::domain::practice::trends::BAR;
use plotters::prelude::*;

/// Narrow enough to be read on a phone.
const WIDTH: u32 = 440;
const LEFT: i32 = 16;
const RIGHT: i32 = 424;
const TOP: i32 = 66;
/// A heading, with the space before it.
const HEADING: i32 = 52;
/// A label and its bar.
const ROW: i32 = 46;
/// A line in the place of bars.
const REMARK: i32 = 32;

/// Competencies shown, the lowest.
const MOST: usize = 8;

/// Letters of a program's name that fit.
const NAME: usize = 36;

/// A figure.
struct Bar {
    label: String,
    value: String,
    /// From where to where it goes, from 0 to 1 of the width; nothing where there is nothing to tell.
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

/// Figures under a heading, and what is to be said below them.
struct Section {
    heading: &'static str,
    bars: Vec<Bar>,
    remark: String,
    /// Where a line of dashes is, from 0 to 1 of the width.
    mark: Option<f64>,
}

impl Section {
    fn height(&self) -> i32 {
        let rows = i32::try_from(self.bars.len()).unwrap_or(0);
        HEADING + ROW * rows + if self.remark.is_empty() { 0 } else { REMARK }
    }
}

/// So much of how much; of nothing nothing.
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
        ("Missed", all.absent),
        ("Cancelled in time", all.called_off),
        ("Cancelled late", all.called_off_late),
        ("Disputed", all.disputed),
        ("Upcoming", all.to_come),
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

/// From 1 to 4, as a part of the width.
fn along(rating: f64) -> f64 {
    (rating - 1.0) / 3.0
}

fn competencies(report: &Report) -> Section {
    let heading = "What candidates need to work on most";
    let bars: Vec<Bar> = report
        .competencies
        .iter()
        .take(MOST)
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
            // Nothing is in the middle, and a step and a half at either edge.
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

/// The picture as SVG, with what it shows in words as its description.
pub fn chart(program: &str, since: &str, report: &Report) -> String {
    let sections = sections(report);
    let height = TOP + sections.iter().map(Section::height).sum::<i32>() + 16;
    let size = (WIDTH, u32::try_from(height).unwrap_or(WIDTH));
    svg(size, &format!("What came of {program} since {since}"), &words(&sections), |root| {
        text(root, &shortened(program), (LEFT, 12), 24, INK)?;
        text(root, &format!("What came of it since {since}"), (LEFT, 42), 18, SOFT)?;
        let mut top = TOP;
        for section in &sections {
            draw(root, section, top)?;
            top += section.height();
        }
        Ok(())
    })
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME).chain(['\u{2026}']).collect()
}

fn text<'a>(root: &Area<'a>, words: &str, at: (i32, i32), size: i32, colour: RGBColor) -> Drawn<'a> {
    root.draw(&Text::new(words.to_owned(), at, ("sans-serif", size).into_font().color(&colour)))
}

fn x(of_width: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "some hundred pixels")]
    let along = (of_width * f64::from(RIGHT - LEFT)).round() as i32;
    LEFT + along
}

fn draw<'a>(root: &Area<'a>, section: &Section, top: i32) -> Drawn<'a> {
    text(root, section.heading, (LEFT, top + 18), 21, INK)?;
    let rows = (0..).map(|row| top + HEADING + ROW * row);
    for (bar, top) in section.bars.iter().zip(rows) {
        text(root, &bar.label, (LEFT, top + 2), 17, SOFT)?;
        let at =
            TextStyle::from(("sans-serif", 17).into_font()).color(&INK).pos(plotters::style::text_anchor::Pos::new(
                plotters::style::text_anchor::HPos::Right,
                plotters::style::text_anchor::VPos::Top,
            ));
        root.draw(&Text::new(bar.value.clone(), (RIGHT, top + 2), at))?;
        let (bar_top, bar_end) = (top + 25, top + 37);
        root.draw(&Rectangle::new([(LEFT, bar_top), (RIGHT, bar_end)], GRID.filled()))?;
        if let Some((from, to)) = bar.reach {
            let colour = if to < from { SECOND } else { FIRST };
            let (left, right) = (x(from.min(to)), x(from.max(to)));
            if left < right {
                root.draw(&Rectangle::new([(left, bar_top), (right, bar_end)], colour.filled()))?;
            }
        }
        if let Some(mark) = section.mark {
            for y in (bar_top - 5..bar_end + 5).step_by(6) {
                root.draw(&PathElement::new([(x(mark), y), (x(mark), y + 3)], INK.stroke_width(2)))?;
            }
        }
    }
    if section.remark.is_empty() {
        return Ok(());
    }
    text(root, &section.remark, (LEFT, top + section.height() - REMARK + 6), 17, SOFT)
}

/// Everything that is drawn, in sentences.
fn words(sections: &[Section]) -> String {
    let told = |section: &Section| {
        let bars: Vec<String> = section.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect();
        let figures = if bars.is_empty() { String::new() } else { format!(" {}.", bars.join("; ")) };
        let remark = if section.mark.is_some() || section.remark.is_empty() {
            String::new()
        } else {
            format!(" {}", section.remark)
        };
        format!("{}.{figures}{remark}", section.heading)
    };
    sections.iter().map(told).collect::<Vec<_>>().join(" ")
}
