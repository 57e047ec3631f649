use crate::document::{self, About, Block, Document, Made, Writer};
use crate::domain::feedback::notes::{Notes, ScalePoint};
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{DisplayName, Prose};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words::date;
use serde::{Deserialize, Serialize};

/// The notes as the candidate receives them, with different wording for amended ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// The session.
    pub card: SessionSnapshot,
    /// The notes.
    pub notes: Box<Notes>,
    /// 2 or more for amended notes.
    #[serde(default = "first_version")]
    pub version: u32,
    /// What changed and why, or how they were written.
    #[serde(default)]
    pub why: Option<Prose<1000>>,
    /// Who wrote them in the interviewer's place.
    #[serde(default)]
    pub writer: Option<DisplayName>,
    /// The candidate's self-assessment, if any.
    #[serde(default)]
    pub own: Option<Box<SelfAssessment>>,
    /// What was made in the session, loaded when the mail is sent.
    #[serde(skip)]
    pub made: Vec<Made>,
}

fn first_version() -> u32 {
    1
}

struct View<'a> {
    session: SessionView<'a>,
    /// Who wrote the notes in the other person's place.
    writer: Option<&'a DisplayName>,
    /// 2 or more for amended notes.
    version: u32,
    /// The content.
    document: Document,
    /// What was made, to stand below.
    made: &'a [Made],
    /// Both as plain text.
    text: String,
    /// The page of the feedback.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/feedback.subject.txt",
    "mail/feedback/feedback.txt",
    "mail/feedback/feedback.html"
);

