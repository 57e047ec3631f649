use crate::calendar::write::Method;
use crate::domain::{DisplayName, Prose, Seat, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A session was cancelled; carries the calendar's cancellation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionCancelled {
    /// The session.
    pub card: SessionSnapshot,
    /// Who cancelled.
    pub by: Seat,
    /// Why, in their words; may be empty.
    pub reason: Prose<1000>,
    /// What's being done for the candidate.
    #[serde(default)]
    pub looking: ReplacementSearch,
    /// When the other half of a swap starts (UTC), if it's still ahead.
    #[serde(default)]
    pub kept_at: Option<Timestamp>,
    /// The other half of a swap, if it stays in the calendar.
    #[serde(default)]
    pub stays: Option<Box<SessionSnapshot>>,
    /// The program that the person in the seat `by` was removed from, if that is why; then nobody cancelled it themselves.
    #[serde(default)]
    pub left_program: Option<DisplayName>,
}

/// What's being done for the candidate of a session that its interviewer cancelled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementSearch {
    /// Whether their request is back in the queue.
    pub waits: bool,
    /// Whether they've been put in the queue because a round booked the session, without having asked themselves.
    #[serde(default)]
    pub round: bool,
    /// How many people were asked to stand in at the same time.
    pub asked: usize,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the recipient cancelled.
    mine: bool,
    /// Why, in the words of the person who cancelled.
    reason: Option<&'a str>,
    /// When the other half is, if it isn't cancelled: `right after this, at 18:45 CET`.
    kept: Option<String>,
    /// Whether the calendar keeps the other half.
    stays: bool,
    /// What comes next, in sentences for the recipient's seat.
    next: String,
    /// The program that one of the two was removed from, if that is why.
    program: Option<&'a str>,
}

templates!(
    fill(View<'a>),
    "mail/booking/session_cancelled.subject.txt",
    "mail/booking/session_cancelled.txt",
    "mail/booking/session_cancelled.html"
);

impl MailKind for SessionCancelled {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            mine: self.by == self.card.my_role,
            reason: words::unless_empty(&self.reason).filter(|_| self.left_program.is_none()),
            kept: self.kept_at.map(|other| words::other_half(self.card.starts_at, other, sending.recipient.zone)),
            stays: self.stays.is_some(),
            next: next(self),
            program: self.left_program.as_deref(),
        };
        fill(sending, &view)
    }

    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        Some(match &self.stays {
            Some(other) => (Method::Request, &**other),
            None => (Method::Cancel, &self.card),
        })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let one = |card, by, reason| Self {
            card,
            by,
            reason,
            looking: ReplacementSearch::default(),
            kept_at: None,
            stays: None,
            left_program: None,
        };
        let program = || Some("Frontend evenings".parse().unwrap());
        let (candidate, interviewer) = (samples::card(Seat::Candidate), samples::card(Seat::Interviewer));
        let looking = ReplacementSearch { waits: true, round: false, asked: 3 };
        let in_a_round = |asked| ReplacementSearch { waits: true, round: true, asked };
        vec![
            ("session_cancelled.by_me", one(candidate.clone(), Seat::Candidate, Default::default())),
            ("session_cancelled.by_other", one(interviewer, Seat::Candidate, samples::reason())),
            (
                "session_cancelled.looking",
                Self {
                    card: candidate,
                    by: Seat::Interviewer,
                    reason: samples::reason(),
                    looking,
                    kept_at: None,
                    stays: None,
                    left_program: None,
                },
            ),
            (
                "session_cancelled.round.by_me",
                Self {
                    looking: in_a_round(0),
                    ..one(samples::card(Seat::Candidate), Seat::Candidate, samples::reason())
                },
            ),
            (
                "session_cancelled.round.looking",
                Self {
                    looking: in_a_round(1),
                    ..one(samples::card(Seat::Candidate), Seat::Interviewer, samples::reason())
                },
            ),
            (
                "session_cancelled.looking.interviewer",
                Self {
                    card: samples::card(Seat::Interviewer),
                    by: Seat::Interviewer,
                    reason: samples::reason(),
                    looking,
                    kept_at: None,
                    stays: None,
                    left_program: None,
                },
            ),
            (
                "session_cancelled.kept",
                Self {
                    kept_at: Some(samples::at("2027-01-14T18:00:00Z")),
                    stays: Some(Box::new(SessionSnapshot {
                        starts_at: samples::at("2027-01-14T18:00:00Z"),
                        ..samples::card(Seat::Candidate)
                    })),
                    ..one(samples::card(Seat::Interviewer), Seat::Candidate, samples::reason())
                },
            ),
            ("session_cancelled.swap", one(samples::swap(Seat::Interviewer), Seat::Candidate, samples::reason())),
            (
                "session_cancelled.removed",
                Self {
                    left_program: program(),
                    ..one(samples::card(Seat::Interviewer), Seat::Interviewer, samples::reason())
                },
            ),
            (
                "session_cancelled.removed.other",
                Self {
                    left_program: program(),
                    looking: ReplacementSearch { waits: true, ..Default::default() },
                    ..one(samples::card(Seat::Candidate), Seat::Interviewer, samples::reason())
                },
            ),
        ]
    }
}

/// What comes next. Only the candidate reads about their request and about an invitation that may follow.
fn next(mail: &SessionCancelled) -> String {
    let (mine, other) = (mail.by == mail.card.my_role, mail.card.other_name.first_name());
    match mail.card.my_role {
        Seat::Candidate => {
            looking(mail.looking).unwrap_or_else(|| "You can ask for another interview whenever you like.".to_owned())
        }
        // They were removed from the program, and had no say in it.
        Seat::Interviewer if mine && mail.left_program.is_some() => {
            "Thank you for having set the time aside.".to_owned()
        }
        Seat::Interviewer if !mine => "Thanks for keeping the time free; you have it back.".to_owned(),
        Seat::Interviewer if mail.looking == ReplacementSearch::default() => {
            format!("Thank you for letting {other} know.")
        }
        Seat::Interviewer => {
            format!("We're looking for somebody else for {other}; there's nothing more for you to do.")
        }
    }
}

/// What's being done to find somebody else, in sentences for the candidate.
fn looking(looking: ReplacementSearch) -> Option<String> {
    let asked = match looking.asked {
        0 => None,
        1 => Some(("one person".to_owned(), "they")),
        asked => Some((format!("{asked} people"), "one of them")),
    };
    let asked = asked.map(|(people, who)| {
        (format!("We've asked {people} on our short-notice list to take over at the same time"), who)
    });
    let back = match looking.round {
        true => "you're back in the queue for the rest of the round's days",
        false => "your request is back in its old place in the queue",
    };
    Some(match (asked, looking.waits) {
        (None, false) => return None,
        (None, true) => {
            let mut back = back.to_owned();
            back.replace_range(..1, "Y");
            format!(
                "{back}. We're looking for somebody else and will tell you as soon as we find them; there's nothing you \
                 need to do."
            )
        }
        (Some((asked, who)), true) => format!(
            "{asked}, and {back}: if {who} can, you'll get an invitation right away, and if not, we'll look for another \
             time. There's nothing you need to do."
        ),
        (Some((asked, who)), false) => format!(
            "{asked}. If {who} can, you'll get an invitation right away; if you'd rather have another time, you can book \
             one or ask for one whenever you like."
        ),
    })
}
