//! Unknown time zone names.

use super::{guesses, reading, spans};

fn of(lines: &str) -> (Vec<String>, usize) {
    let found = reading(&super::calendar(lines), "Asia/Kathmandu");
    assert_eq!(found.left_out, 0, "{lines}");
    (spans(&found), guesses(&found))
}

fn event(zone: &str) -> String {
    format!("BEGIN:VEVENT\nDTSTART;TZID={zone}:20261215T100000\nDTEND;TZID={zone}:20261215T110000\nEND:VEVENT\n")
}

#[test]
fn a_guess_is_counted_once_for_each_name() {
    let (busy, guessed) = of(&event("Mars/Base"));
    assert_eq!((busy, guessed), (vec!["2026-12-15T04:15:00Z 2026-12-15T05:15:00Z".to_owned()], 1));
    assert_eq!(of(&[event("Mars/Base"), event("Mars/Base"), event("Venus")].concat()).1, 2);
    assert_eq!(of(&event("Mars/Base").replace("END:VEVENT", "TRANSP:TRANSPARENT\nEND:VEVENT")).1, 0);
    let until = "BEGIN:VEVENT\nDTSTART:20261215T100000Z\nDURATION:PT1H\nRDATE;TZID=Mars:20261216T100000\nEND:VEVENT";
    assert_eq!(of(until).1, 1);
}

#[test]
fn a_description_without_an_offset_explains_nothing() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Mars/Base\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:soon\n\
                TZOFFSETTO:later\nEND:STANDARD\nEND:VTIMEZONE\n";
    assert_eq!(of(&format!("{zone}{}", event("Mars/Base"))).1, 1);
    assert_eq!(of(&format!("BEGIN:VTIMEZONE\nTZID:Mars/Base\nEND:VTIMEZONE\n{}", event("Mars/Base"))).1, 1);
}

#[test]
fn what_is_known_or_described_is_no_guess() {
    let ten_in_berlin = "2026-12-15T09:00:00Z 2026-12-15T10:00:00Z";
    for name in [
        "Europe/Berlin",
        "europe/berlin",
        "\"Europe/Berlin\"",
        "W. Europe Standard Time",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "GMT+01:00",
        "UTC+1",
        "+0100",
        "(UTC+01:00) Nowhere",
        "Etc/GMT-1",
    ] {
        assert_eq!(of(&event(name)), (vec![ten_in_berlin.to_owned()], 0), "{name}");
    }
    let described = "BEGIN:VTIMEZONE\nTZID:Mars/Base\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\n\
                     TZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n";
    for text in [format!("{described}{}", event("Mars/Base")), format!("{}{described}", event("Mars/Base"))] {
        assert_eq!(of(&text), (vec![ten_in_berlin.to_owned()], 0));
    }
    // Times without a zone are in the owner's.
    assert_eq!(of(&event("Mars/Base").replace(";TZID=Mars/Base", "")).1, 0);
    assert_eq!(of(&event("Mars/Base").replace("00\n", "00Z\n")).1, 0);
}

/// Two calendars in one file may use the same name for different zones.
#[test]
fn a_description_is_for_its_calendar() {
    let zone = |offset: &str| {
        format!(
            "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:{offset}\n\
             TZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
        )
    };
    let one = |offset: &str| super::calendar(&format!("{}{}", zone(offset), event("Customized Time Zone")));
    let found = reading(&(one("+0100") + &one("-0500")), "UTC");
    assert_eq!(
        spans(&found),
        ["2026-12-15T09:00:00Z 2026-12-15T10:00:00Z", "2026-12-15T15:00:00Z 2026-12-15T16:00:00Z"]
    );
    assert_eq!(guesses(&found), 0);
    // A calendar without a description uses another's.
    let found = reading(&(one("+0100") + &super::calendar(&event("Customized Time Zone"))), "UTC");
    assert_eq!((spans(&found).len(), guesses(&found)), (1, 0));
}