templates!(
    fill_amended(View<'a>),
    "mail/feedback/amended_feedback.subject.txt",
    "mail/feedback/amended_feedback.txt",
    "mail/feedback/amended_feedback.html"
);

impl MailKind for Feedback {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let Self { card, notes, version, why, writer, own, made } = self;
        let about = About {
            candidate: None,
            interviewer: Some(&card.other_name),
            kind: card.kind,
            level: card.level,
            length: card.length,
            date: &date(card.starts_at, sending.recipient.zone, sending.now),
            version: *version,
            why: why.as_deref().unwrap_or_default(),
            writer: writer.as_ref().map_or(Writer::Interviewer, |name| Writer::InPlace(Some(name))),
        };
        let document = document::feedback(&about, notes, own.as_deref());
        let view = View {
            session: sending.session(card),
            writer: writer.as_ref(),
            version: *version,
            text: document::text(&document) + &document::made::text(made),
            made,
            document,
            page: sending.link()?,
        };
        if *version > 1 { fill_amended(sending, &view) } else { fill(sending, &view) }
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let first = Self {
            card: samples::card(Seat::Candidate),
            notes: Box::new(samples::notes()),
            version: 1,
            why: None,
            writer: None,
            own: None,
            made: Vec::new(),
        };
        let in_place = Self {
            why: "Cy wrote these notes in your interviewer's place, without having been in the interview.".parse().ok(),
            writer: "Cy Moreau".parse().ok(),
            ..first.clone()
        };
        let amended = Self {
            version: 2,
            own: Some(Box::new(samples::own())),
            why: "You did name the microtask queue, at minute 31. I'd missed that in my notes.".parse().ok(),
            ..first.clone()
        };
        let with_work = Self { made: samples::made(), ..first.clone() };
        vec![
            ("feedback", first),
            ("feedback.in_place", in_place),
            ("feedback.amended", amended),
            ("feedback.made", with_work),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::booking::SessionBooked;
    use crate::mail::samples::{ACTION, ann, card, frame, notes, now};
    use crate::mail::{Message, Rendered, render};

    const HEBREW: &str = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}, \u{5d4}\u{5d9}\u{5d0} \u{5d0}\u{5de}\u{5e8}\u{5d4}.";

    fn rendered(message: impl Into<Message>) -> Rendered {
        render(&message.into(), &ann("UTC".parse().unwrap()), &frame(), Some(ACTION), now()).unwrap()
    }

    /// The whole mail, with texts somebody made to break it: nothing in them is markup, and every word is there.
    #[test]
    fn hostile_texts_stay_texts_in_the_mail() {
        for evil in [
            "<script>alert(1)</script><style>*{display:none}</style><img src=x onerror=alert(1)>".to_owned(),
            "[x](javascript:alert(1)) <a href=\"javascript:alert(1)\">x</a>".to_owned(),
            "x\" class=\"sheet\" style=\"position:fixed\" onclick=\"x".to_owned(),
            "```\"><b class=\"sheet\">\n</pre></td></table><script>\n```".to_owned(),
            format!("{}deepest", "> - ".repeat(900)),
            format!("begin {} end", "`".repeat(3900)),
        ] {
            let ratings = serde_json::json!([{"competency": "depth", "score": 2, "evidence": evil}]);
            let notes =
                Notes { summary: evil.parse().unwrap(), ratings: serde_json::from_value(ratings).unwrap(), ..notes() };
            let plain = rendered(Feedback { notes: Box::new(self::notes()), ..sample() });
            let mail = rendered(Feedback { notes: Box::new(notes), made: crate::mail::samples::made(), ..sample() });
            let names = |html: &str| -> std::collections::BTreeSet<String> {
                let name =
                    |tag: &str| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
                html.split('<').skip(1).map(|tag| name(tag.trim_start_matches('/'))).collect()
            };
            let more = ["pre", "code", "blockquote", "ul", "ol", "li", "table", "tr", "td", "p", "br", "strong"];
            let known = names(&plain.html);
            assert!(
                names(&mail.html).iter().all(|name| known.contains(name) || more.contains(&name.as_str())),
                "{evil}"
            );
            for tag in mail.html.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
                assert!(!tag.contains(" on") && !tag.contains("position") && !tag.contains("javascript"), "<{tag}");
                assert!(!tag.contains("class=\"sheet\"") || tag.starts_with("td "), "<{tag}");
            }
            assert!(!evil.contains(['<', '"']) || !mail.html.contains(&evil), "{evil}");
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let said = letters(&document::Text::read(&evil).words());
            assert!(letters(&mail.text).matches(&said).count() >= 2, "{evil}: {}", mail.text);
        }
    }

    fn sample() -> Feedback {
        Feedback::samples().swap_remove(0).1
    }

    #[test]
    fn each_paragraph_of_somebodys_text_has_its_direction() {
        let both: Prose<4000> = format!("Hello, she began.\n\n{HEBREW}").parse().unwrap();
        let ratings = serde_json::json!([{"competency": "depth", "score": 2, "evidence": HEBREW}]);
        let notes = Notes { summary: both, ratings: serde_json::from_value(ratings).unwrap(), ..notes() };
        let card = card(crate::domain::Seat::Candidate);
        let feedback =
            Feedback { card, notes: Box::new(notes), version: 1, why: None, writer: None, own: None, made: Vec::new() };
        let mail = rendered(feedback);
        for words in ["Hello, she began.", HEBREW] {
            let paragraph = format!("unicode-bidi:plaintext\">{words}</p>");
            assert!(mail.html.contains(&paragraph), "{words}: {}", mail.html);
        }
        // A label is a separate paragraph; in plain text, where it isn't, the two are isolated.
        let (_, after) = mail.html.split_once(">Evidence</p>\n").unwrap();
        let (_, paragraph) = after.split_once("<p dir=\"auto\" class=\"said\" style=\"").unwrap();
        assert!(paragraph.split_once("\">").unwrap().1.starts_with(&format!("{HEBREW}</p>")), "{}", mail.html);
        let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("Evidence: \u{2068}{HEBREW}\u{2069}")), "{}", mail.text);
        assert!(mail.text.contains(&format!("\n{HEBREW}\n")), "{}", mail.text);
    }

    #[test]
    fn a_place_in_words_is_set_apart_from_its_label() {
        let place = Some("\u{5d7}\u{5d3}\u{5e8} 12.".parse().unwrap());
        let card = SessionSnapshot { meeting_place: place, ..card(crate::domain::Seat::Candidate) };
        let mail = rendered(SessionBooked { card, calibration_page: None });
        assert!(mail.text.contains("* Where: \u{2068}\u{5d7}\u{5d3}\u{5e8} 12.\u{2069}"), "{}", mail.text);
        assert!(mail.html.contains("<bdi>\u{5d7}\u{5d3}\u{5e8} 12.</bdi>"), "{}", mail.html);
    }
}
