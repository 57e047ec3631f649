use crate::domain::Timestamp;
use crate::domain::feedback::comparison::REVIEW_WITHIN_DAYS;
use crate::service::table::table;
use crate::store::account::links;

/// The properties of a purpose.
pub(super) struct Row {
    /// The audience of its tokens (RFC 7519, section 4.1.3).
    audience: &'static str,
    /// How long they're valid, in seconds after the moment it counts from.
    seconds: i64,
}

table! {
    /// What a token is for: a token for one purpose is invalid for another.
    pub enum TokenPurpose: Row {
        /// Calling the API. Counts from signing.
        Access = minutes("candor:access", 15);
        /// Confirming the address of a new account. Expires with the link's row, like the next two.
        VerifyAddress = days("candor:verify_email", 0);
        /// Choosing a new password.
        ResetPassword = days("candor:reset_password", 0);
        /// Confirming a change of address.
        ConfirmNewAddress = days("candor:confirm_new_email", 0);
        /// Answering an invitation to a program. Expires with the invitation.
        Invitation = days("candor:program_invitation", 0);
        /// Standing in for an interviewer. Expires at the session's start.
        StandIn = days("candor:stand_in", 0);
        /// The page of a session, for one of its two people; it shows the session's current state. Counts from its start.
        Session = days("candor:session", 90);
        /// Answering an offer; afterwards the page still shows the outcome. Counts from the answer deadline.
        Offer = days("candor:offer", 31);
        /// Agreeing to another time; afterwards the page still shows the current state. Counts from the last proposed start.
        Move = days("candor:move", 31);
        /// Looking back at a session. Counts from its start.
        LookBack = days("candor:look_back", REVIEW_WITHIN_DAYS);
        /// The page of feedback; the mail itself has the same content. Counts from signing.
        Feedback = days("candor:feedback", 365);
        /// Answering a candidate's questions about the notes; the API takes an answer later, too. Counts from signing.
        FollowUps = days("candor:follow_ups", 90);
        /// Practising to rate on sample sessions. Counts from the first session's start.
        Calibration = days("candor:calibration", 90);
        /// Ending the weekly mails: somebody may find one a year later. Counts from signing.
        WeeklyMail = days("candor:weekly_mail", 400);
        /// Ending the monthly summaries, likewise.
        MonthlyMail = days("candor:monthly_mail", 400);
        /// Ending the mails of a program, likewise.
        ProgramMail = days("candor:program_mail", 400);
        /// Saying when one has time for a round; afterwards the page says what became of it. Counts from its last day.
        Round = days("candor:round", 31);
        /// Ending the evening digests, likewise.
        EveningMail = days("candor:evening_mail", 400);
    }
}

const fn minutes(audience: &'static str, minutes: i64) -> Row {
    Row { audience, seconds: minutes * 60 }
}

const fn days(audience: &'static str, days: i64) -> Row {
    minutes(audience, days * 24 * 60)
}

impl TokenPurpose {
    pub(super) const fn audience(self) -> &'static str {
        self.row().audience
    }

    pub(super) const fn seconds(self) -> i64 {
        self.row().seconds
    }

    /// The second at which a token expires, counted from this moment.
    pub(super) fn ends(self, from: Timestamp) -> i64 {
        from.epoch() + self.seconds()
    }
}

impl From<links::Purpose> for TokenPurpose {
    fn from(purpose: links::Purpose) -> Self {
        match purpose {
            links::Purpose::VerifyAddress => Self::VerifyAddress,
            links::Purpose::ResetPassword => Self::ResetPassword,
            links::Purpose::ConfirmNewAddress => Self::ConfirmNewAddress,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_an_audience_of_its_own() {
        let audiences: std::collections::BTreeSet<_> = TokenPurpose::ALL.iter().map(|one| one.audience()).collect();
        assert_eq!(audiences.len(), TokenPurpose::ALL.len());
    }
}
