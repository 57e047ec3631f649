//! Answering an invitation to a program.

use crate::app::App;
use crate::domain::{DisplayName, Invalid, Zone};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::program::accept::{self, Form as Filled, Offered};
use crate::service::tokens;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/program/invitation.html")]
struct Page {
    token: String,
    program: String,
    about: String,
    /// Whether the address has an account.
    has_account: bool,
    /// The name in the form.
    name: String,
    zone: String,
    zones: Vec<&'static str>,
    /// What to fix, if the form is shown again.
    hint: Option<String>,
}

impl Page {
    fn of(token: String, offered: Offered) -> Self {
        Self {
            token,
            program: offered.program.name.to_string(),
            about: offered.program.about.to_string(),
            has_account: offered.has_account,
            name: offered.invitation.name.map(|name| name.to_string()).unwrap_or_default(),
            zone: offered.program.zone.to_string(),
            zones: Zone::names().collect(),
            hint: None,
        }
    }
}

#[get("/invitation")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let asked = token.clone();
    match app.run(move |services| accept::look(services, &asked)).await {
        Ok(offered) => shown(StatusCode::OK, &Page::of(token, offered)),
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    token: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    time_zone: String,
    /// `One-Click`, from the page's second button or from a mail program (RFC 8058, section 3.1).
    #[serde(default, rename = "List-Unsubscribe")]
    no: String,
}

impl Answer {
    /// Whether the person wants no more invitations. The page's forms contain the token, so an empty one comes from a
    /// mail program, which uses this URL only to unsubscribe.
    fn is_no(&self) -> bool {
        let fields = [&self.token, &self.display_name, &self.password, &self.time_zone];
        !self.no.is_empty() || fields.iter().all(|field| field.is_empty())
    }
}

#[post("/invitation")]
pub(crate) async fn act(
    limit: RateLimit<action::Answer>,
    link: Query<Token>,
    form: Form<Answer>,
    app: Data<App>,
) -> Result<HttpResponse, Problem> {
    let Form(answer, written) = form;
    // Mail programs post to the URL from the header, which contains the token.
    let token = if answer.token.is_empty() { link.into_inner().token } else { answer.token.clone() };
    if let Err(error) = limit.count(&tokens::digest(&token)) {
        return written.refused(error);
    }
    if answer.is_no() {
        return match app.run(move |services| accept::decline(services, &token)).await {
            Ok(()) => done(
                "You won't be invited again",
                "You won't get any more email from this program. Nothing else changes.",
            ),
            Err(error) => refused(error),
        };
    }
    let asked = token.clone();
    let filled = filled(&answer);
    let joined = match filled {
        Ok(filled) => app.run(move |services| accept::accept(services, &asked, &filled)).await,
        Err(invalid) => Err(Error::invalid("", invalid.0)),
    };
    match joined {
        Ok(joined) => {
            let next = if joined.account_created {
                "Your account is ready and your email address is confirmed. Next, say what you'd like to practise or \
                 interview on, and when you have time."
            } else {
                "It's now in your list of programs. Next, say when you have time."
            };
            done(&format!("Welcome to {}", &*joined.program.name), next)
        }
        Err(error) if error.code == Code::InvalidInput => again(&app, token, answer, (&error, written)).await,
        Err(error) => written.refused(error),
    }
}

/// The input; empty fields count as missing.
fn filled(answer: &Answer) -> Result<Filled, Invalid> {
    fn given<T: std::str::FromStr<Err = Invalid>>(text: &str) -> Result<Option<T>, Invalid> {
        if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
    }
    Ok(Filled {
        name: given::<DisplayName>(&answer.display_name)?,
        password: given(&answer.password)?,
        zone: given(&answer.time_zone)?,
    })
}

/// The form once more, with what was typed, except the password, and what to mend.
async fn again(
    app: &Data<App>,
    token: String,
    answer: Answer,
    (error, written): (&Error, Written),
) -> Result<HttpResponse, Problem> {
    let hint = error.fields.first().map(|field| field.detail.clone());
    let asked = token.clone();
    match app.run(move |services| accept::look(services, &asked)).await {
        Ok(offered) => {
            let fresh = Page::of(token, offered);
            let zone = if answer.time_zone.is_empty() { fresh.zone } else { answer.time_zone };
            shown(StatusCode::UNPROCESSABLE_ENTITY, &Page { hint, name: answer.display_name, zone, ..fresh })
        }
        Err(error) => written.refused(error),
    }
}
