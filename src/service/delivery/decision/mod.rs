//! Decides about a due mail: whether it's still true, whom it goes to, and where its link leads. Each kind has a
//! function for that, in the file of its noun.

mod account;
mod booking;
mod feedback;
mod matching;
mod never_told;
mod practice;
mod program;
mod round;
mod safety;

use crate::domain::booking::session::{Session, State as SessionState};
use crate::domain::quiet_hours::night_until;
use crate::domain::{AccountId, EmailAddress, MailId, Timestamp, Zone};
use crate::mail::{Message, Recipient, SessionSnapshot};
use crate::service::booking::sessions::page_of;
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Error, Services};
use crate::store::account::accounts;
use crate::store::booking::{session_events, sessions};
use crate::store::outbox::Claimed;
use crate::store::{Db, StoreError};
use never_told::{Instead, instead};
use serde_json::Value;

/// What to do with a claimed mail.
pub(crate) enum DeliveryDecision {
    Send(Box<Delivery>),
    /// It's night for the recipient: send it at this time.
    Wait(Timestamp),
    /// It's no longer true: the session was cancelled, the notes were delivered, the account is gone.
    Drop,
    /// Its stored document can't be parsed, now or later.
    Park(String),
}

/// Everything needed to render a mail.
pub(crate) struct Delivery {
    pub(crate) recipient: Recipient,
    pub(crate) message: Message,
    /// Where the mail's button leads, with its token.
    pub(crate) action_url: Option<String>,
}

/// Decides it, in the transaction that claims the mail.
pub(crate) fn fate(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    mail: &Claimed,
) -> Result<DeliveryDecision, Error> {
    let mut message = match read(db, mail)? {
        Ok(message) => message,
        Err(error) => return Ok(DeliveryDecision::Park(error.to_string())),
    };
    let mut due = Due { services, db, now, account: mail.account, mail: mail.id };
    match instead(&mut due, &message)? {
        Instead::Itself => {}
        Instead::Nothing => return Ok(DeliveryDecision::Drop),
        Instead::Invitation(other) => message = *other,
    }
    let Some(Addressed { recipient, link }) = still_true(&mut due, &mut message)? else {
        return Ok(DeliveryDecision::Drop);
    };
    let night = services.settings.quiet_hours.then(|| night_until(now, recipient.zone)).flatten();
    match night.filter(|morning| message.can_wait(now, *morning)) {
        Some(morning) if !due.is_awake(&message)? => Ok(DeliveryDecision::Wait(morning)),
        _ => Ok(DeliveryDecision::Send(Box::new(Delivery { recipient, message, action_url: link }))),
    }
}

/// Parses the stored message. For any mail about a session, sets the flag that one of the two people has blocked the
/// other.
fn read(db: &mut Db, mail: &Claimed) -> Result<serde_json::Result<Message>, Error> {
    let mut stored: Value = match serde_json::from_str(&mail.message) {
        Ok(stored) => stored,
        Err(error) => return Ok(Err(error)),
    };
    let other = stored.pointer("/card/other_id").and_then(Value::as_str).and_then(|id| id.parse::<AccountId>().ok());
    if let (Some(other), Some(card)) = (other, stored.get_mut("card"))
        && BlockedPairs::of(db, Some(mail.account))?.between(mail.account, other)
    {
        card["apart"] = Value::Bool(true);
    }
    Ok(serde_json::from_value(stored))
}

