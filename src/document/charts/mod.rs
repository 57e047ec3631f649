//! Charts as SVG, from templates. Each also says what it shows in its description, and works on light and dark backgrounds.

mod report;
mod trends;

#[cfg(test)]
mod tests;

pub use report::report;
pub use trends::trends;

use askama::Template;

/// Draws a chart.
fn svg(chart: &impl Template) -> String {
    // Rendering into a string fails only if a view's own Display does, and no view here has one.
    chart.render().unwrap_or_default()
}

/// Rounds a position to whole pixels, which is as exact as a chart has to be.
#[expect(clippy::cast_possible_truncation, reason = "charts are some hundred pixels wide")]
fn pixels(position: f64) -> i32 {
    position.round() as i32
}
