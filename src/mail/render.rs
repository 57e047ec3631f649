use super::booking::moves::{Off, Proposed};
use super::booking::stand_in::StandIn;
use super::calendar_event;
use super::feedback::late_notes::Overdues;
use super::feedback::monthly_summary::Impact;
use super::feedback::notes::Feedback;
use super::frame::{Frame, Operation};
use super::message::{Message, Recipient};
use super::practice::weekly_plan::Weekly;
use super::program::invitation::Invitation;
use super::safety::report::Reported;
use super::view::{Account, Ended, Late, MailContext, Paused, Session};
use super::words;
use super::wrap::wrap;
use crate::calendar::write::{Calendar, Method};
use crate::document::{Block, GroupKind};
use crate::domain::Timestamp;
use askama::Template;

/// A mail in words, not yet in MIME.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The whole mail as plain text, for those who read no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What the recipient's calendar is told.
    pub calendar: Option<Calendar>,
    /// Where one click ends such mails, for those that nobody asked for.
    pub unsubscribe: Option<String>,
}

/// Why a mail could not be put into words; a fault of ours, so repeating does not help.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The kind of mail lives by its link, and none was given.
    #[error("this kind of mail needs an action link")]
    NoActionUrl,
    /// A template failed.
    #[error("a mail template failed: {0}")]
    Template(#[from] askama::Error),
}

/// Puts a message into words for its recipient.
///
/// `action_url` is the link with the token, for the kinds that hold a `link`; the others ignore it.
/// `now` is the moment of sending: reminders say "tomorrow" by it, and the calendar part's DTSTAMP is it.
pub fn render(
    message: &Message,
    recipient: &Recipient,
    frame: &Frame,
    action_url: Option<&str>,
    now: Timestamp,
) -> Result<Rendered, RenderError> {
    let hello = MailContext::new(recipient, frame);
    let url = || action_url.ok_or(RenderError::NoActionUrl);
    let account = |url, address| Account { url, address };
    let session = |card| Session::new(card, recipient, now);
    let mail = match message {
        Message::VerifyAddress { .. } => verify_address(&hello, &account(url()?, "")),
        Message::AddressTaken => address_taken(&hello, &account("", "")),
        Message::ResetPassword { .. } => reset_password(&hello, &account(url()?, "")),
        Message::ConfirmNewAddress { address, .. } => confirm_new_address(&hello, &account(url()?, address.as_str())),
        Message::AddressChanged { old } => address_changed(&hello, &account("", old.as_str())),
        Message::PasswordChanged => password_changed(&hello, &account("", "")),
        Message::AccountDeleted { .. } => account_deleted(&hello, &account("", "")),
        Message::MatchOffered { card, answer_by, reasons } => {
            let answer_by = words::when(*answer_by, recipient.zone, now);
            match_offered(&hello, &Session { answer_by, reasons, ..session(card) })
        }
        Message::RequestExpired { about, level, since, why } => {
            let (what, since) = (words::an_interview(*level, *about), words::date(*since, recipient.zone, now));
            request_expired(&hello, &Ended { what, since, why, unanswered: why.is_empty() })
        }
        Message::ProgramInvited { .. } => program_invited(&hello, &Invitation::new(message, url()?, now)),
        Message::StandInAsked { .. } => stand_in_asked(&hello, &StandIn::new(message, recipient, url()?, now)),
        Message::PersonReported { .. } => {
            let url = frame.docs(Operation::GET_REPORT);
            person_reported(&hello, &Reported::new(message, recipient, &url, now))
        }
        Message::ReportClosed { .. } => report_closed(&hello, &Reported::new(message, recipient, "", now)),
        Message::SessionBooked { card } => {
            session_booked(&hello, &Session { url: action_url.unwrap_or_default(), ..session(card) })
        }
        Message::SessionCancelled { card, by, reason, looking } => {
            let (mine, looking) = (*by == card.my_role, words::looking(*looking));
            session_cancelled(&hello, &Session { reason, mine, looking, ..session(card) })
        }
        Message::MoveProposed { .. } => move_proposed(&hello, &Proposed::new(message, recipient, url()?, now)),
        Message::MoveOff { .. } => move_off(&hello, &Off::new(message, recipient, now)),
        Message::SessionMoved { card, from, by, reason } => {
            let (from, mine) = (words::when(*from, recipient.zone, now), *by == Some(card.my_role));
            session_moved(&hello, &Session { from, mine, alone: by.is_some(), reason, ..session(card) })
        }
        Message::Reminder { card, .. } => reminder(&hello, &Session { url: url()?, ..session(card) }),
        Message::RunningLate { card, minutes } => {
            let at = words::time(card.starts_at.plus_minutes((*minutes).into()), recipient.zone);
            running_late(&hello, &Session { late_minutes: *minutes, late_at: at, ..session(card) })
        }
        Message::MarkedAbsent { card } => {
            let dispute = frame.docs(Operation::DISPUTE_ABSENCE);
            marked_absent(&hello, &Session { url: &dispute, ..session(card) })
        }
        Message::AbsenceDisputed { card, reason } => absence_disputed(&hello, &Session { reason, ..session(card) }),
        Message::BookingPaused { until } => {
            let until_short = words::when_short(*until, recipient.zone);
            let until = words::when(*until, recipient.zone, now);
            booking_paused(&hello, &Paused { until, until_short, url: &frame.docs(Operation::APPEAL_MARK) })
        }
        Message::MarkDecided { card, lifted, word } => {
            mark_decided(&hello, &Session { reason: word, mine: *lifted, ..session(card) })
        }
        Message::WriteUp { card, interviewer, word } => {
            let (name, name_in_full) = (interviewer.first_name(), &**interviewer);
            write_up(&hello, &Late { s: session(card), name, name_in_full, word })
        }
        Message::NotesSettled { card, writer, word } => {
            let (name, name_in_full) = writer.as_ref().map_or(("", ""), |writer| (writer.first_name(), writer));
            notes_settled(&hello, &Late { s: session(card), name, name_in_full, word })
        }
        Message::NotesLate { .. } => notes_late(&hello, &Overdues::new(message, recipient, frame, now)),
        Message::NotesDue { card, hours_after } => {
            let rules = frame.address("note-rules");
            notes_due(&hello, &Session { hours_after: *hours_after, url: &rules, ..session(card) })
        }
        Message::WeeklyPlan { .. } => weekly_plan(&hello, &Weekly::new(message, url()?)),
        Message::Thanked { card, line } => thanked(&hello, &Session { reason: line, ..session(card) }),
        Message::ImpactSummary { .. } => impact_summary(&hello, &Impact::new(message, url()?)),
        Message::HowWasIt { card } => how_was_it(&hello, &Session { url: url()?, ..session(card) }),
        Message::Feedback { card, notes, version, why, writer, own } => {
            let why = why.as_deref().map_or("", |why| why);
            let view =
                Feedback::new((card, notes, own.as_deref()), (*version, why, writer.as_ref()), recipient, url()?, now);
            if *version > 1 { amended_feedback(&hello, &view) } else { feedback(&hello, &view) }
        }
    }?;
    // What nobody asked for, and what comes again and again, ends by one click without being opened (RFC 8058).
    let ends =
        matches!(message, Message::ProgramInvited { .. } | Message::WeeklyPlan { .. } | Message::ImpactSummary { .. });
    let unsubscribe = action_url.filter(|_| ends).map(str::to_owned);
    Ok(Rendered { calendar: calendar_part(message, recipient, frame, now), unsubscribe, ..mail })
}

