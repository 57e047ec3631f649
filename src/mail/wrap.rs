//! Wraps plain text for mail programs: lines of at most 72 columns, one empty line between paragraphs.

use crate::document::VERBATIM;

/// Maximum width of a line; RFC 5322, section 2.1.1 recommends fewer than 78.
const WIDTH: usize = 72;

/// Wraps every line that isn't [`VERBATIM`], keeping its indentation (and its bullet's), and collapses runs of empty lines.
pub(crate) fn wrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut empty = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            if !empty {
                out.push('\n');
            }
            empty = true;
            continue;
        }
        empty = false;
        wrap_line(line, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn wrap_line(line: &str, out: &mut String) {
    // Code keeps its lines, however long they are.
    if let Some((edge, code)) = line.split_once(VERBATIM) {
        out.push_str(if code.is_empty() { "" } else { edge });
        out.push_str(code);
        out.push('\n');
        return;
    }
    let line = line.replace('\t', "    ");
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let mark = mark(body);
    let hang = indent + mark.len();
    out.push_str(&" ".repeat(indent));
    out.push_str(mark);
    // Behind the bullet there may be code.
    let body = body.get(mark.len()..).unwrap_or_default();
    let edge = body.len() - body.trim_start_matches(' ').len();
    out.push_str(&" ".repeat(edge));
    let mut column = hang + edge;
    let mut first = true;
    // Only plain spaces separate words, so a no-break space keeps "18:00 CET" together.
    for word in body.split(' ').filter(|word| !word.is_empty()) {
        let width = word.chars().count();
        if first {
            first = false;
        } else if column + 1 + width > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(hang));
            column = hang;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}

/// The mark that an entry of a list or a quote begins with.
fn mark(body: &str) -> &str {
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match digits {
        1..=3 if body.get(digits..).is_some_and(|rest| rest.starts_with(". ")) => digits + 2,
        _ if ["* ", "> ", "- "].iter().any(|mark| body.starts_with(mark)) => 2,
        _ => 0,
    };
    body.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_bullets_keep_their_edge() {
        let text = format!("\n\n{}\n\n\n\n  * {}\n", "word ".repeat(20), "item ".repeat(20));
        let wrapped = wrap(&text);
        assert!(wrapped.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(wrapped.contains("word\n\n  * item"));
        assert!(wrapped.contains("\n    item"));
        assert!(wrapped.ends_with("item\n"));
        let code = "  * for x in y:\n        if x:\n\t\tgo()\n*     first\n";
        assert_eq!(wrap(code), "  * for x in y:\n        if x:\n        go()\n*     first\n");
        let listed = format!("12. {}\n- {}", "word ".repeat(20), "item ".repeat(20));
        let wrapped = wrap(&listed);
        assert!(wrapped.contains("word\n    word") && wrapped.contains("item\n  item"), "{wrapped}");
    }

    #[test]
    fn code_is_not_wrapped() {
        let code = format!("let  x = {};", "y + ".repeat(40));
        assert_eq!(
            wrap(&format!("Text:\n\n  {VERBATIM}{code}\n  {VERBATIM}\n  {VERBATIM}}}\n")),
            format!("Text:\n\n  {code}\n\n  }}\n")
        );
    }

    #[test]
    fn a_link_is_never_broken() {
        let link = format!("https://candor.example.org/{}", "x".repeat(100));
        assert_eq!(wrap(&link), format!("{link}\n"));
    }
}
