//! The table of error codes: status, name and title of each, and a type for handlers' signatures.

use super::member::{Member, Schemas};
use crate::domain::Timestamp;
use crate::domain::feedback::linter::Finding;
use crate::domain::feedback::notes::Notes;
use crate::service::Code;
use crate::service::program::invite::Line;
use crate::service::program::removal::ToCome;
use crate::service::round::Taken;
use actix_web::http::StatusCode;

/// An error code as a type.
pub(crate) trait DeclaredError {
    /// The code.
    const CODE: Code;

    /// The member that its document has beside those of every problem, with the components that this needs.
    fn member(_schemas: &mut Schemas) -> Option<Member> {
        None
    }
}

macro_rules! codes {
    (
        operations { $($name:ident $status:ident $word:literal $title:literal $(+ $member:ident($size:ident $type:ty))?)+ }
        elsewhere { $($other:ident $other_status:ident $other_word:literal $other_title:literal)+ }
    ) => {
        /// The status, name and title of a code.
        pub(crate) const fn row(code: Code) -> (StatusCode, &'static str, &'static str) {
            match code {
                $(Code::$name => (StatusCode::$status, $word, $title),)+
                $(Code::$other => (StatusCode::$other_status, $other_word, $other_title),)+
            }
        }

        /// The names of the codes that operations return.
        pub fn codes() -> impl Iterator<Item = &'static str> {
            [$($word),+].into_iter()
        }

        $(
            #[doc = concat!("`", $word, "`: ", $title, ".")]
            pub(crate) struct $name;

            impl DeclaredError for $name {
                const CODE: Code = Code::$name;

                $(fn member(schemas: &mut Schemas) -> Option<Member> {
                    Some(Member::$size::<$type>(stringify!($member), schemas))
                })?
            }
        )+
    };
}

codes! {
    operations {
        InvalidInput UNPROCESSABLE_ENTITY "invalid_input" "Please check the request"
        MalformedJson BAD_REQUEST "malformed_json" "The body isn't valid JSON"
        UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "unsupported_media_type" "This content type isn't supported"
        TooSlow REQUEST_TIMEOUT "too_slow" "The body took too long"
        TooLarge PAYLOAD_TOO_LARGE "too_large" "The body is too large"
        Unauthenticated UNAUTHORIZED "unauthenticated" "Please sign in"
        WrongCredentials UNAUTHORIZED "wrong_credentials" "Email and password don't match"
        RefreshRefused UNAUTHORIZED "refresh_refused" "You've been signed out"
        SignInTooOld FORBIDDEN "sign_in_too_old" "Please sign in again first"
        LinkInvalid BAD_REQUEST "link_invalid" "This link no longer works"
        Forbidden FORBIDDEN "forbidden" "You're not allowed to do this"
        EmailUnverified FORBIDDEN "email_unverified" "Please confirm your email address first"
        NotFound NOT_FOUND "not_found" "Not found"
        OpeningUnavailable CONFLICT "opening_unavailable" "This opening can't be booked"
        SessionState CONFLICT "session_state" "The session's state doesn't allow this"
        RequestState CONFLICT "request_state" "The request's state doesn't allow this"
        OfferTakenBack CONFLICT "offer_taken_back" "The offer was taken back"
        RequestLimitReached CONFLICT "request_limit_reached" "You've reached the limit of open requests"
        TooManyCalendars CONFLICT "too_many_calendars" "You've reached the limit of calendars"
        ProgramFull CONFLICT "program_full" "The program is full"
        LastCoordinator CONFLICT "last_coordinator" "The program needs a coordinator"
        SessionsToCome CONFLICT "sessions_to_come" "There are sessions that this would cancel"
            + sessions(list ToCome)
        InvitationState CONFLICT "invitation_state" "The invitation's state doesn't allow this"
        ListFull CONFLICT "list_full" "The list is full"
        ThanksGiven CONFLICT "thanks_given" "Already thanked"
        NobodyToAnswer CONFLICT "nobody_to_answer" "Nobody can answer this"
        QuestionAnswered CONFLICT "question_answered" "Already answered"
        RatedAlready CONFLICT "rated_already" "Already rated"
        ReportState CONFLICT "report_state" "The report's state doesn't allow this"
        QuestionChanged PRECONDITION_FAILED "question_changed" "The question has changed since you read it"
        BookingPaused CONFLICT "booking_paused" "New bookings are paused"
        MarkState CONFLICT "mark_state" "The mark's state doesn't allow this"
        StandInTaken CONFLICT "stand_in_taken" "Somebody else has stepped in"
        MoveState CONFLICT "move_state" "The proposal's state doesn't allow this"
        MoveTaken CONFLICT "move_taken" "That time has just been taken"
            + remaining(list Timestamp)
        RosterNotReady UNPROCESSABLE_ENTITY "roster_not_ready" "Some lines need fixing"
            + lines(list Line)
        RoundState CONFLICT "round_state" "The round's state doesn't allow this"
        RoundChanged PRECONDITION_FAILED "round_changed" "The round has changed since the preview"
        RoundTaken CONFLICT "round_taken" "Some of these times have been taken"
            + pairs(list Taken)
        TooEarly CONFLICT "too_early" "It's too early for this"
        TooLate CONFLICT "too_late" "It's too late for this"
        IdempotencyKeyReused UNPROCESSABLE_ENTITY "idempotency_key_reused" "This key was used for another request"
        PreconditionRequired PRECONDITION_REQUIRED "precondition_required" "Say which version you're changing"
        NotesChanged PRECONDITION_FAILED "notes_changed" "The notes have been saved elsewhere"
            + current(one Notes)
        NotesLocked CONFLICT "notes_locked" "The notes have already been delivered"
        NotesNotReady UNPROCESSABLE_ENTITY "notes_not_ready" "The notes aren't ready yet"
            + findings(list Finding)
        RateLimited TOO_MANY_REQUESTS "rate_limited" "Too many attempts"
        StorageFull INSUFFICIENT_STORAGE "storage_full" "The server's disk is full"
        Busy SERVICE_UNAVAILABLE "busy" "The server is busy"
        Internal INTERNAL_SERVER_ERROR "internal" "Something went wrong on our side"
    }
    elsewhere {
        MethodNotAllowed METHOD_NOT_ALLOWED "method_not_allowed" "This method isn't allowed here"
    }
}
