use super::booking::{SessionBooked, SessionCancelled};
use super::feedback::{Feedback, NotesLate};
use super::message::samples as messages;
use super::safety::PersonReported;
use super::samples::{ACTION, CALIBRATION, PRIVATE, ann, at, card, frame, mail_id, now};
use super::*;
use crate::domain::{Level, Seat};
use calcard::icalendar::{ICalendar, ICalendarProperty};
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// Zones one hour, and five and three quarter hours, ahead of UTC.
const ZONES: [&str; 2] = ["Europe/Berlin", "Asia/Kathmandu"];

fn rendered(message: &Message, zone: &str) -> Rendered {
    render(message, &ann(zone.parse().unwrap()), &frame(), Some(ACTION), now()).unwrap()
}

fn bytes(message: &Message) -> Vec<u8> {
    let recipient = ann("Europe/Berlin".parse().unwrap());
    build(&rendered(message, "Europe/Berlin"), &recipient, &frame(), mail_id(), now()).unwrap().formatted()
}

/// Feedback in its first version.
fn feedback() -> Feedback {
    Feedback {
        card: card(Seat::Candidate),
        notes: Box::new(samples::notes()),
        version: 1,
        why: None,
        writer: None,
        own: None,
        made: Vec::new(),
    }
}

#[test]
fn every_kind_has_a_sample_of_its_name() {
    for (name, message) in messages() {
        assert_eq!(name.split('.').next(), Some(message.kind()));
    }
}

#[test]
fn every_kind_reads_as_reviewed() {
    for (name, message) in messages() {
        let [here, there] = ZONES.map(|zone| rendered(&message, zone));
        reviewed(&format!("{name}.Berlin"), &here);
        // Mails without times are the same in every zone.
        if here != there {
            reviewed(&format!("{name}.Kathmandu"), &there);
        }
    }
}

#[track_caller]
fn reviewed(name: &str, mail: &Rendered) {
    let (_, body) = mail.html.split_once("<body").unwrap();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, format!("{}\n\n{}\n<body{body}", mail.subject, mail.text));
    });
}

#[test]
fn a_built_mail_reads_back() {
    for (name, message) in messages() {
        let mail = rendered(&message, "Europe/Berlin");
        let bytes = bytes(&message);
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(parsed.subject(), Some(mail.subject.as_str()), "{name}");
        assert_eq!(parsed.message_id(), Some("0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b@candor.example.org"));
        assert_eq!(parsed.date().unwrap().to_timestamp(), now().epoch());
        assert_eq!(parsed.header("Auto-Submitted").unwrap().as_text(), Some("auto-generated"));
        let unasked = ["program_invited", "weekly_plan", "impact_summary", "coordinator_wrote", "evening_digest"]
            .contains(&message.kind())
            || message.kind().starts_with("round_");
        assert_eq!(parsed.header("List-Unsubscribe").is_some(), unasked, "{name}");
        assert_eq!(parsed.header("List-Unsubscribe-Post").is_some(), unasked, "{name}");
        let raw = String::from_utf8_lossy(&bytes).replace("\r\n ", " ");
        assert!(!unasked || raw.contains(&format!("List-Unsubscribe: <{ACTION}>")), "{raw}");
        assert!(!unasked || raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{raw}");
        let to = parsed.to().unwrap().first().unwrap();
        assert_eq!((to.name(), to.address()), (Some("Ann Tamang"), Some("ann@example.com")));
        let replies = if name == "coordinator_wrote" { "chandra@example.org" } else { "help@candor.example.org" };
        assert_eq!(parsed.reply_to().unwrap().first().unwrap().address(), Some(replies));
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), mail.text.trim_end(), "{name}");
        assert_eq!(parsed.body_html(0).unwrap().replace("\r\n", "\n").trim_end(), mail.html.trim_end(), "{name}");
        assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998), "RFC 5322, section 2.1.1: {name}");
        assert_eq!(bytes, crate::mail::tests::bytes(&message), "a repeat is the same mail");
    }
}

