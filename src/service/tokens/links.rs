use super::keys::Keys;
use super::purpose::TokenPurpose;
use crate::domain::{AccountId, InvitationId, LinkId, MoveId, ProgramId, RoundId, SessionId, Timestamp};
use crate::service::{Code, Error};
use crate::store::account::links::Purpose;
use std::fmt::{self, Display};
use std::str::FromStr;

/// The person that a mailed link was sent to, from a token with a valid signature. Their account may be deleted by now: only
/// [`Services::run_linked`](crate::service::Services::run_linked), which checks that, says who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkBearer(AccountId);

impl LinkBearer {
    pub(in crate::service) fn account(self) -> AccountId {
        self.0
    }
}

/// As a key of rate limits.
impl Display for LinkBearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The tokens in mailed links, each with its check.
impl Keys {
    /// The token for a mailed link.
    pub fn link(&self, link: LinkId, purpose: Purpose, now: Timestamp, expires: Timestamp) -> Result<String, Error> {
        self.single(purpose.into(), link, now, expires)
    }

    /// The link of a token from a mail.
    pub fn check_link(&self, token: &str, purpose: Purpose, now: Timestamp) -> Result<LinkId, Error> {
        self.check_single(token, purpose.into(), now)
    }

    /// The token for the link of an invitation into a program.
    pub fn invitation(&self, id: InvitationId, now: Timestamp, expires: Timestamp) -> Result<String, Error> {
        self.single(TokenPurpose::Invitation, id, now, expires)
    }

    /// The invitation of a token from a mail.
    pub fn check_invitation(&self, token: &str, now: Timestamp) -> Result<InvitationId, Error> {
        self.check_single(token, TokenPurpose::Invitation, now)
    }

    /// The token for the link that ends somebody's weekly mails.
    pub fn weekly(&self, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.single(TokenPurpose::WeeklyMail, who, now, now)
    }

    /// Whose weekly mails end, of a token from a mail.
    pub fn check_weekly(&self, token: &str, now: Timestamp) -> Result<LinkBearer, Error> {
        self.check_single(token, TokenPurpose::WeeklyMail, now).map(LinkBearer)
    }

    /// The token for the link that ends somebody's monthly summaries.
    pub fn monthly(&self, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.single(TokenPurpose::MonthlyMail, who, now, now)
    }

    /// Whose monthly summaries end, of a token from a mail.
    pub fn check_monthly(&self, token: &str, now: Timestamp) -> Result<LinkBearer, Error> {
        self.check_single(token, TokenPurpose::MonthlyMail, now).map(LinkBearer)
    }

    /// The token for the link that ends a program's mails to somebody.
    pub fn program_mail(&self, program: ProgramId, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.pair(TokenPurpose::ProgramMail, (program, who), now, now)
    }

