//! Tables for a spreadsheet.

use super::Error;

/// A CSV file.
#[derive(Debug)]
pub struct Exported {
    /// Its file name.
    pub file_name: String,
    /// UTF-8 with CRLF (RFC 4180) and a byte order mark, without which Excel assumes another encoding.
    pub csv: String,
}

/// A table as CSV. User input must go through [`text`] first.
pub(crate) fn csv<const COLUMNS: usize>(
    header: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<String, Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(header).map_err(Error::internal)?;
    for row in rows {
        writer.write_record(row).map_err(Error::internal)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}

/// Prefixes an apostrophe to anything that a spreadsheet would take for a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub(crate) fn text(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
