//! Trends as a picture: one panel for each competency, the ratings as points, the bar as a line of dashes.

use super::{BAR, Trend, Trends};
use plotters::coord::Shift;
use plotters::prelude::*;
use std::fmt::Write;

const WIDTH: u32 = 640;
const HEAD: u32 = 56;
const PANEL: u32 = 116;
/// Where the points are, in pixels from a panel's edges.
const LEFT: i32 = 34;
const RIGHT: i32 = 16;
const TOP: i32 = 32;
/// From one rating to the next.
const STEP: i32 = 22;

const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
const INK: RGBColor = RGBColor(0x1f, 0x28, 0x26);
const SOFT: RGBColor = RGBColor(0x56, 0x62, 0x5f);
const GRID: RGBColor = RGBColor(0xdd, 0xe2, 0xdb);
const THEIRS: RGBColor = RGBColor(0x0b, 0x6b, 0x5b);
const OWN: RGBColor = RGBColor(0xa8, 0x50, 0x0a);

/// The library writes colours as attributes, which a style goes before: so one picture reads on white and on black.
const DARK: &str = "@media (prefers-color-scheme: dark) {\
[fill=\"#FFFFFF\"] { fill: #1c2226 } [fill=\"#1F2826\"] { fill: #e6ebe9 } [fill=\"#56625F\"] { fill: #a9b5b4 } \
[stroke=\"#56625F\"] { stroke: #a9b5b4 } [stroke=\"#DDE2DB\"] { stroke: #323b40 } \
[fill=\"#0B6B5B\"] { fill: #7fd6c2 } [stroke=\"#0B6B5B\"] { stroke: #7fd6c2 } \
[fill=\"#A8500A\"] { fill: #f0a868 } [stroke=\"#A8500A\"] { stroke: #f0a868 } }";

/// The picture as SVG, with what it shows in words as its description.
pub fn chart(trends: &Trends) -> String {
    let mut svg = String::new();
    let panels = u32::try_from(trends.competencies.len()).unwrap_or(0);
    let size = (WIDTH, HEAD + PANEL * panels);
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        // Writing to a text cannot fail; a picture of less would still be one.
        let _drawn = draw(&root, trends);
        let _written = root.present();
    }
    with_words(svg, trends)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(root: &Area<'a>, trends: &Trends) -> Drawn<'a> {
    root.fill(&PAPER)?;
    root.draw(&Text::new(title(trends), (LEFT - 18, 10), ("sans-serif", 21).into_font().color(&INK)))?;
    let key = [(THEIRS, "what they saw"), (OWN, "what you saw")];
    for (place, (colour, words)) in (0..).zip(key) {
        let x = LEFT - 12 + place * 150;
        match place {
            0 => root.draw(&Circle::new((x, 41), 4, colour.filled()))?,
            _ => root.draw(&Circle::new((x, 41), 4, colour.stroke_width(2)))?,
        }
        root.draw(&Text::new(words, (x + 10, 34), ("sans-serif", 16).into_font().color(&SOFT)))?;
    }
    root.draw(&Text::new(
        "- - -  what the level asks for",
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
    format!("Your {} interviews at {} level", trends.kind.human(), trends.level.human())
}

/// How high a rating is.
fn y(rating: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a hundred pixels")]
    let up = ((rating - 1.0) * f64::from(STEP)).round() as i32;
    TOP + 3 * STEP - up
}

fn panel<'a>(area: &Area<'a>, trend: &Trend) -> Drawn<'a> {
    let right = i32::try_from(WIDTH).unwrap_or(0) - RIGHT;
    let name = format!("{} ({})", trend.competency.name, trend.direction.human());
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
        area.draw(&PathElement::new([(x(from), y(first)), (x(to), y(end))], THEIRS.stroke_width(2)))?;
    }
    for (place, rating) in seen(true) {
        area.draw(&Circle::new((x(place), y(rating.into())), 7, OWN.stroke_width(2)))?;
    }
    for (place, rating) in seen(false) {
        area.draw(&Circle::new((x(place), y(rating.into())), 4, THEIRS.filled()))?;
    }
    Ok(())
}

/// What a screen reader says (SVG 2, section 5.6), and the colours for the dark.
fn with_words(svg: String, trends: &Trends) -> String {
    let mut words = String::new();
    for trend in &trends.competencies {
        let _infallible = write!(words, "{} ", escaped(&trend.text));
    }
    let head = format!(
        "<title id=\"title\">{}</title>\n<desc id=\"words\">{}</desc>\n<style>{DARK}</style>\n",
        escaped(&title(trends)),
        words.trim_end()
    );
    let svg = svg.replacen("<svg ", "<svg role=\"img\" aria-labelledby=\"title words\" ", 1);
    svg.replacen(">\n", &format!(">\n{head}"), 1)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
