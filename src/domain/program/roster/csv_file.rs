//! CSV as spreadsheets, forms and course software write it: with or without a header and a byte order mark, with
//! commas, semicolons or tabs between the cells, with any end of line.

use super::columns::{Column, row};
use super::dialect::{check_quotes, delimiter, with_line_feeds};
use super::guess::{Unread, may_be, told};
use super::{MAX_LINES, Roster, read, too_long};
use crate::domain::{EmailAddress, Invalid};
use csv::{ReaderBuilder, StringRecord, Trim};

/// Maximum number of headings listed in a response.
const MAX_NAMED: usize = 50;

/// Reads a CSV file: the columns address, name, seat and group, in the order that its header says, or in this one
/// without a header. Columns with other headings are skipped and reported; empty lines are skipped.
pub fn read_csv(bytes: &[u8]) -> Result<Roster, Invalid> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Invalid::new("This file isn't in UTF-8. In your spreadsheet program, save it as \"CSV UTF-8\" and send that.")
    })?;
    let mut text = with_line_feeds(text.strip_prefix('\u{feff}').unwrap_or(text));
    let delimiter = delimiter(&mut text);
    check_quotes(&text, delimiter)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut unread: Vec<Unread> = Vec::new();
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
                    unread = unread_of(&record, &known);
                    columns = Some(known);
                    continue;
                }
                None => columns.insert(Column::USUAL.map(Some).to_vec()),
            },
        };
        if rows.len() == MAX_LINES {
            return Err(too_long());
        }
        for one in &mut unread {
            one.look_at(record.get(one.at).unwrap_or_default());
        }
        rows.push(row(line(&record, &text), record.iter().zip(columns.iter().copied())));
    }
    Ok(Roster { unread: unread.into_iter().map(Unread::told).collect(), ..read(rows)? })
}

/// The columns of a header; `None` if the line is a person and not a header.
fn header(record: &StringRecord) -> Result<Option<Vec<Option<Column>>>, Invalid> {
    let mut columns: Vec<_> = record.iter().map(Column::under).collect();
    if !columns.contains(&Some(Column::Address))
        && let Some(place) = record.iter().position(Column::may_be_address)
    {
        columns[place] = Some(Column::Address);
    }
    if columns.iter().all(Option::is_none) || record.iter().any(|cell| cell.parse::<EmailAddress>().is_ok()) {
        return Ok(None);
    }
    let known: Vec<Column> = columns.iter().flatten().copied().collect();
    if Column::ALL.iter().any(|one| known.iter().filter(|two| *two == one).count() > 1) {
        return Err(Invalid::new(
            "Two headings mean the same column. Please keep only one each of address, name, seat and group.",
        ));
    }
    if !columns.contains(&Some(Column::Address)) {
        let guessed = record.iter().find(|heading| may_be(heading) == Some("address"));
        let which = guessed.map_or_else(|| "one".to_owned(), |heading| format!("\"{}\"", told(heading)));
        return Err(Invalid::new(format!("There's no column for the email address. Please name {which} \"address\".")));
    }
    Ok(Some(columns))
}

/// The columns that aren't read.
fn unread_of(record: &StringRecord, columns: &[Option<Column>]) -> Vec<Unread> {
    let all = record.iter().zip(columns).enumerate();
    let others = all.filter(|(_, (heading, column))| column.is_none() && !heading.is_empty());
    others.take(MAX_NAMED).map(|(at, (heading, _))| Unread::new(at, heading)).collect()
}

/// The line on which a record begins: the reader reports the position before the empty lines that it skipped.
fn line(record: &StringRecord, text: &str) -> u64 {
    let Some(place) = record.position() else { return 0 };
    let from = usize::try_from(place.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let empty = from.iter().take_while(|byte| **byte == b'\n').count();
    place.line() + u64::try_from(empty).unwrap_or_default()
}
