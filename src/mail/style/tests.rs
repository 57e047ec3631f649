use super::*;
use crate::mail::message::samples as messages;
use crate::mail::render;
use crate::mail::samples::{ACTION, ann, frame, now};
use std::collections::BTreeSet;
use std::path::Path;

/// All mails, with their names.
fn mails() -> Vec<(&'static str, String)> {
    let recipient = ann("Europe/Berlin".parse().unwrap());
    let html = |message| render(message, &recipient, &frame(), Some(ACTION), now()).unwrap().html;
    messages().iter().map(|(name, message)| (*name, html(message))).collect()
}

/// The attributes of each tag.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|tag| tag.split('>').next())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    tag.split(begin.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn colours_are_those_of_the_design() {
    let sheet = include_str!("../../../static/candor.css");
    for Colour { name, light, dark } in COLOURS {
        let light = if light == "#ffffff" { "#fff" } else { light };
        let token = format!("--{name}: light-dark({light}, {dark});");
        assert!(sheet.contains(&token), "{token}");
    }
    // And no template has one of its own.
    let own = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let hex = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3;
        let found =
            text.split('#').skip(1).zip(text.split('#')).any(|(rest, before)| hex(rest) && !before.ends_with('&'));
        found.then(|| path.display().to_string())
    };
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/mail");
    let found: Vec<_> = files(&templates).iter().filter_map(|path| own(path)).collect();
    assert!(found.is_empty(), "{found:?}");
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_class_has_a_look_and_every_look_is_used() {
    let mut used = BTreeSet::new();
    // No sample has all that a text can have.
    let text = crate::document::Text::read("`a`\n\n- b\n\n> c\n\n```js\nd\n```").mail();
    for (name, html) in mails().into_iter().chain([("text", inlined(&text))]) {
        for tag in tags(&html) {
            assert!(attribute(tag, "style").len() <= 1, "{name}: <{tag}>");
            for class in attribute(tag, "class").into_iter().flat_map(|classes| classes.split(' ')) {
                assert!(look(class).is_some(), "{name}: {class}");
                used.insert(class.to_owned());
            }
        }
        assert!(!html.contains('$'), "{name}: a colour that isn't known");
    }
    let unused: Vec<_> = LOOKS.iter().map(|(class, _)| *class).filter(|class| !used.contains(*class)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Word lays out Outlook's mails (Microsoft: Word HTML and CSS rendering capabilities in Outlook).
#[test]
fn outlook_can_show_every_mail() {
    for (name, html) in mails() {
        for tag in tags(&html) {
            for style in attribute(tag, "style") {
                for declaration in style.split(';').filter(|one| !one.is_empty()) {
                    let (property, value) =
                        declaration.split_once(':').unwrap_or_else(|| panic!("{name}: {declaration}"));
                    let known = match property {
                        "display" => ["inline-block", "none"].contains(&value),
                        // Its font is the cell's, where a program would give a table one of its own.
                        "font" => value == "inherit",
                        // A shorthand's colour is lost with whatever else isn't known in it.
                        "background" | "float" | "position" | "gap" | "opacity" | "transform" => false,
                        property => !property.starts_with("flex") && !property.starts_with("grid"),
                    };
                    assert!(known, "{name}: {declaration}");
                    for sign in ["rgb", "hsl", "var(", "calc(", "clamp(", "rem", "vw", "$"] {
                        assert!(!value.contains(sign), "{name}: {declaration}");
                    }
                }
            }
            let element = tag.split(' ').next().unwrap();
            assert!(!["img", "svg", "video", "section", "button", "details"].contains(&element), "{name}: <{tag}>");
        }
        // It doesn't know a greatest width either, so that it gets a table around it.
        let widths: Vec<_> = html.split("max-width:600px").collect();
        let [before, after] = widths.as_slice() else { panic!("{name}: {} greatest widths", widths.len() - 1) };
        assert!(before.contains("<!--[if mso]><table role=\"presentation\" width=\"600\""), "{name}");
        assert!(after.contains("<!--[if mso]></td></tr></table><![endif]-->"), "{name}");
        // Nothing is wider than a phone.
        for wide in tags(&html).flat_map(|tag| attribute(tag, "width")).filter(|width| *width != "600") {
            assert!(wide.ends_with('%') || wide.parse::<u16>().is_ok_and(|width| width <= 64), "{name}: {wide}");
        }
    }
}

/// Text on its ground, in both schemes (WCAG 2.2, 1.4.3).
#[test]
fn words_can_be_read_in_both_schemes() {
    let luminance = |hex: &str| {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let colour = |name: &str| COLOURS.iter().find(|colour| colour.name == name).unwrap();
    for (words, ground) in [
        ("ink", "raised"),
        ("ink", "well"),
        ("ink", "tint"),
        ("ink", "paper"),
        ("soft", "raised"),
        ("soft", "well"),
        ("soft", "tint"),
        ("soft", "paper"),
        ("accent", "raised"),
        ("accent", "well"),
        ("accent", "tint"),
        ("accent", "paper"),
        ("on-accent", "accent"),
    ] {
        for scheme in [|colour: &Colour| colour.light, |colour: &Colour| colour.dark] {
            let [one, other] = [words, ground].map(|name| luminance(scheme(colour(name))));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{words} on {ground}: {contrast:.2}");
        }
    }
}

#[test]
fn looks_are_written_into_elements_and_for_the_dark() {
    assert_eq!(
        inlined("<p class=\"link line\">a</p><p class=\"link\" style=\"margin:0\">b</p><p>c</p>"),
        "<p class=\"link line\" style=\"color:#0e5359;border-top:1px solid #e2ddd0\">a</p><p class=\"link\" style=\"color:#0e5359;margin:0\">b</p><p>c</p>"
    );
    let dark = dark();
    assert!(dark.contains("  .link { color:#83cbc7 !important }"), "{dark}");
    assert!(dark.contains("  .page { background-color:#181715 !important }"), "{dark}");
    assert!(!dark.contains("font-family") && !dark.contains("margin"), "{dark}");
    // A class somebody typed is text.
    let typed = crate::document::Text::read("x class=\"sheet\" y").mail();
    assert_eq!(inlined(&typed).matches("sheet").count(), 1, "{typed}");
    assert!(!inlined(&typed).contains("36px"), "{typed}");
}
