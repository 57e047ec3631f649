//! Saying when one has time for a round, by the link in the mail that asks.

use super::times::{Fields, Row, rows, windows};
use crate::app::App;
use crate::domain::round::RoundState;
use crate::domain::{Invalid, Kind, Language, Level, RoundId};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::service::round::{self, AnswerPage, EntryForm};
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use std::str::FromStr;

/// A choice of a list.
struct Choice {
    value: &'static str,
    label: &'static str,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "pages/round/answer.html")]
struct Page {
    token: String,
    program: String,
    name: String,
    minutes: i64,
    until: Option<String>,
    zone: String,
    practises: bool,
    interviews: bool,
    has_hours: bool,
    has_profile: bool,
    /// The first line of each list.
    unchosen: &'static str,
    /// `hours`, `times` or `out`.
    answer: String,
    rows: Vec<Row>,
    /// Empty if the round has a kind of its own.
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    languages: Vec<Choice>,
    aims: String,
    /// What to fix, if the form is shown again.
    hint: Option<String>,
}

fn choices<T: Copy + PartialEq>(
    all: impl Iterator<Item = T>,
    chosen: Option<T>,
    words: fn(T) -> (&'static str, &'static str),
) -> Vec<Choice> {
    let choice = |one: T| {
        let (value, label) = words(one);
        Choice { value, label, chosen: chosen == Some(one) }
    };
    all.map(choice).collect()
}

impl Page {
    fn of(token: String, asked: &AnswerPage) -> Self {
        let entry = asked.entry.clone().unwrap_or_default();
        let (plans, program) = (&asked.shown.round.plans, &asked.shown.program);
        let seats = asked.shown.me.place.seats;
        let practises = seats.candidate;
        let answer = match (&asked.entry, &entry) {
            (_, entry) if !entry.taking_part => "out",
            (_, entry) if entry.windows.is_some() => "times",
            (None, _) if practises && !asked.has_hours => "times",
            _ => "hours",
        };
        // Without a profile, something has to be chosen.
        let bare = asked.profile.is_none();
        let kinds = if program.kinds.is_empty() { Kind::ALL } else { &*program.kinds };
        let levels = if program.levels.is_empty() { Level::ALL } else { &*program.levels };
        let language = entry.language.or(bare.then_some(Language::ENGLISH));
        let kinds = kinds.iter().copied().filter(|_| plans.kind.is_none());
        Self {
            token,
            program: program.name.to_string(),
            name: plans.name.to_string(),
            minutes: plans.length.minutes(),
            until: asked.until.clone(),
            zone: asked.zone.to_string(),
            practises,
            interviews: seats.interviewer,
            has_hours: asked.has_hours,
            has_profile: !bare,
            unchosen: if bare { "Please choose" } else { "As in my profile" },
            answer: answer.to_owned(),
            rows: rows(asked, entry.windows.as_ref().map_or(&[], |windows| &**windows)),
            kinds: choices(kinds, entry.kind, |one| (one.as_str(), one.label())),
            levels: choices(levels.iter().copied(), entry.level, |one| (one.as_str(), one.label())),
            languages: choices(Language::all(), language, |one| (one.as_str(), one.label())),
            aims: entry.aims.to_string(),
            hint: None,
        }
    }

    /// The form once more, with what was typed.
    fn again(self, fields: &Fields, hint: String) -> Self {
        let typed = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let rows = self.rows.into_iter().map(|row| {
            let (from, to) = (typed(&format!("from:{}", row.key)), typed(&format!("to:{}", row.key)));
            Row { from, to, ..row }
        });
        let chosen = |all: Vec<Choice>, name: &str| {
            let value = typed(name);
            all.into_iter().map(|one| Choice { chosen: one.value == value, ..one }).collect()
        };
        Self {
            answer: typed("answer"),
            rows: rows.collect(),
            kinds: chosen(self.kinds, "kind"),
            levels: chosen(self.levels, "level"),
            languages: chosen(self.languages, "language"),
            aims: typed("aims"),
            hint: Some(hint),
            ..self
        }
    }
}

fn whose(app: &App, token: &str) -> Result<(RoundId, LinkBearer), Error> {
    app.services.keys.check_round(token, app.services.now())
}

async fn look(app: &App, me: LinkBearer, id: RoundId) -> Result<AnswerPage, Error> {
    let found = app.run_linked(me, move |services, me| round::answer_page(services, me, id)).await;
    // Somebody who has left the program, or a round that was deleted.
    found.map_err(|error| if error.code == Code::NotFound { crate::service::tokens::link_invalid() } else { error })
}

#[get("/round")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    match look(&app, me, id).await {
        Ok(asked) if asked.shown.round.state == RoundState::Published => done(
            "This round is settled",
            "Everybody who took part has heard from us by email. Your answer to the next round counts again.",
        ),
        Ok(asked) => shown(StatusCode::OK, &Page::of(token, &asked)),
        Err(error) => refused(error),
    }
}

#[post("/round")]
pub(crate) async fn act(form: Form<Fields>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Form(fields, written) = form;
    let token = fields.get("token").cloned().unwrap_or_default();
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let asked = match look(&app, me, id).await {
        Ok(asked) => asked,
        Err(error) => return written.refused(error),
    };
    let saved = match filled(&fields, &asked) {
        Ok(filled) => app.run_linked(me, move |services, me| round::put_entry(services, me, id, &filled)).await,
        Err(invalid) => Err(Error::invalid("", invalid.0)),
    };
    match saved {
        Ok(entry) if !entry.taking_part => done(
            "Not this time",
            "We won't plan anything for you in this round. Your answer to the next one counts again.",
        ),
        Ok(_) => done(
            "Thank you, we've noted it",
            "You'll get an email once the round is settled. Until then you can change your answer with the same link.",
        ),
        Err(error) if error.code == Code::InvalidInput => again(token, &asked, &fields, &error, written),
        Err(error) => written.refused(error),
    }
}

fn again(
    token: String,
    asked: &AnswerPage,
    fields: &Fields,
    error: &Error,
    written: Written,
) -> Result<HttpResponse, Problem> {
    match error.fields.first() {
        Some(field) => {
            let again = Page::of(token, asked).again(fields, field.detail.clone());
            shown(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        None => written.refused(Error::new(error.code, error.detail.clone())),
    }
}

/// What was typed. What the form doesn't ask about stays as the person has said it before.
fn filled(fields: &Fields, asked: &AnswerPage) -> Result<EntryForm, Invalid> {
    let typed = |name: &str| fields.get(name).map_or("", |value| value.trim());
    let before = asked.entry.clone().unwrap_or_default();
    let answer = typed("answer");
    if !["hours", "times", "out"].contains(&answer) {
        return Err(Invalid::new("Please choose one of the answers."));
    }
    let windows = if answer == "times" { Some(windows(fields)?) } else { None };
    Ok(EntryForm {
        taking_part: answer != "out",
        windows,
        kind: if asked.shown.round.plans.kind.is_none() { given::<Kind>(typed("kind"))? } else { before.kind },
        level: given(typed("level"))?,
        topics: before.topics,
        language: given(typed("language"))?,
        aims: typed("aims").parse()?,
    })
}

fn given<T: FromStr<Err = Invalid>>(text: &str) -> Result<Option<T>, Invalid> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}
