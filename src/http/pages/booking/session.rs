//! A session by the link in a mail: its current state, and what the reader can do about it.

use crate::app::App;
use crate::domain::booking::session::State;
use crate::domain::{DisplayName, MeetingPlace, Prose, Seat, SessionId, isolated};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::Written;
use crate::http::problem::Problem;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::booking::attendance;
use crate::service::booking::places::{self, Given};
use crate::service::booking::sessions::{self, ByLink, NotesAwaited};
use crate::service::tokens::LinkBearer;
use crate::service::{Error, round};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/booking/session.html")]
struct Page {
    token: String,
    hint: Option<String>,
    /// What was typed, when the form came back.
    typed: Typed,
    /// What was written into a form that isn't there any more.
    written: Written,
    level: &'static str,
    kind: &'static str,
    other: DisplayName,
    when: String,
    minutes: i64,
    /// Where they meet.
    place: Option<String>,
    /// The same, where it's a link.
    link: Option<String>,
    /// Whether the session is to be held, so that there's a place to tell.
    booked: bool,
    /// Whether the reader is its candidate.
    candidate: bool,
    /// The current state, in sentences.
    stands: Vec<String>,
    confirm: bool,
    set_place: bool,
    run_late: bool,
    cancel: bool,
    /// Whether the candidate then waits for another session.
    waits_after: bool,
    free_until: String,
    late: bool,
    dispute: bool,
    /// Whether something was made in it, or can be added.
    made: bool,
}

/// What somebody typed into the page's fields.
#[derive(Default)]
struct Typed {
    /// Why they cancel.
    reason: String,
    /// Where they meet; none where that form wasn't sent.
    place: Option<String>,
    /// Whether it's for their other sessions, too.
    for_others: bool,
    /// How late they are.
    minutes: i32,
    /// Whether another time with the same person would do.
    offer_again: bool,
}

impl Page {
    fn of(token: String, hint: Option<String>, (typed, written): (Typed, Written), found: ByLink) -> Self {
        let stands = stands(&found);
        let ByLink {
            session, role, when, confirm, set_place, run_late, free_until, late, dispute, notes, made, ..
        } = found;
        let (cancel, waits_after) = (found.cancel, found.waits_after);
        let place = session.meeting_place.as_ref();
        // What has no field any more isn't lost.
        let written = if cancel || dispute { written.without("reason") } else { written };
        let written = if set_place { written.without("place") } else { written };
        Self {
            token,
            hint,
            typed,
            written,
            level: session.level.label(),
            kind: session.kind.label(),
            other: session.person(role.other()).name.clone(),
            when,
            minutes: session.length.minutes(),
            link: place.and_then(MeetingPlace::link).map(ToString::to_string),
            place: place.map(ToString::to_string),
            booked: session.state == State::Booked && notes.is_none(),
            candidate: role == Seat::Candidate,
            stands,
            confirm,
            set_place,
            run_late,
            cancel,
            waits_after,
            free_until,
            late,
            dispute,
            made,
        }
    }

    /// The value of the field for the place: what was typed, or else the current place.
    fn place_field(&self) -> &str {
        self.typed.place.as_deref().or(self.place.as_deref()).unwrap_or_default()
    }
}

/// The session's current state.
fn stands(found: &ByLink) -> Vec<String> {
    let ByLink { session, role, notes, .. } = found;
    let other = session.person(role.other()).name.first_name();
    let mut told = Vec::new();
    match session.state {
        State::Offered => told.push("It's been offered to you and is waiting for your answer.".to_owned()),
        State::Booked if notes.is_some() => told.push(awaited(notes.as_ref(), *role, other)),
        State::Booked => {
            for who in [*role, role.other()] {
                let coming = session.coming.of(who);
                let (has, will) = if who == *role {
                    ("You've".to_owned(), "You'll".to_owned())
                } else {
                    (format!("{other} has"), format!("{other} will"))
                };
                if coming.confirmed_at.is_some() {
                    told.push(format!("{has} confirmed."));
                }
                if let Some(minutes) = coming.late_minutes {
                    told.push(format!("{will} be about {minutes} minutes late."));
                }
            }
        }
        State::Cancelled => told.extend(session.cancelled.as_ref().map(|(by, reason)| {
            let who = if by == role { "You" } else { other };
            format!("{who} cancelled this session: {}", isolated(reason.trim()))
        })),
        State::NoShow => told.push("It was recorded as missed.".to_owned()),
        State::Disputed => told.push(format!(
            "You and {other} remember it differently. Somebody will look at it, and you'll get an email."
        )),
        State::HeldWithoutNotes => told.push(match role {
            Seat::Candidate => "It took place, and the notes never came. We're sorry. Should they still come, you'll \
                                get them by email."
                .to_owned(),
            Seat::Interviewer => {
                format!("It ended without notes. They're still welcome: {other} gets them by email.")
            }
        }),
        State::Completed => told.push("It took place and the notes are in.".to_owned()),
    }
    told
}

