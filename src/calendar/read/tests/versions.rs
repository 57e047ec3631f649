//! Several versions of one event in a file (RFC 5546, section 2.1.5).

use super::{day, reading, spans};

/// The busy times of a calendar with these events, each given by its lines.
fn of(events: &[&str]) -> Vec<String> {
    let events: String = events.iter().map(|lines| format!("BEGIN:VEVENT\nUID:a\n{lines}\nEND:VEVENT\n")).collect();
    let found = reading(&super::calendar(&events), "UTC");
    assert_eq!(found.left_out, 0);
    spans(&found)
}

const OLD: &str = "SEQUENCE:1\nDTSTART;VALUE=DATE:20261214";
const NEW: &str = "SEQUENCE:2\nDTSTART;VALUE=DATE:20261216";

#[test]
fn the_highest_number_wins_wherever_it_stands() {
    assert_eq!(of(&[OLD, NEW]), [day(16)]);
    assert_eq!(of(&[NEW, OLD]), [day(16)]);
    assert_eq!(of(&[OLD, NEW, "SEQUENCE:10\nDTSTART;VALUE=DATE:20261218"]), [day(18)]);
    // Without a number it's zero.
    assert_eq!(of(&[NEW, "DTSTART;VALUE=DATE:20261218"]), [day(16)]);
    let text = super::calendar(&format!("BEGIN:VEVENT\nUID:a\n{OLD}\nEND:VEVENT"))
        + &super::calendar(&format!("BEGIN:VEVENT\nUID:a\n{NEW}\nEND:VEVENT"));
    assert_eq!(spans(&reading(&text, "UTC")), [day(16)]);
}

#[test]
fn who_called_it_off_last_frees_it() {
    for cancelled in [
        "SEQUENCE:2\nDTSTART;VALUE=DATE:20261214\nSTATUS:CANCELLED",
        "SEQUENCE:2\nSTATUS:CANCELLED",
        "SEQUENCE:2\nDTSTART;VALUE=DATE:20261214\nTRANSP:TRANSPARENT",
    ] {
        assert!(of(&[OLD, cancelled]).is_empty(), "{cancelled}");
        assert!(of(&[cancelled, OLD]).is_empty(), "{cancelled}");
    }
    // It was reinstated.
    assert_eq!(of(&["SEQUENCE:1\nDTSTART;VALUE=DATE:20261214\nSTATUS:CANCELLED", NEW]), [day(16)]);
    let cancel = "BEGIN:VCALENDAR\nMETHOD:CANCEL \nBEGIN:VEVENT\nUID:a\nSEQUENCE:2\nDTSTART;VALUE=DATE:20261214\nEND:VEVENT\nEND:VCALENDAR\n";
    let text = super::calendar(&format!("BEGIN:VEVENT\nUID:a\n{OLD}\nEND:VEVENT")) + cancel;
    assert!(reading(&text, "UTC").busy.is_empty());
}

#[test]
fn of_equal_ones_all_stay() {
    let both = [day(14), day(16)];
    assert_eq!(of(&["DTSTART;VALUE=DATE:20261214", "DTSTART;VALUE=DATE:20261216"]), both);
    assert_eq!(of(&[OLD, "SEQUENCE:1\nDTSTART;VALUE=DATE:20261216"]), both);
    assert_eq!(of(&[OLD, "SEQUENCE:1\nDTSTART;VALUE=DATE:20261214\nSTATUS:CANCELLED"]), [day(14)]);
}

#[test]
fn what_has_no_name_has_no_versions() {
    let text = super::calendar(&format!("BEGIN:VEVENT\n{OLD}\nEND:VEVENT\nBEGIN:VEVENT\n{NEW}\nEND:VEVENT"));
    assert_eq!(spans(&reading(&text, "UTC")), [day(14), day(16)]);
}

#[test]
fn a_repetition_has_numbers_of_its_own() {
    let series = "SEQUENCE:5\nDTSTART;VALUE=DATE:20261214\nRRULE:FREQ=WEEKLY;COUNT=2";
    let moved = "SEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20261221\nDTSTART;VALUE=DATE:20261223";
    assert_eq!(of(&[series, moved]), [day(14), day(23)]);
    let again = "SEQUENCE:2\nRECURRENCE-ID:20261221T000000Z\nDTSTART;VALUE=DATE:20261225";
    assert_eq!(of(&[series, moved, again]), [day(14), day(25)]);
    assert_eq!(of(&[again, moved, series]), [day(14), day(25)]);
    let called_off = "SEQUENCE:6\nRECURRENCE-ID;VALUE=DATE:20261221\nSTATUS:CANCELLED";
    assert_eq!(of(&[series, moved, called_off]), [day(14)]);
    // An old version of the series has no effect.
    let old = "SEQUENCE:4\nDTSTART;VALUE=DATE:20261215\nRRULE:FREQ=WEEKLY;COUNT=2";
    assert_eq!(of(&[old, series, moved]), [day(14), day(23)]);
    let same = "SEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20261221\nDTSTART;VALUE=DATE:20261226";
    assert_eq!(of(&[series, moved, same]), [day(14), day(23), day(26)]);
}
