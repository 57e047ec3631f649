use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::{MoveId, Prose};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A proposal came to nothing: the session stays where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveOff {
    /// The session.
    pub card: SessionSnapshot,
    /// The proposal; missing in rows of earlier versions.
    #[serde(default)]
    pub proposal: Option<MoveId>,
    /// The proposal's final state.
    pub outcome: ProposalState,
    /// Whether it was the recipient's.
    pub mine: bool,
    /// Why, in the other person's words; may be empty.
    pub reason: Prose<1000>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the recipient had proposed it.
    mine: bool,
    /// Whether the other person declined.
    declined: bool,
    /// Whether it was withdrawn.
    withdrawn: bool,
    /// Why, in the other person's words.
    reason: Option<&'a str>,
}

templates!(
    fill(View<'a>),
    "mail/booking/move_off.subject.txt",
    "mail/booking/move_off.txt",
    "mail/booking/move_off.html"
);

impl MailKind for MoveOff {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            session: sending.session(&self.card),
            mine: self.mine,
            declined: self.outcome == ProposalState::Declined,
            withdrawn: self.outcome == ProposalState::Withdrawn,
            reason: words::unless_empty(&self.reason),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let off = |outcome, mine| {
            let reason = if outcome == ProposalState::Declined { "I'm travelling on Friday, sorry." } else { "" };
            let proposal = "0191b1c2-7a3e-7cc0-8f7e-000000000005".parse().ok();
            Self { card: samples::card(Seat::Candidate), proposal, outcome, mine, reason: reason.parse().unwrap() }
        };
        vec![
            ("move_off.declined", off(ProposalState::Declined, true)),
            ("move_off.withdrawn", off(ProposalState::Withdrawn, false)),
            ("move_off.ended", off(ProposalState::Ended, true)),
            ("move_off.ended.other", off(ProposalState::Ended, false)),
        ]
    }
}
