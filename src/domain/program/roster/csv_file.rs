//! CSV as spreadsheets write it: with or without a header and a byte order mark, with commas,
//! semicolons or tabs between the cells, with either end of line.

use super::columns::Column;
use super::{MAX_LINES, Roster, Row, read, too_long};
use crate::domain::{EmailAddress, Invalid};
use csv::{ReaderBuilder, StringRecord, Trim};

/// Reads a CSV file: the columns address, name, seat and group, in the order that its header says, or
/// in this one without a header. Columns with other headings are passed over, and so are empty lines.
pub fn read_csv(bytes: &[u8]) -> Result<Roster, Invalid> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Invalid::new("This file isn't in UTF-8. In your spreadsheet program, save it as \"CSV UTF-8\" and send that.")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Invalid::new(format!("We couldn't read this as CSV: {error}.")))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let columns = match &mut columns {
            Some(known) => known,
            None => match header(&record)? {
                Some(known) => {
                    columns = Some(known);
                    continue;
                }
                None => columns.insert(Column::USUAL.map(Some).to_vec()),
            },
        };
        if rows.len() == MAX_LINES {
            return Err(too_long());
        }
        rows.push(row(line(&record, text), &record, columns));
    }
    read(rows)
}

/// What stands most often in the first line that is not empty; a comma when nothing does.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    // Of equals the last counts.
    [('\t', b'\t'), (';', b';'), (',', b',')]
        .into_iter()
        .max_by_key(|(mark, _)| count(*mark))
        .map_or(b',', |(_, byte)| byte)
}

/// The columns of a header; `None` when the line is no header but somebody.
fn header(record: &StringRecord) -> Result<Option<Vec<Option<Column>>>, Invalid> {
    let columns: Vec<_> = record.iter().map(Column::under).collect();
    if columns.iter().all(Option::is_none) || record.iter().any(|cell| cell.parse::<EmailAddress>().is_ok()) {
        return Ok(None);
    }
    let known: Vec<Column> = columns.iter().flatten().copied().collect();
    if Column::USUAL.iter().any(|one| known.iter().filter(|two| *two == one).count() > 1) {
        return Err(Invalid::new(
            "Two headings mean the same column. Please keep only one each of address, name, seat and group.",
        ));
    }
    if !columns.contains(&Some(Column::Address)) {
        return Err(Invalid::new("There's no column for the email address. Please name one \"address\"."));
    }
    Ok(Some(columns))
}

/// The line on which a record begins: the reader places one before the empty lines that it passed over.
fn line(record: &StringRecord, text: &str) -> u64 {
    let Some(place) = record.position() else { return 0 };
    let from = usize::try_from(place.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let empty = from.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    place.line() + u64::try_from(empty).unwrap_or_default()
}

fn row(number: u64, record: &StringRecord, columns: &[Option<Column>]) -> Row {
    let mut row = Row { number, ..Row::default() };
    for (cell, column) in record.iter().zip(columns) {
        if let Some(column) = column {
            column.of(&mut row).push_str(cell);
        }
    }
    row
}