    /// The program whose mails end, and to whom, of a token from a mail.
    pub fn check_program_mail(&self, token: &str, now: Timestamp) -> Result<(ProgramId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::ProgramMail, now)
    }

    /// The token for the link to say when one has time for a round, which ends at this moment.
    pub fn round(&self, round: RoundId, who: AccountId, now: Timestamp, ends: Timestamp) -> Result<String, Error> {
        self.pair(TokenPurpose::Round, (round, who), now, ends)
    }

    /// The round, and who answers, of a token from a mail.
    pub fn check_round(&self, token: &str, now: Timestamp) -> Result<(RoundId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::Round, now)
    }

    /// The token for the link that ends somebody's evening digests.
    pub fn evening(&self, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.single(TokenPurpose::EveningMail, who, now, now)
    }

    /// Whose evening digests end, of a token from a mail.
    pub fn check_evening(&self, token: &str, now: Timestamp) -> Result<LinkBearer, Error> {
        self.check_single(token, TokenPurpose::EveningMail, now).map(LinkBearer)
    }

    /// The token for the link to the sample sessions that somebody practises rating on.
    pub fn calibration(&self, who: AccountId, now: Timestamp, first_starts_at: Timestamp) -> Result<String, Error> {
        self.single(TokenPurpose::Calibration, who, now, first_starts_at)
    }

    /// Who practises rating, of a token from a mail.
    pub fn check_calibration(&self, token: &str, now: Timestamp) -> Result<LinkBearer, Error> {
        self.check_single(token, TokenPurpose::Calibration, now).map(LinkBearer)
    }

    /// The token for the link that asks somebody to stand in for a session.
    pub fn stand_in(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        starts_at: Timestamp,
    ) -> Result<String, Error> {
        self.pair(TokenPurpose::StandIn, (session, who), now, starts_at)
    }

    /// The session, and who is asked, of a token from a mail.
    pub fn check_stand_in(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::StandIn, now)
    }

    /// The token for the link to answer an offer, identified by its session.
    pub fn offer(
        &self,
        offer: SessionId,
        who: AccountId,
        now: Timestamp,
        answer_by: Timestamp,
    ) -> Result<String, Error> {
        self.pair(TokenPurpose::Offer, (offer, who), now, answer_by)
    }

    /// The offer's session and its candidate, from a mailed token.
    pub fn check_offer(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::Offer, now)
    }

    /// The token for the link to a session's page, as one of its two people. It allows what can be done with the session at that
    /// time, and nothing else.
    pub fn session(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        starts_at: Timestamp,
    ) -> Result<String, Error> {
        self.pair(TokenPurpose::Session, (session, who), now, starts_at)
    }

    /// The session, and whose page it is, of a token from a mail.
    pub fn check_session(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::Session, now)
    }

    /// The token for the link that asks a candidate how a session was.
    pub fn look_back(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        starts_at: Timestamp,
    ) -> Result<String, Error> {
        self.pair(TokenPurpose::LookBack, (session, who), now, starts_at)
    }

    /// The session, and its candidate, of a token from a mail.
    pub fn check_look_back(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::LookBack, now)
    }

    /// The token for the link to the page of the feedback on a session, for its candidate.
    pub fn feedback(&self, session: SessionId, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.pair(TokenPurpose::Feedback, (session, who), now, now)
    }

    /// The session, and its candidate, of a token from a mail.
    pub fn check_feedback(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::Feedback, now)
    }

    /// The token for the link to answer what a candidate asks about the notes on a session, for its interviewer.
    pub fn follow_ups(&self, session: SessionId, who: AccountId, now: Timestamp) -> Result<String, Error> {
        self.pair(TokenPurpose::FollowUps, (session, who), now, now)
    }

    /// The session, and its interviewer, of a token from a mail.
    pub fn check_follow_ups(&self, token: &str, now: Timestamp) -> Result<(SessionId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::FollowUps, now)
    }

    /// The token for the links that ask somebody to agree to another time.
    pub fn proposal(&self, id: MoveId, who: AccountId, now: Timestamp, last_start: Timestamp) -> Result<String, Error> {
        self.pair(TokenPurpose::Move, (id, who), now, last_start)
    }

    /// The proposal, and who is asked, of a token from a mail.
    pub fn check_proposal(&self, token: &str, now: Timestamp) -> Result<(MoveId, LinkBearer), Error> {
        self.check_pair(token, TokenPurpose::Move, now)
    }

    fn single(
        &self,
        purpose: TokenPurpose,
        id: impl Display,
        now: Timestamp,
        from: Timestamp,
    ) -> Result<String, Error> {
        self.sign(purpose, id.to_string(), None, now, from)
    }

    fn check_single<T: FromStr>(&self, token: &str, purpose: TokenPurpose, now: Timestamp) -> Result<T, Error> {
        let claims = self.check(token, purpose, now);
        claims.and_then(|claims| claims.sub.parse().ok()).ok_or_else(link_invalid)
    }

    fn pair(
        &self,
        purpose: TokenPurpose,
        (id, who): (impl Display, AccountId),
        now: Timestamp,
        from: Timestamp,
    ) -> Result<String, Error> {
        self.sign(purpose, format!("{id}:{who}"), None, now, from)
    }

    fn check_pair<T: FromStr>(
        &self,
        token: &str,
        purpose: TokenPurpose,
        now: Timestamp,
    ) -> Result<(T, LinkBearer), Error> {
        let claims = self.check(token, purpose, now);
        let both = claims.and_then(|claims| {
            let (what, who) = claims.sub.split_once(':')?;
            Some((what.parse().ok()?, LinkBearer(who.parse().ok()?)))
        });
        both.ok_or_else(link_invalid)
    }
}

/// The error for every link that doesn't work, whatever the reason.
pub fn link_invalid() -> Error {
    Error::new(
        Code::LinkInvalid,
        "This link has already been used or has expired. If you've just used it, you're all set; if not, please ask \
         for a new one.",
    )
}
