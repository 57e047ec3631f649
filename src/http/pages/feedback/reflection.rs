//! Reflecting on a session, by the link in a mail: a self-assessment and a review on one page.

use crate::app::App;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::Score;
use crate::domain::feedback::reflection::{HintsHelped, OwnRating, QuestionFit, Review, SelfAssessment};
use crate::domain::{DisplayName, Invalid, SessionId, UpTo};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, done, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::service::feedback::reflection::{self, Asked};
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "pages/feedback/look_back.html")]
struct Page {
    token: String,
    kind: &'static str,
    other: DisplayName,
    /// Whether the self-assessment is still open.
    assessable: bool,
    competencies: Vec<Rated>,
    takeaway: String,
    questions: Vec<Question>,
    comment: String,
    /// What to fix, if the form is shown again.
    hint: Option<String>,
}

/// A competency and the selected rating; 0 if none.
struct Rated {
    competency: &'static Competency,
    own: u16,
}

/// A question with a few answers to choose from.
struct Question {
    name: &'static str,
    words: String,
    answers: &'static [(&'static str, &'static str)],
    given: &'static str,
}

const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];
const FIT: &[(&str, &str)] = &[("too_easy", "Too easy"), ("right", "About right"), ("too_hard", "Too hard")];
const HELPED: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("none_given", "There were none")];

fn yes_no(answer: Option<bool>) -> &'static str {
    answer.map_or("", |yes| if yes { "yes" } else { "no" })
}

impl Page {
    fn of(token: String, asked: Asked, hint: Option<String>) -> Self {
        let Asked { session, assessment, review, assessable, delivered } = asked;
        let own = assessment.unwrap_or_default();
        let chosen = |competency: &Competency| own.ratings.iter().find(|one| *one.competency == *competency.id);
        let competencies = template(session.kind).competencies.iter().map(|competency| Rated {
            competency,
            own: chosen(competency).and_then(|one| one.score).map_or(0, Score::get),
        });
        let other = session.interviewer.name.first_name();
        let question = |name, words: &str, answers, given| Question { name, words: words.to_owned(), answers, given };
        let mut questions = vec![
            question("on_time", &format!("Was {other} on time?"), YES_NO, yes_no(review.on_time)),
            question(
                "questions",
                "How hard were the questions for this level?",
                FIT,
                review.questions.map_or("", QuestionFit::as_str),
            ),
            question("hints", "Did the hints help?", HELPED, review.hints.map_or("", HintsHelped::as_str)),
            question(
                "would_meet_again",
                &format!("Would you practise with {other} again?"),
                YES_NO,
                yes_no(review.would_meet_again),
            ),
        ];
        if delivered {
            questions.push(question(
                "notes_specific",
                "Were the notes specific?",
                YES_NO,
                yes_no(review.notes_specific),
            ));
        }
        Self {
            token,
            kind: session.kind.label(),
            other: session.interviewer.name,
            assessable,
            competencies: competencies.collect(),
            takeaway: own.takeaway.to_string(),
            questions,
            comment: review.comment.to_string(),
            hint,
        }
    }
}

fn whose(app: &App, token: &str) -> Result<(SessionId, LinkBearer), Error> {
    app.services.keys.check_look_back(token, app.services.now())
}

#[get("/look-back")]
pub(crate) async fn page(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return refused(error),
    };
    match app.run_linked(me, move |services, me| reflection::ask(services, me, id)).await {
        Ok(asked) => shown(StatusCode::OK, &Page::of(token, asked, None)),
        Err(error) => refused(error),
    }
}

#[post("/look-back")]
pub(crate) async fn act(form: Form<HashMap<String, String>>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Form(mut fields, written) = form;
    let token = fields.remove("token").unwrap_or_default();
    let (id, me) = match whose(&app, &token) {
        Ok(both) => both,
        Err(error) => return written.refused(error),
    };
    let (own, review) = match read(&fields) {
        Ok(read) => read,
        Err(invalid) => return again(&app, (id, me), token, fields, (invalid, written)).await,
    };
    let kept = (own.clone(), review.clone());
    match app.run_linked(me, move |services, me| reflection::answer(services, me, id, kept.0.as_ref(), &kept.1)).await {
        Ok(()) => done(
            "Thank you",
            "Saved. Once the notes are in, you'll see both views side by side. You can change your answers with the \
             same link.",
        ),
        // Shows the form again, with what was selected and what to fix.
        Err(error) if error.code == Code::InvalidInput => {
            let hint = error.fields.first().map(|field| field.detail.clone());
            match app.run_linked(me, move |services, me| reflection::ask(services, me, id)).await {
                Ok(asked) => {
                    let asked = Asked { assessment: own, review, ..asked };
                    shown(StatusCode::UNPROCESSABLE_ENTITY, &Page::of(token, asked, hint))
                }
                Err(error) => written.refused(error),
            }
        }
        Err(error) => written.refused(error),
    }
}

/// Shows the form again if the input is invalid, with the texts as typed.
async fn again(
    app: &Data<App>,
    (id, me): (SessionId, LinkBearer),
    token: String,
    mut fields: HashMap<String, String>,
    (invalid, written): (Invalid, Written),
) -> Result<HttpResponse, Problem> {
    let [takeaway, comment] = ["takeaway", "comment"].map(|name| fields.remove(name).unwrap_or_default());
    let Ok((assessment, review)) = read(&fields) else { return written.refused(Error::invalid("", invalid.0)) };
    match app.run_linked(me, move |services, me| reflection::ask(services, me, id)).await {
        Ok(asked) => {
            let fresh = Page::of(token, Asked { assessment, review, ..asked }, Some(invalid.0));
            shown(StatusCode::UNPROCESSABLE_ENTITY, &Page { takeaway, comment, ..fresh })
        }
        Err(error) => written.refused(error),
    }
}

/// The input; no self-assessment if nothing was selected.
fn read(fields: &HashMap<String, String>) -> Result<(Option<SelfAssessment>, Review), Invalid> {
    let given = |name: &str| fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let chosen = |name: &str| match given(name) {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(_) => Err(Invalid::new("Please choose yes or no.")),
    };
    let mut ratings = Vec::new();
    for (name, value) in fields {
        let Some(competency) = name.strip_prefix("rating:") else { continue };
        let score = value.parse().ok().and_then(Score::new);
        ratings.push(OwnRating { competency: competency.parse()?, score, why: "".parse()? });
    }
    ratings.sort_by(|one, other| one.competency.cmp(&other.competency));
    let own = SelfAssessment {
        ratings: UpTo::new(ratings).ok_or_else(|| Invalid::new("There are more ratings than skills."))?,
        takeaway: given("takeaway").unwrap_or_default().parse()?,
    };
    let said = !own.takeaway.is_empty() || own.ratings.iter().any(|one| one.score.is_some());
    let review = Review {
        on_time: chosen("on_time")?,
        questions: given("questions").map(str::parse).transpose()?,
        hints: given("hints").map(str::parse).transpose()?,
        notes_specific: chosen("notes_specific")?,
        would_meet_again: chosen("would_meet_again")?,
        comment: given("comment").unwrap_or_default().parse()?,
    };
    Ok((said.then_some(own), review))
}
