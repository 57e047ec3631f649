//! Lines as exporters write them.

use super::{day, reading, spans};

fn file(lines: &[&str]) -> String {
    lines.join("\r\n") + "\r\n"
}

const THE_14TH: [&str; 4] = ["BEGIN:VEVENT", "UID:a", "DTSTART;VALUE=DATE:20261214", "END:VEVENT"];
const THE_16TH: [&str; 4] = ["BEGIN:VEVENT", "UID:b", "DTSTART;VALUE=DATE:20261216", "END:VEVENT"];

#[test]
fn what_stands_around_a_calendar_is_nothing() {
    let one = [&["BEGIN:VCALENDAR"][..], &THE_14TH, &["END:VCALENDAR"]].concat();
    let other = [&["BEGIN:VCALENDAR"][..], &THE_16TH, &["END:VCALENDAR"]].concat();
    let gap = ["", " ", "\t", ""];
    for text in [
        file(&[&one[..], &["Sent from my calendar"], &other].concat()),
        file(&[&one[..], &["<!-- served in 12 ms -->"], &other, &["", "-- ", "Bye: for now; soon"]].concat()),
        file(&[&gap[..], &one, &gap, &other, &gap].concat()),
        format!("\u{feff}{}\u{feff}{}", file(&one), file(&other)),
        file(&[&["BEGIN:VCALENDAR"][..], &THE_14TH, &gap, &["a line of text"], &THE_16TH, &["END:VCALENDAR"]].concat()),
        file(&[&one[..], &other].concat()).replace("\r\n", "\r\n\r\n"),
        file(&[&one[..], &other].concat()).replace("\r\n", "\r\r\n"),
        file(&[&one[..], &other].concat()).replace("\r\n", "\r"),
        // An extra END, or a missing one.
        file(&[&["BEGIN:VCALENDAR"][..], &THE_14TH, &["END:VEVENT"], &THE_16TH, &["END:VCALENDAR"]].concat()),
        file(&[&["BEGIN:VCALENDAR"][..], &THE_14TH[..3], &THE_16TH, &["END:VCALENDAR"]].concat()),
        file(&[&["BEGIN:VCALENDAR"][..], &THE_14TH, &THE_16TH[..3], &["END:VCALENDAR"]].concat()),
        file(&[&one[..], &["END:VCALENDAR"], &other].concat()),
        file(&[&one[..], &THE_16TH].concat()),
    ] {
        let found = reading(&text, "UTC");
        assert_eq!((spans(&found), found.left_out), (vec![day(14), day(16)], 0), "{text}");
    }
}

#[test]
fn a_blank_line_is_no_end_of_a_folded_one() {
    let text = file(
        &[
            &["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART;VALUE=DATE:2026", "", " 1214", "END:VEVENT"][..],
            &["END:VCALENDAR"],
        ]
        .concat(),
    );
    assert_eq!(spans(&reading(&text, "UTC")), [day(14)]);
}

/// Every word with trailing spaces, and the same in lower case.
#[test]
fn blanks_at_the_end_of_a_line_are_nothing() {
    let lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "TZID:Ours",
        "BEGIN:STANDARD",
        "DTSTART:20201025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0300",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:a",
        "SEQUENCE:1",
        "DTSTART;TZID=Ours:20261214T120000",
        "DTEND;TZID=Ours:20261214T130000",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;TZID=Ours:20261215T120000",
        "BEGIN:VALARM",
        "DURATION:PT15M",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:a",
        "SEQUENCE:1",
        "RECURRENCE-ID;TZID=Ours:20261216T120000",
        "DTSTART:20261216T150000Z",
        "DURATION:PT1H",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:b",
        "DTSTART:20261217T150000Z",
        "DURATION:PT1H",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:c",
        "DTSTART:20261218T150000Z",
        "DURATION:PT1H",
        "STATUS:CANCELLED",
        "END:VEVENT",
        "BEGIN:VFREEBUSY",
        "FREEBUSY;FBTYPE=BUSY:20261219T150000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20261220T150000Z/PT1H",
        "END:VFREEBUSY",
        "END:VCALENDAR",
    ];
    let expected = [
        "2026-12-14T09:00:00Z 2026-12-14T10:00:00Z",
        "2026-12-16T15:00:00Z 2026-12-16T16:00:00Z",
        "2026-12-19T15:00:00Z 2026-12-19T16:00:00Z",
    ];
    for blanks in ["", " ", "\t", "  \t ", "\u{a0}"] {
        let with: Vec<_> = lines.iter().map(|line| format!("{line}{blanks}")).collect();
        let found = reading(&file(&with.iter().map(String::as_str).collect::<Vec<_>>()), "UTC");
        assert_eq!((spans(&found), found.left_out), (expected.map(str::to_owned).to_vec(), 0), "{blanks:?}");
        // Each alone.
        for at in 0..lines.len() {
            let mut one = lines.map(str::to_owned);
            one[at].push_str(blanks);
            let found = reading(&file(&one.iter().map(String::as_str).collect::<Vec<_>>()), "UTC");
            assert_eq!((spans(&found), found.left_out), (expected.map(str::to_owned).to_vec(), 0), "{:?}", one[at]);
        }
    }
    // Also after a name or a colon, and in lower case.
    for text in [
        file(&lines).replace(':', ": "),
        file(&lines).replace(';', " ; "),
        file(&lines).to_lowercase().replace("ours", "Ours"),
    ] {
        assert_eq!(spans(&reading(&text, "UTC")), expected, "{text}");
    }
}