fn calendar_part(message: &Message, recipient: &Recipient, frame: &Frame, stamp: Timestamp) -> Option<Calendar> {
    let (method, card) = match message {
        Message::SessionBooked { card } | Message::SessionMoved { card, .. } => (Method::Request, card),
        Message::SessionCancelled { card, .. } => (Method::Cancel, card),
        _ => return None,
    };
    Some(calendar_event::calendar(method, card, recipient, frame, stamp))
}

/// A function for a kind of mail: it fills the kind's three templates, in which `hello` is what every
/// mail has and `v` is what this kind has.
macro_rules! mails {
    ($($kind:ident: $view:ident, $subject:tt, $text:tt, $html:tt;)*) => {$(
        fn $kind(hello: &MailContext, v: &$view<'_>) -> Result<Rendered, askama::Error> {
            #[derive(Template)]
            #[template(path = $subject)]
            #[allow(dead_code, reason = "not every subject needs both")]
            struct Subject<'a> {
                hello: &'a MailContext,
                v: &'a $view<'a>,
            }
            #[derive(Template)]
            #[template(path = $text)]
            #[allow(dead_code, reason = "not every text needs both")]
            struct Text<'a> {
                hello: &'a MailContext,
                v: &'a $view<'a>,
            }
            #[derive(Template)]
            #[template(path = $html)]
            #[allow(dead_code, reason = "not every page needs all three")]
            struct Html<'a> {
                subject: &'a str,
                hello: &'a MailContext,
                v: &'a $view<'a>,
            }
            let subject = Subject { hello, v }.render()?.split_whitespace().collect::<Vec<_>>().join(" ");
            let html = Html { subject: &subject, hello, v }.render()?;
            let text = wrap(&Text { hello, v }.render()?);
            Ok(Rendered { subject, text, html, calendar: None, unsubscribe: None })
        }
    )*};
}

