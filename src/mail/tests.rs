use super::samples::{ACTION, ann, frame, messages, now};
use super::*;

/// Wall clocks an hour and five and three quarter hours ahead of UTC.
const ZONES: [&str; 2] = ["Europe/Berlin", "Asia/Kathmandu"];

fn rendered(message: &message::Message, zone: &str) -> Rendered {
    render(message, &ann(zone.parse().unwrap()), &frame(), Some(ACTION), now()).unwrap()
}

#[test]
fn every_kind_reads_as_reviewed() {
    for (name, message) in messages() {
        let [here, there] = ZONES.map(|zone| rendered(&message, zone));
        reviewed(&format!("{name}.Berlin"), &here);
        // Mails that tell no time read the same everywhere.
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