#[test]
fn calendar_parts_agree_with_themselves() {
    let cancelled = SessionCancelled {
        card: card(Seat::Candidate),
        by: Seat::Interviewer,
        reason: Default::default(),
        looking: Default::default(),
        kept_at: None,
        stays: None,
        left_program: None,
    };
    for (message, method, status) in [
        (Message::from(SessionBooked::new(card(Seat::Candidate))), "REQUEST", "CONFIRMED"),
        (cancelled.into(), "CANCEL", "CANCELLED"),
    ] {
        let bytes = bytes(&message);
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let calendars: Vec<_> = parsed
            .parts
            .iter()
            .filter(|part| {
                let kind = part.content_type().unwrap();
                kind.subtype() == Some("calendar") || kind.subtype() == Some("ics")
            })
            .collect();
        let [inline, file] = calendars.as_slice() else { panic!("{} calendar parts", calendars.len()) };
        assert_eq!(inline.content_type().unwrap().attribute("method"), Some(method));
        assert_eq!(inline.content_type().unwrap().attribute("charset"), Some("utf-8"));
        assert_eq!(file.attachment_name(), Some("invite.ics"));
        let text = |part: &mail_parser::MessagePart<'_>| match &part.body {
            PartType::Text(text) => text.trim_end().to_owned(),
            PartType::Binary(octets) => String::from_utf8(octets.to_vec()).unwrap().trim_end().to_owned(),
            _ => panic!("not a leaf"),
        };
        assert_eq!(text(inline), text(file));
        assert_eq!(text(file), rendered(&message, "Europe/Berlin").calendar.unwrap().ics.trim_end());

        let read = ICalendar::parse(text(file)).unwrap();
        let [calendar, event] = read.components.as_slice() else { panic!("one event") };
        let value = |property| event.property(&property).unwrap().values.first().unwrap();
        let said = |property| value(property).as_text().unwrap().to_owned();
        let time = |property| value(property).as_partial_date_time().unwrap().to_timestamp();
        let asked = calendar.property(&ICalendarProperty::Method).unwrap().values.first().unwrap();
        assert_eq!(asked.as_text(), Some(method));
        assert_eq!(event.uid(), Some("0191b1c2-7a3e-7cc0-8f7e-000000000001"));
        assert_eq!(value(ICalendarProperty::Sequence).as_integer(), Some(2));
        assert_eq!(time(ICalendarProperty::Dtstamp), Some(now().epoch()));
        assert_eq!(time(ICalendarProperty::Dtstart), Some(at("2027-01-14T17:00:00Z").epoch()));
        assert_eq!(time(ICalendarProperty::Dtend), Some(at("2027-01-14T18:00:00Z").epoch()));
        assert_eq!(said(ICalendarProperty::Status), status);
        assert_eq!(said(ICalendarProperty::Url), "https://meet.example.org/ann-bo");
        assert_eq!(said(ICalendarProperty::Location), "https://meet.example.org/ann-bo");
        assert!(said(ICalendarProperty::Description).contains("the thread; what runs first, and why.\nI freeze"));
        assert_eq!(
            event.property(&ICalendarProperty::Organizer).unwrap().calendar_address(),
            Some("hello@candor.example.org")
        );
        let attendees: Vec<_> =
            event.properties(&ICalendarProperty::Attendee).map(|entry| entry.calendar_address()).collect();
        assert_eq!(attendees, [Some("ann@example.com")]);
    }
}

#[test]
fn markup_in_somebodys_words_is_inert() {
    let evil = "<script>alert(1)</script>";
    let card =
        SessionSnapshot { other_name: evil.parse().unwrap(), aims: evil.parse().unwrap(), ..card(Seat::Candidate) };
    let mail = rendered(&SessionBooked::new(card).into(), "Europe/Berlin");
    assert!(!mail.html.contains("<script"));
    assert_eq!(mail.html.matches("&#60;script&#62;").count(), 5, "{}", mail.html);
    assert!(mail.text.contains("set this hour aside") && mail.text.contains(evil));
    assert!(mail.subject.contains(evil));

    let json = serde_json::to_string(&samples::notes()).unwrap();
    let notes = json.replace("upload form", evil).replace("\\\"why?\\\"", evil).replace("blocks", evil);
    let notes = Box::new(serde_json::from_str(&notes).unwrap());
    let mail = rendered(&Feedback { notes, ..feedback() }.into(), "Europe/Berlin");
    assert!(!mail.html.contains("<script"));
    assert!(mail.html.matches("&#60;script&#62;").count() >= 5);
    assert!(!mail.text.contains("&#"));
}

#[test]
fn a_name_stays_inside_its_header() {
    assert!("Ann\r\nBcc: eve@example.com".parse::<crate::domain::DisplayName>().is_err());
    for name in
        ["\"Ann\" <eve@example.com>,", "Ann, Bo; (x) \\ :", "\u{5f20}\u{4f1f} Zo\u{eb}", &"\u{e9} x ".repeat(20)]
    {
        let recipient = Recipient { name: name.parse().unwrap(), ..ann("Europe/Berlin".parse().unwrap()) };
        let card = SessionSnapshot { other_name: recipient.name.clone(), ..card(Seat::Candidate) };
        let mail = render(&SessionBooked::new(card).into(), &recipient, &frame(), None, now()).unwrap();
        let bytes = build(&mail, &recipient, &frame(), mail_id(), now()).unwrap().formatted();
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let to: Vec<_> = parsed.to().unwrap().iter().map(|to| (to.name(), to.address())).collect();
        assert_eq!(to, [(Some(&*recipient.name), Some("ann@example.com"))]);
        assert_eq!(parsed.subject(), Some(mail.subject.as_str()));
        let read = ICalendar::parse(mail.calendar.unwrap().ics).unwrap();
        assert_eq!(read.components[1].properties(&ICalendarProperty::Attendee).count(), 1);
    }
}

#[test]
fn what_is_for_the_coordinator_stays_out() {
    for (name, message) in messages() {
        let mail = rendered(&message, "Europe/Berlin");
        let whole = format!("{mail:?}");
        assert!(!whole.contains(PRIVATE) && !whole.contains("very tired"), "{name}");
    }
}