/// What is true of the notes once a session is over.
fn awaited(notes: Option<&NotesAwaited>, role: Seat, other: &str) -> String {
    match (role, notes) {
        (Seat::Candidate, Some(NotesAwaited::Late(until))) => {
            format!("It's over, and the notes are late. We wait for them until {until}, and then tell you what's next.")
        }
        (Seat::Candidate, Some(NotesAwaited::Due(due))) => format!("It's over. {other}'s notes are due by {due}."),
        (Seat::Interviewer, Some(NotesAwaited::Late(until))) => {
            format!("It's over, and your notes are late. {other} waits for them until {until}.")
        }
        (Seat::Interviewer, Some(NotesAwaited::Due(due))) => format!("It's over. Your notes are due by {due}."),
        (_, None) => "It's over.".to_owned(),
    }
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_session(token, app.services.now())
}

async fn show(
    app: &App,
    token: String,
    error: Option<Error>,
    (typed, written): (Typed, Written),
) -> Result<HttpResponse, Problem> {
    let (id, me) = match whose(app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let hint = error.as_ref().map(|error| error.fields.first().map_or(&error.detail, |field| &field.detail).clone());
    let status = error.map_or(StatusCode::OK, |error| Problem::from(error).status());
    match app.run_linked(me, move |services, me| sessions::by_link(services, me, id)).await {
        Ok(found) => shown(status, &Page::of(token, hint, (typed, written), found)),
        Err(error) => written.refused(error),
    }
}

#[get("/session")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    show(&app, link.into_inner().token, None, Default::default()).await
}

#[derive(Deserialize)]
struct Action {
    #[serde(default)]
    token: String,
    /// `confirm`, `place`, `late`, `cancel` or `dispute`, from the page's buttons.
    #[serde(default)]
    act: String,
    #[serde(default)]
    minutes: i32,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    place: Option<String>,
    /// `yes` where its box is ticked.
    #[serde(default)]
    for_others: String,
    /// `yes` for another time with the same person.
    #[serde(default)]
    offer_again: String,
}

#[post("/session")]
pub(crate) async fn act(
    form: Form<Action>,
    limit: RateLimit<action::Place>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let Action { token, act, minutes, reason, place, for_others, offer_again } = form.0;
    let written = form.1;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let (for_others, offer_again) = (for_others == "yes", offer_again == "yes");
    let typed = Typed { reason: reason.clone(), place: place.clone(), for_others, minutes, offer_again };
    if act == "place"
        && let Err(error) = limit.count(&me.to_string())
    {
        return show(&app, token, Some(error), (typed, written)).await;
    }
    let acted = app.run_linked(me, move |services, me| {
        let name = |(session, role): (crate::domain::booking::session::Session, Seat)| {
            session.person(role.other()).name.first_name().to_owned()
        };
        match act.as_str() {
            "confirm" => attendance::confirm(services, me, id)
                .map(|done| ("Thank you", format!("{} can see that you'll be there.", name(done)))),
            "place" => place.unwrap_or_default().parse().map_err(Error::from).and_then(|place| {
                let done = places::set(services, me, id, &Given { place, for_others })?;
                Ok(("Thank you", format!("{} gets it by email, and the event in your calendars follows.", name(done))))
            }),
            "late" if (1..=30).contains(&minutes) => attendance::run_late(services, me, id, minutes).map(|done| {
                ("Thank you", format!("Thanks for letting {} know. They've been told and will wait.", name(done)))
            }),
            "cancel" => reason.parse::<Prose<1000>>().map_err(Error::from).and_then(|reason| {
                let done = round::excuse(services, me, id, &reason, offer_again)?;
                Ok(("Cancelled", format!("{} gets your message by email, and the hour is free again.", name(done))))
            }),
            "dispute" => reason.parse::<Prose<1000>>().map_err(Error::from).and_then(|reason| {
                let done = attendance::dispute(services, me, id, &reason)?;
                let text = format!(
                    "We've kept what you told us, and {} gets it by email. The mark doesn't count until somebody has looked at it.",
                    name(done)
                );
                Ok(("Thank you", text))
            }),
            _ => Err(Error::invalid("", "Please choose one of the buttons.")),
        }
    });
    match acted.await {
        Ok((title, text)) => done(title, &text),
        // What stood in the way, on the page as it is now.
        Err(error) => show(&app, token, Some(error), (typed, written)).await,
    }
}
