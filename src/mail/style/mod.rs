//! How mails look. Templates name classes, and this writes what a class means into each element's `style`: many mail programs
//! read no stylesheet. The dark scheme stands in the head, for those that do.
//!
//! Outlook's engine is Word: it knows no flex or grid, no `rgba` and no variables, and a background's colour only as
//! `background-color`. The tests hold all mails to that.

#[cfg(test)]
mod tests;

/// A colour of the design, as in `static/candor.css`.
struct Colour {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
}

const COLOURS: [Colour; 10] = [
    Colour { name: "paper", light: "#fbfaf6", dark: "#181715" },
    Colour { name: "raised", light: "#ffffff", dark: "#201f1c" },
    Colour { name: "well", light: "#f3f0e8", dark: "#262420" },
    Colour { name: "line", light: "#e2ddd0", dark: "#3a372f" },
    Colour { name: "edge", light: "#857f70", dark: "#8a8474" },
    Colour { name: "ink", light: "#1e1d1a", dark: "#ece8df" },
    Colour { name: "soft", light: "#5c584e", dark: "#b0aa9b" },
    Colour { name: "accent", light: "#0e5359", dark: "#83cbc7" },
    Colour { name: "on-accent", light: "#ffffff", dark: "#0b2123" },
    Colour { name: "tint", light: "#e1edec", dark: "#1d3435" },
];

/// What Candor says.
const SANS: &str = "'Segoe UI',-apple-system,system-ui,Roboto,Arial,sans-serif";

/// Titles, and what people wrote.
const SERIF: &str = "Georgia,'Times New Roman',serif";

const MONO: &str = "Consolas,Menlo,'DejaVu Sans Mono',monospace";

/// Each class with its declarations, without blanks. `$` stands before the name of a colour or a face.
const LOOKS: [(&str, &str); 37] = [
    // The paper and what is around it.
    ("page", "background-color:$paper"),
    ("brand", "padding:8px 12px 12px;font-family:$serif;font-size:22px;line-height:1.3;color:$ink"),
    (
        "sheet",
        "padding:32px 36px;background-color:$raised;border:1px solid $line;color:$ink;font-family:$sans;font-size:16px;line-height:1.5;overflow-wrap:anywhere",
    ),
    ("foot", "padding:16px 12px;font-family:$sans;font-size:13px;line-height:1.5;color:$soft"),
    // Our words.
    ("title", "margin:28px 0 12px;font-family:$serif;font-size:28px;font-weight:normal;line-height:1.2"),
    (
        "heading",
        "margin:36px 0 12px;padding-top:24px;border-top:1px solid $line;font-family:$serif;font-size:22px;font-weight:normal;line-height:1.25",
    ),
    ("name", "margin:0;font-size:16px;font-weight:bold;line-height:1.4"),
    ("label", "margin:12px 0 0;font-size:14px;line-height:1.45;color:$soft"),
    ("soft", "font-size:14px;line-height:1.45;color:$soft"),
    ("state", "margin:0;font-size:14px;line-height:1.45;color:$accent"),
    ("tiny", "font-size:13px;line-height:1.5;color:$soft"),
    ("link", "color:$accent"),
    ("line", "border-top:1px solid $line"),
    ("button", "background-color:$accent;border-radius:8px;mso-padding-alt:12px 22px"),
    (
        "press",
        "display:inline-block;padding:12px 22px;font-size:16px;font-weight:bold;line-height:1.25;color:$on-accent;text-decoration:none",
    ),
    ("box", "margin:14px 0;border-collapse:separate;background-color:$well;border-radius:8px;color:$ink"),
    ("inside", "padding:14px 18px"),
    ("facts", "font:inherit;color:inherit"),
    ("fact", "padding:5px 12px 5px 0;width:56px;vertical-align:top;font-size:14px;line-height:1.7;color:$soft"),
    ("value", "padding:5px 0;vertical-align:top"),
    ("mark", "margin:14px 0;padding:2px 0 2px 16px;border-left:3px solid $accent"),
    ("bullets", "margin:8px 0;padding:0 0 0 22px"),
    // What people wrote.
    ("because", "font-size:20px;line-height:1.5"),
    ("reading", "font-size:17px;line-height:1.55"),
    ("small", "font-size:15px;line-height:1.5"),
    ("said", "margin:6px 0;font-family:$serif;unicode-bidi:plaintext"),
    ("quote", "margin:8px 0;padding:0 0 0 14px;border-left:3px solid $line;color:$soft"),
    ("list", "margin:6px 0;padding:0 0 0 26px;font-family:$serif"),
    ("code", "background-color:$well;font-family:$mono;font-size:15px;white-space:pre-wrap"),
    ("block", "margin:10px 0;background-color:$well;color:inherit"),
    ("pre", "margin:0;font-family:$mono;font-size:13px;line-height:1.55;white-space:pre-wrap;overflow-wrap:anywhere"),
    // Entries, and the scorecard.
    ("number", "width:34px;font-family:$serif;font-size:26px;line-height:1.2;color:$accent"),
    ("minute", "padding:9px 12px 3px 0;width:56px;white-space:nowrap;font-size:14px;line-height:1.45;color:$soft"),
    ("point", "padding:4px 0;height:24px;font-size:18px;line-height:1;color:$ink"),
    ("asked", "background-color:$tint"),
    ("swatch", "background-color:$tint;border:1px solid $edge"),
    ("way", "color:$soft"),
];