#[test]
fn people_go_by_their_first_name_and_no_mail_names_a_path_of_the_api() {
    for (name, message) in messages() {
        let mail = rendered(&message, "Europe/Berlin");
        assert!(mail.text.starts_with("Hi Ann,\n"), "{name}");
        // Mails to coordinators and operators have full names: they need to know which Bo it is.
        let by_role = name.starts_with("notes_late")
            || name.starts_with("person_reported")
            || name.starts_with("mark_contested")
            || name == "report_closed";
        assert!(by_role || !mail.text.contains("Larsen") && !mail.text.contains("Moreau"), "{name}: {}", mail.text);
        assert!(!mail.text.contains("/v1/") && !mail.html.contains("/v1/"), "{name}: {}", mail.text);
    }
}

#[test]
fn nobody_is_marked() {
    for (name, message) in messages() {
        let text = rendered(&message, "Europe/Berlin").text.to_lowercase();
        for word in
            ["oops", "score", "grade", "passed", "failed", "out of 4", "of 4", "/4", "sorry, but", "unfortunately"]
        {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn links_go_where_something_is() {
    for (name, message) in messages() {
        let mail = rendered(&message, "Europe/Berlin");
        for link in mail.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
        {
            let rules = "https://candor.example.org/note-rules";
            let known =
                [ACTION, CALIBRATION, rules, "https://meet.example.org/ann-bo", "mailto:help@candor.example.org"];
            let round = link == "https://candor.example.org/round?token=the-page";
            let start = link.strip_prefix(ACTION).is_some_and(|rest| rest.starts_with("&start="));
            let docs = link.strip_prefix("https://candor.example.org/docs/#/");
            let docs = docs.is_some_and(|page| LINKED.iter().any(|one| page == format!("{}/{}", one.0, one.1)));
            assert!(start || docs || round || known.contains(&link.as_str()), "{name}: {link}");
            assert!(link.starts_with("mailto:") || mail.text.contains(&link), "{name}: {link} in the text too");
        }
        assert!(!mail.html.contains("<img") && !mail.html.contains("url("), "{name}: nothing is loaded");
    }
}

#[test]
fn a_mail_that_lives_by_its_link_has_one() {
    let recipient = ann("Europe/Berlin".parse().unwrap());
    for (name, message) in messages() {
        let mail = render(&message, &recipient, &frame(), None, now());
        let whole = "verify_address reset_password confirm_new_address how_was_it marked_absent place_missing";
        let starts = "program coordinator_wrote round_ reminder move_proposed match_offered offer_ending weekly_plan \
                      impact_summary feedback evening_digest stand_in_asked question_ attached";
        let needs = whole.split(' ').any(|one| one == name) || starts.split(' ').any(|start| name.starts_with(start));
        assert_eq!(matches!(mail, Err(RenderError::NoActionUrl)), needs, "{name}");
        assert_eq!(mail.is_ok(), !needs, "{name}");
    }
}

#[test]
fn a_mail_for_which_nothing_was_read_is_not_sent_empty() {
    let reported =
        PersonReported { report: "0191b1c2-7a3e-7cc0-8f7e-000000000020".parse().unwrap(), operator: None, told: None };
    let late = NotesLate { sessions: Vec::new(), operator: None, told: Vec::new() };
    for message in [Message::from(reported), late.into()] {
        let mail = render(&message, &ann("Europe/Berlin".parse().unwrap()), &frame(), None, now());
        assert!(matches!(mail, Err(RenderError::NothingTold)), "{}", message.kind());
    }
}

#[test]
fn the_recommendation_is_for_a_level_and_a_length() {
    for (minutes, level, role, based_on) in [
        (30, Level::Intern, "an intern role", "this half hour"),
        (45, Level::Mid, "a mid-level role", "these 45 minutes"),
        (60, Level::Junior, "a junior role", "this hour"),
        (90, Level::Staff, "a staff-level role", "these 90 minutes"),
    ] {
        let length = crate::domain::SessionLength::try_from(minutes).unwrap();
        let card = SessionSnapshot { level, length, ..card(Seat::Candidate) };
        let mail = rendered(&Feedback { card, ..feedback() }.into(), "Europe/Berlin");
        let flat = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let formal = format!("Recommendation: no hire (fairly sure), based on {based_on}.");
        assert!(flat.contains(&format!("Bo wouldn't hire you for {role} yet.")) && flat.contains(&formal), "{flat}");
    }
}

#[test]
fn a_queued_feedback_without_version_is_the_first() {
    let message = Message::from(feedback());
    let mut json = serde_json::to_value(&message).unwrap();
    json.as_object_mut().unwrap().remove("version");
    assert_eq!(serde_json::from_value::<Message>(json).unwrap(), message);
}

/// When a new version starts, the outbox has rows written by the previous one.
#[test]
fn what_waits_in_the_outbox_can_be_read_by_the_next_version() {
    let mut rows = Vec::new();
    for (name, message) in messages() {
        let row = serde_json::to_string(&message).unwrap();
        let read: Message = serde_json::from_str(&row).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), row, "{name}");
        rows.push(format!("{name} {row}"));
    }
    rows.sort();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("outbox", rows.join("\n"));
    });
}
