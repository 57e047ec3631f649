//! Any file is either read or rejected, without a panic.

use super::{calendar, read, window, zone};
use crate::calendar::read::{MAX_SPANS, Reading};
use crate::domain::Zone;
use proptest::{collection::vec, prelude::*, sample::select};

const PIECES: [&str; 52] = [
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VTIMEZONE",
    "END:VTIMEZONE",
    "BEGIN:STANDARD",
    "END:STANDARD",
    "TZID:Ours",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:-9999",
    "UID:a",
    "UID:b",
    "BEGIN:VFREEBUSY",
    "END:VFREEBUSY",
    "DTSTART:20270112T100000Z",
    "DTSTART;TZID=Ours:20270328T023000",
    "DTSTART;TZID=Africa/Casablanca:20270207T023000",
    "DTSTART;VALUE=DATE:20270112",
    "DTSTART:99991231T235959",
    "DTSTART:00000101T000000",
    "DTSTART:15830101T000000",
    "DTEND:20270112T110000Z",
    "DTEND:00010101T000000",
    "DTEND;VALUE=DATE:99991231",
    "DURATION:P4294967295W",
    "DURATION:-PT1H",
    "DURATION:PT1H",
    "RRULE:FREQ=DAILY",
    "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=-53MO,7FR",
    "RRULE:FREQ=MONTHLY;BYSETPOS=-31,366;BYDAY=MO,-5SU;INTERVAL=65535",
    "RRULE:FREQ=WEEKLY;INTERVAL=0;WKST=SU",
    "RRULE:FREQ=WEEKLY;COUNT=4294967295;UNTIL=99991231T235959Z",
    "RRULE:FREQ=YEARLY;BYYEARDAY=366,-366;COUNT=0",
    "RRULE:FREQ=HOURLY;INTERVAL=65535;BYHOUR=0",
    "RDATE:20270113T100000Z/PT1H,20270114T100000Z",
    "RDATE;VALUE=PERIOD:99991231T235959Z/P1W",
    "EXDATE:20270112T100000Z",
    "RECURRENCE-ID:20270112T100000Z",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000",
    "FREEBUSY:20270112T100000Z/PT1H",
    "STATUS:CANCELLED",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VALARM ",
    "DTSTART;TZID=GMT+05:30:20270112T100000",
    "DTSTART:99991231T240000Z",
    "DTSTART:00010101T000000+2359",
    "DTEND;VALUE=DATE:20270110",
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
    "RRULE:FREQ=DAILY;UNTIL=00010101T000000Z",
    "RRULE:FREQ=MONTHLY;BYDAY=-5MO,-5TU",
    "SEQUENCE:99999999999999999999",
    "ATTENDEE;PARTSTAT=DECLINED:mailto:%ann@example.org",
];

fn is_in_order(reading: &Reading) -> bool {
    let inside = reading.busy.iter().all(|span| span.from < span.to && window().contains(*span));
    inside && reading.busy.windows(2).all(|pair| pair[0].to < pair[1].from) && reading.busy.len() <= MAX_SPANS
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = read(&text, Zone::UTC, window());
        let _ = read(&calendar(&text), Zone::UTC, window());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read(&format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR", String::from_utf8_lossy(&bytes)), Zone::UTC, window());
    }

    #[test]
    fn any_lines_are_read_or_refused(lines in vec(select(PIECES.to_vec()), 0..25)) {
        let inner = calendar(&format!("BEGIN:VEVENT\n{}\nEND:VEVENT", lines.join("\n")));
        for text in [inner, calendar(&lines.join("\n"))] {
            if let Ok(reading) = read(&text, zone("Africa/Casablanca"), window()) {
                prop_assert!(is_in_order(&reading), "{reading:?}");
            }
        }
    }

    /// The fixture with a few letters changed.
    #[test]
    fn a_damaged_file_is_read_or_refused(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = include_bytes!("../../../../tests/calendars/everything.ics").to_vec();
        for (at, with) in changes {
            let at = at.index(bytes.len());
            bytes[at] = with;
        }
        if let Ok(reading) = read(&String::from_utf8_lossy(&bytes), zone("America/New_York"), window()) {
            prop_assert!(is_in_order(&reading), "{reading:?}");
        }
    }
}