/// The HTML with what its classes mean; `style`, where there's one, comes right after `class` and has the last word. What people
/// write can't be a class, because its quotes are escaped.
pub(super) fn inlined(html: &str) -> String {
    const CLASS: &str = " class=\"";
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some((before, classes, after)) = rest
        .split_once(CLASS)
        .and_then(|(before, after)| after.split_once('"').map(|(classes, after)| (before, classes, after)))
    {
        let declared: Vec<_> =
            classes.split(' ').filter_map(look).map(|look| coloured(look, |colour| colour.light)).collect();
        out.push_str(&format!("{before}{CLASS}{classes}\" style=\"{}", declared.join(";")));
        rest = match after.strip_prefix(" style=\"") {
            Some(own) => {
                out.push(';');
                own
            }
            None => {
                out.push('"');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// The rules of the dark scheme: for each class, its declarations that have a colour.
pub(super) fn dark() -> String {
    let rule = |(class, declarations): &(&str, &str)| {
        let parts = declarations.split(';').filter(|one| COLOURS.iter().any(|colour| has(one, colour)));
        let parts: Vec<_> = parts.map(|one| format!("{} !important", coloured(one, |colour| colour.dark))).collect();
        (!parts.is_empty()).then(|| format!("  .{class} {{ {} }}", parts.join("; ")))
    };
    LOOKS.iter().filter_map(rule).collect::<Vec<_>>().join("\n")
}

fn look(class: &str) -> Option<&'static str> {
    LOOKS.iter().find(|(name, _)| *name == class).map(|(_, declarations)| *declarations)
}

/// Whether it has this colour. It's the last thing in a declaration.
fn has(declaration: &str, colour: &Colour) -> bool {
    declaration.rsplit_once('$').is_some_and(|(_, name)| name == colour.name)
}

fn coloured(declarations: &str, scheme: impl Fn(&Colour) -> &'static str) -> String {
    let one = |declaration: &str| match declaration.rsplit_once('$') {
        Some((before, name)) => {
            let face = [("sans", SANS), ("serif", SERIF), ("mono", MONO)].into_iter().find(|(face, _)| *face == name);
            let colour = COLOURS.iter().find(|colour| colour.name == name).map(&scheme);
            format!("{before}{}", face.map(|(_, face)| face).or(colour).unwrap_or_default())
        }
        None => declaration.to_owned(),
    };
    declarations.split(';').map(one).collect::<Vec<_>>().join(";")
}
