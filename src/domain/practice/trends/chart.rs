//! Trends as a picture: one panel for each competency, the ratings as points, the bar as a line of dashes.

use super::{BAR, Trend, Trends};
use crate::domain::chart_style::{Area, Drawn, FIRST, GRID, INK, SECOND, SOFT, svg};
use plotters::prelude::*;

const WIDTH: u32 = 640;
const HEAD: u32 = 56;
const PANEL: u32 = 116;
/// Where the points are, in pixels from a panel's edges.
const LEFT: i32 = 34;
const RIGHT: i32 = 16;
const TOP: i32 = 32;
/// From one rating to the next.
const STEP: i32 = 22;

/// The picture as SVG, with what it shows in words as its description.
pub fn chart(trends: &Trends) -> String {
    let panels = u32::try_from(trends.competencies.len()).unwrap_or(0);
    let words: Vec<&str> = trends.competencies.iter().map(|trend| trend.text.as_str()).collect();
    svg((WIDTH, HEAD + PANEL * panels), &title(trends), &words.join(" "), |root| draw(root, trends))
}

fn draw<'a>(root: &Area<'a>, trends: &Trends) -> Drawn<'a> {
    root.draw(&Text::new(title(trends), (LEFT - 18, 10), ("sans-serif", 21).into_font().color(&INK)))?;
    let key = [(FIRST, "their ratings"), (SECOND, "your ratings")];
    for (place, (colour, words)) in (0..).zip(key) {
        let x = LEFT - 12 + place * 150;
        match place {
            0 => root.draw(&Circle::new((x, 41), 4, colour.filled()))?,
            _ => root.draw(&Circle::new((x, 41), 4, colour.stroke_width(2)))?,
        }
        root.draw(&Text::new(words, (x + 10, 34), ("sans-serif", 16).into_font().color(&SOFT)))?;
    }
    root.draw(&Text::new(
        "- - -  what the level needs",
        (LEFT - 12 + 290, 34),
        ("sans-serif", 16).into_font().color(&SOFT),
    ))?;
    let (_, body) = root.split_vertically(HEAD);
    for (area, trend) in body.split_evenly((trends.competencies.len().max(1), 1)).iter().zip(&trends.competencies) {
        panel(area, trend)?;
    }
    Ok(())
}

fn title(trends: &Trends) -> String {
    format!("Your {} interviews at {} level", trends.kind.label(), trends.level.label())
}

/// How high a rating is.
fn y(rating: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a hundred pixels")]
    let up = ((rating - 1.0) * f64::from(STEP)).round() as i32;
    TOP + 3 * STEP - up
}

fn panel<'a>(area: &Area<'a>, trend: &Trend) -> Drawn<'a> {
    let right = i32::try_from(WIDTH).unwrap_or(0) - RIGHT;
    let name = format!("{} ({})", trend.competency.name, trend.direction.label());
    area.draw(&Text::new(name, (LEFT - 18, 6), ("sans-serif", 17).into_font().color(&INK)))?;
    for rating in 1..=4_u16 {
        let y = y(rating.into());
        area.draw(&Text::new(rating.to_string(), (LEFT - 18, y - 5), ("sans-serif", 15).into_font().color(&SOFT)))?;
        if rating == BAR {
            for x in (LEFT..right).step_by(10) {
                area.draw(&PathElement::new([(x, y), ((x + 6).min(right), y)], SOFT.stroke_width(1)))?;
            }
        } else {
            area.draw(&PathElement::new([(LEFT, y), (right, y)], GRID.stroke_width(1)))?;
        }
    }
    let last = i32::try_from(trend.points.len().saturating_sub(1)).unwrap_or(0);
    let x = |place: i32| LEFT + 12 + (right - LEFT - 24) * place / last.max(1);
    let seen = |own: bool| {
        let rating = move |point: &super::Point| if own { point.own } else { point.theirs };
        (0_i32..).zip(&trend.points).filter_map(move |(place, point)| Some((place, rating(point)?)))
    };
    if let (Some((first, end)), Some((from, _)), Some((to, _))) = (trend.line, seen(false).next(), seen(false).last()) {
        area.draw(&PathElement::new([(x(from), y(first)), (x(to), y(end))], FIRST.stroke_width(2)))?;
    }
    for (place, rating) in seen(true) {
        area.draw(&Circle::new((x(place), y(rating.into())), 7, SECOND.stroke_width(2)))?;
    }
    for (place, rating) in seen(false) {
        area.draw(&Circle::new((x(place), y(rating.into())), 4, FIRST.filled()))?;
    }
    Ok(())
}
