//! What the pictures that the server draws have in common: colours for light and dark, and their words for who does not see them.

use plotters::coord::Shift;
use plotters::prelude::*;

/// Behind everything.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// Headings and labels.
pub const INK: RGBColor = RGBColor(0x1f, 0x28, 0x26);
/// What is said beside them.
pub const SOFT: RGBColor = RGBColor(0x56, 0x62, 0x5f);
/// Lines to read along, and what a bar could fill.
pub const GRID: RGBColor = RGBColor(0xdd, 0xe2, 0xdb);
/// What is told.
pub const FIRST: RGBColor = RGBColor(0x0b, 0x6b, 0x5b);
/// What is told beside it.
pub const SECOND: RGBColor = RGBColor(0xa8, 0x50, 0x0a);

/// The library writes colours as attributes, which a style goes before: so one picture reads on white and on black.
const DARK: &str = "@media (prefers-color-scheme: dark) {\
[fill=\"#FFFFFF\"] { fill: #1c2226 } [fill=\"#1F2826\"] { fill: #e6ebe9 } [fill=\"#56625F\"] { fill: #a9b5b4 } \
[fill=\"#DDE2DB\"] { fill: #323b40 } [stroke=\"#56625F\"] { stroke: #a9b5b4 } [stroke=\"#1F2826\"] { stroke: #e6ebe9 } [stroke=\"#DDE2DB\"] { stroke: #323b40 } \
[fill=\"#0B6B5B\"] { fill: #7fd6c2 } [stroke=\"#0B6B5B\"] { stroke: #7fd6c2 } \
[fill=\"#A8500A\"] { fill: #f0a868 } [stroke=\"#A8500A\"] { stroke: #f0a868 } }";

/// Where something is drawn.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Whether it could be.
pub type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

/// A picture as SVG, so many pixels wide and high; a screen reader says its title and its words (SVG 2, section 5.6).
pub fn svg(size: (u32, u32), title: &str, words: &str, draw: impl for<'a> FnOnce(&Area<'a>) -> Drawn<'a>) -> String {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        // Writing to a text cannot fail; a picture of less would still be one.
        let _drawn = root.fill(&PAPER).and_then(|()| draw(&root));
        let _written = root.present();
    }
    let head = format!(
        "<title id=\"title\">{}</title>\n<desc id=\"words\">{}</desc>\n<style>{DARK}</style>\n",
        escaped(title),
        escaped(words)
    );
    let svg = svg.replacen("<svg ", "<svg role=\"img\" aria-labelledby=\"title words\" ", 1);
    svg.replacen(">\n", &format!(">\n{head}"), 1)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