/// Calls the function for each kind of mail. Kinds whose content is loaded when they're sent load it here.
fn still_true(due: &mut Due<'_>, message: &mut Message) -> StillTrue {
    match message {
        Message::VerifyAddress(mail) => account::verify_address(due, mail),
        Message::AddressTaken(_) => account::address_taken(due),
        Message::ResetPassword(mail) => account::reset_password(due, mail),
        Message::ConfirmNewAddress(mail) => account::confirm_new_address(due, mail),
        Message::AddressChanged(mail) => account::address_changed(due, mail),
        Message::PasswordChanged(_) => account::password_changed(due),
        Message::SignInEnded(_) => account::sign_in_ended(due),
        Message::AccountDeleted(mail) => account::account_deleted(due, mail),
        Message::SessionBooked(mail) => booking::session_booked(due, mail),
        Message::SessionCancelled(mail) => booking::session_cancelled(due, mail),
        Message::MoveProposed(mail) => booking::move_proposed(due, mail),
        Message::MoveOff(mail) => booking::move_off(due, mail),
        Message::SessionMoved(mail) => booking::session_moved(due, mail),
        Message::InvitationMoved(mail) => booking::invitation_moved(due, mail),
        Message::PlaceMissing(mail) => booking::place_missing(due, mail),
        Message::PlaceSet(mail) => booking::place_set(due, mail),
        Message::StandInAsked(mail) => booking::stand_in_asked(due, mail),
        Message::Reminder(mail) => booking::reminder(due, mail),
        Message::EveningDigest(mail) => booking::evening_digest(due, mail),
        Message::RunningLate(mail) => booking::running_late(due, mail),
        Message::MarkedAbsent(mail) => booking::marked_absent(due, mail),
        Message::AbsenceDisputed(mail) => booking::absence_disputed(due, mail),
        Message::BookingPaused(mail) => booking::booking_paused(due, mail),
        Message::MarkContested(mail) => booking::mark_contested(due, mail),
        Message::DisputeSettled(mail) => booking::dispute_settled(due, mail),
        Message::MarkDecided(mail) => booking::mark_decided(due, mail),
        Message::MatchOffered(mail) => matching::match_offered(due, mail),
        Message::OfferEnding(mail) => matching::offer_ending(due, mail),
        Message::OfferOff(_) => matching::offer_off(due),
        Message::RequestExpired(_) => matching::request_expired(due),
        Message::ProgramInvited(mail) => program::program_invited(due, mail),
        Message::CoordinatorWrote(mail) => program::coordinator_wrote(due, mail),
        Message::MemberRemoved(_) => program::member_removed(due),
        Message::RoundOpen(mail) => round::round_open(due, mail),
        Message::RoundMissed(mail) => round::round_missed(due, mail),
        Message::HowWasIt(mail) => feedback::how_was_it(due, mail),
        Message::NotesDue(mail) => feedback::notes_due(due, mail),
        Message::NotesDelayed(mail) => feedback::notes_delayed(due, mail),
        Message::HeldWithoutNotes(mail) => feedback::held_without_notes(due, mail),
        Message::NotesMissed(mail) => feedback::notes_missed(due, mail),
        Message::NotesLate(mail) => feedback::notes_late(due, mail),
        Message::WriteUp(mail) => feedback::write_up(due, mail),
        Message::NotesSettled(mail) => feedback::notes_settled(due, mail),
        Message::Feedback(mail) => feedback::feedback(due, mail),
        Message::QuestionAsked(mail) => feedback::question_asked(due, mail),
        Message::QuestionWaiting(mail) => feedback::question_waiting(due, mail),
        Message::QuestionAnswered(mail) => feedback::question_answered(due, mail),
        Message::Attached(mail) => feedback::attached(due, mail),
        Message::Thanked(mail) => feedback::thanked(due, mail),
        Message::ImpactSummary(_) => feedback::impact_summary(due),
        Message::WeeklyPlan(_) => practice::weekly_plan(due),
        Message::PersonReported(mail) => safety::person_reported(due, mail),
        Message::ReportClosed(_) => safety::report_closed(due),
    }
}

/// Where to send a mail that's still true.
struct Addressed {
    recipient: Recipient,
    /// Where its button leads, with its token.
    link: Option<String>,
}

/// `None` if the mail is no longer true.
type StillTrue = Result<Option<Addressed>, Error>;

/// A due mail, and the context for deciding about it.
struct Due<'a> {
    services: &'a Services,
    db: &'a mut Db,
    now: Timestamp,
    /// The recipient's account; if the recipient has none, the account on whose behalf it's sent.
    account: AccountId,
    /// The mail.
    mail: MailId,
}

/// Minutes for which somebody counts as awake after they acted.
const AWAKE_MINUTES: i64 = 15;

impl Due<'_> {
    /// Whether the recipient of a mail about a session has just acted on that session, and so is awake.
    fn is_awake(&mut self, message: &Message) -> Result<bool, Error> {
        let Some(card) = message.session() else { return Ok(false) };
        Ok(session_events::acted_since(self.db, card.session, self.account, self.now.plus_minutes(-AWAKE_MINUTES))?)
    }

    /// Sends it to the account, or drops it if the account is gone.
    fn mail_account(&mut self, link: Option<String>) -> StillTrue {
        let account = match accounts::by_id(self.db, self.account) {
            Err(StoreError::NotFound) => return Ok(None),
            other => other?,
        };
        let recipient = Recipient { address: account.email, name: account.name, zone: account.zone };
        Ok(Some(Addressed { recipient, link }))
    }

    /// Sends it to the account, with the link to one of their sessions.
    fn mail_with_page(&mut self, session: &Session) -> StillTrue {
        let page = page_of(self.services, session, self.account)?;
        self.mail_account(Some(page))
    }

    /// Sends it to the account's owner at an address other than the account's current one.
    fn mail_address(&mut self, address: &EmailAddress, link: Option<String>) -> StillTrue {
        Ok(self.mail_account(link)?.map(|Addressed { recipient, link }| {
            let recipient = Recipient { address: address.clone(), ..recipient };
            Addressed { recipient, link }
        }))
    }

    /// A page of this installation, with its token.
    fn page(&self, path: &str, token: &str) -> String {
        self.services.settings.frame.address(&format!("{path}?token={token}"))
    }

    /// The session that a mail is about; `None` for an offer that came to nothing.
    fn session(&mut self, card: &SessionSnapshot) -> Result<Option<Session>, Error> {
        match sessions::by_id(self.db, card.session) {
            Err(StoreError::NotFound) => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// The session, if it's still at the time in the mail. One that was moved away and back doesn't count: the earlier
    /// mails were replaced.
    fn as_told(&mut self, card: &SessionSnapshot) -> Result<Option<Session>, Error> {
        Ok(self.session(card)?.filter(|session| session.sequence == card.sequence))
    }

    /// The session, if it's still planned for the time in the mail.
    fn as_agreed(&mut self, card: &SessionSnapshot) -> Result<Option<Session>, Error> {
        Ok(self.as_told(card)?.filter(|session| session.state == SessionState::Booked))
    }
}

/// A recipient of whom we only know the address.
fn nameless(address: &EmailAddress) -> Result<Recipient, Error> {
    let name = address.as_str().chars().take(80).collect::<String>().parse()?;
    Ok(Recipient { address: address.clone(), name, zone: Zone::UTC })
}
