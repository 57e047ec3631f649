//! Who is invited, and what they answered.

use super::flaws;

fn is_busy(attendees: &str) -> bool {
    let (busy, left_out) = flaws(&format!("DTSTART:20261215T020000Z\nDURATION:PT1H\n{attendees}"));
    assert_eq!(left_out, 0);
    busy == 1
}

#[test]
fn what_one_has_declined_is_free() {
    for attendees in [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:MAILTO:ANN@Example.ORG",
        "ATTENDEE;partstat=declined:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=\"DECLINED\":mailto:ann@example.org ",
        "ATTENDEE;PARTSTAT=DECLINED:ann@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:%61nn@example.org",
        "ATTENDEE;CN=\"Ann: the boss\";PARTSTAT=DECLINED;RSVP=TRUE:mailto:ann@example.org",
        "ATTENDEE;CN=Ann: the boss;PARTSTAT=DECLINED:mailto:ann@example.org",
        "ATTENDEE;EMAIL=Ann@example.org;PARTSTAT=DECLINED:urn:uuid:0191b1c2",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org",
    ] {
        assert!(!is_busy(attendees), "{attendees}");
    }
}

#[test]
fn everything_else_is_busy() {
    for attendees in [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org.evil.example",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:joann@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ann@example.org",
        "ATTENDEE:mailto:ann@example.org",
        "ORGANIZER;PARTSTAT=DECLINED:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:",
    ] {
        assert!(is_busy(attendees), "{attendees}");
    }
}

#[test]
fn one_repetition_can_be_declined() {
    let part = "RRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20261216T020000Z\n\
                DTSTART:20261216T020000Z\nDURATION:PT1H\nATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org";
    assert_eq!(flaws(&format!("DTSTART:20261215T020000Z\nDURATION:PT1H\n{part}")), (2, 0));
}