mails! {
    verify_address: Account, "mail/account/verify_address.subject.txt", "mail/account/verify_address.txt", "mail/account/verify_address.html";
    address_taken: Account, "mail/account/address_taken.subject.txt", "mail/account/address_taken.txt", "mail/account/address_taken.html";
    reset_password: Account, "mail/account/reset_password.subject.txt", "mail/account/reset_password.txt", "mail/account/reset_password.html";
    confirm_new_address: Account, "mail/account/confirm_new_address.subject.txt", "mail/account/confirm_new_address.txt", "mail/account/confirm_new_address.html";
    address_changed: Account, "mail/account/address_changed.subject.txt", "mail/account/address_changed.txt", "mail/account/address_changed.html";
    password_changed: Account, "mail/account/password_changed.subject.txt", "mail/account/password_changed.txt", "mail/account/password_changed.html";
    account_deleted: Account, "mail/account/account_deleted.subject.txt", "mail/account/account_deleted.txt", "mail/account/account_deleted.html";
    program_invited: Invitation, "mail/program/program_invited.subject.txt", "mail/program/program_invited.txt", "mail/program/program_invited.html";
    stand_in_asked: StandIn, "mail/booking/stand_in_asked.subject.txt", "mail/booking/stand_in_asked.txt", "mail/booking/stand_in_asked.html";
    person_reported: Reported, "mail/safety/person_reported.subject.txt", "mail/safety/person_reported.txt", "mail/safety/person_reported.html";
    report_closed: Reported, "mail/safety/report_closed.subject.txt", "mail/safety/report_closed.txt", "mail/safety/report_closed.html";
    match_offered: Session, "mail/matching/match_offered.subject.txt", "mail/matching/match_offered.txt", "mail/matching/match_offered.html";
    request_expired: Ended, "mail/matching/request_expired.subject.txt", "mail/matching/request_expired.txt", "mail/matching/request_expired.html";
    session_booked: Session, "mail/booking/session_booked.subject.txt", "mail/booking/session_booked.txt", "mail/booking/session_booked.html";
    session_cancelled: Session, "mail/booking/session_cancelled.subject.txt", "mail/booking/session_cancelled.txt", "mail/booking/session_cancelled.html";
    move_proposed: Proposed, "mail/booking/move_proposed.subject.txt", "mail/booking/move_proposed.txt", "mail/booking/move_proposed.html";
    move_off: Off, "mail/booking/move_off.subject.txt", "mail/booking/move_off.txt", "mail/booking/move_off.html";
    session_moved: Session, "mail/booking/session_moved.subject.txt", "mail/booking/session_moved.txt", "mail/booking/session_moved.html";
    reminder: Session, "mail/booking/reminder.subject.txt", "mail/booking/reminder.txt", "mail/booking/reminder.html";
    running_late: Session, "mail/booking/running_late.subject.txt", "mail/booking/running_late.txt", "mail/booking/running_late.html";
    marked_absent: Session, "mail/booking/marked_absent.subject.txt", "mail/booking/marked_absent.txt", "mail/booking/marked_absent.html";
    absence_disputed: Session, "mail/booking/absence_disputed.subject.txt", "mail/booking/absence_disputed.txt", "mail/booking/absence_disputed.html";
    how_was_it: Session, "mail/feedback/how_was_it.subject.txt", "mail/feedback/how_was_it.txt", "mail/feedback/how_was_it.html";
    weekly_plan: Weekly, "mail/practice/weekly_plan.subject.txt", "mail/practice/weekly_plan.txt", "mail/practice/weekly_plan.html";
    booking_paused: Paused, "mail/booking/booking_paused.subject.txt", "mail/booking/booking_paused.txt", "mail/booking/booking_paused.html";
    mark_decided: Session, "mail/booking/mark_decided.subject.txt", "mail/booking/mark_decided.txt", "mail/booking/mark_decided.html";
    thanked: Session, "mail/feedback/thanked.subject.txt", "mail/feedback/thanked.txt", "mail/feedback/thanked.html";
    impact_summary: Impact, "mail/feedback/impact_summary.subject.txt", "mail/feedback/impact_summary.txt", "mail/feedback/impact_summary.html";
    write_up: Late, "mail/feedback/write_up.subject.txt", "mail/feedback/write_up.txt", "mail/feedback/write_up.html";
    notes_settled: Late, "mail/feedback/notes_settled.subject.txt", "mail/feedback/notes_settled.txt", "mail/feedback/notes_settled.html";
    notes_late: Overdues, "mail/feedback/notes_late.subject.txt", "mail/feedback/notes_late.txt", "mail/feedback/notes_late.html";
    notes_due: Session, "mail/feedback/notes_due.subject.txt", "mail/feedback/notes_due.txt", "mail/feedback/notes_due.html";
    feedback: Feedback, "mail/feedback/feedback.subject.txt", "mail/feedback/feedback.txt", "mail/feedback/feedback.html";
    amended_feedback: Feedback, "mail/feedback/amended_feedback.subject.txt", "mail/feedback/amended_feedback.txt", "mail/feedback/amended_feedback.html";
}
