//! Trends as a chart: one panel for each competency, the ratings as points, the bar as a dashed line.

use super::{pixels, svg};
use crate::domain::practice::trends::{BAR, Point, Trend, Trends};
use askama::Template;

/// The heading and the key.
const HEAD: i32 = 60;
/// A competency's panel.
const PANEL: i32 = 116;
/// Where a panel's lines begin and end.
const LEFT: i32 = 34;
const RIGHT: i32 = 624;
/// From a panel's top to the line of rating 4.
const TOP: i32 = 32;
/// The distance from one rating to the next.
const STEP: i32 = 22;

#[derive(Template)]
#[template(path = "charts/trends.svg")]
struct Chart {
    title: String,
    words: String,
    height: i32,
    left: i32,
    right: i32,
    panels: Vec<Panel>,
}

struct Panel {
    top: i32,
    name: String,
    steps: Vec<Step>,
    line: Option<((i32, i32), (i32, i32))>,
    theirs: Vec<(i32, i32)>,
    own: Vec<(i32, i32)>,
}

/// The grid line of one of the four ratings.
struct Step {
    rating: u16,
    y: i32,
    bar: bool,
}

/// The chart as SVG, with what it shows in words as its description.
pub fn trends(trends: &Trends) -> String {
    let words: Vec<&str> = trends.competencies.iter().map(|trend| trend.text.as_str()).collect();
    let panels: Vec<Panel> = (0..).zip(&trends.competencies).map(|(place, trend)| panel(place, trend)).collect();
    svg(&Chart {
        title: format!("Your {} interviews at {} level", trends.kind.label(), trends.level.label()),
        words: words.join(" "),
        height: HEAD + panels.len().try_into().map_or(0, |count: i32| PANEL * count),
        left: LEFT,
        right: RIGHT,
        panels,
    })
}

fn panel(place: i32, trend: &Trend) -> Panel {
    let last = i32::try_from(trend.points.len().saturating_sub(1)).unwrap_or(0).max(1);
    let x = |place: i32| LEFT + 12 + (RIGHT - LEFT - 24) * place / last;
    let rated = |rating: fn(&Point) -> Option<u16>| -> Vec<(i32, i32)> {
        let all = (0..).zip(&trend.points);
        all.filter_map(|(place, point)| Some((x(place), y(rating(point)?.into())))).collect()
    };
    let theirs = rated(|point| point.theirs);
    let ends = theirs.first().zip(theirs.last()).zip(trend.line);
    Panel {
        top: HEAD + PANEL * place,
        name: format!("{} ({})", trend.competency.name, trend.direction.label()),
        steps: (1..=4).map(|rating| Step { rating, y: y(rating.into()), bar: rating == BAR }).collect(),
        line: ends.map(|((from, to), (first, end))| ((from.0, y(first)), (to.0, y(end)))),
        own: rated(|point| point.own),
        theirs,
    }
}

/// How far down in its panel a rating is.
fn y(rating: f64) -> i32 {
    TOP + 3 * STEP - pixels((rating - 1.0) * f64::from(STEP))
}
