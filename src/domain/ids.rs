use super::{Invalid, text_serde};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh id; UUIDv7, so ids made later sort later (RFC 9562, section 5.7).
            #[expect(clippy::new_without_default, reason = "a fresh id is not a default")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                Uuid::try_parse(text).map(Self).map_err(|_| {
                    Invalid::new("This isn't an id. It should be a UUID such as 0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b.")
                })
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        text_serde!($name);
    };
}

id!(
    /// A person's account.
    AccountId
);
id!(
    /// A booked mock interview.
    SessionId
);
id!(
    /// One sign-in: a family of refresh tokens that is revoked as one.
    SignInId
);
id!(
    /// A mark for cancelling late or not coming.
    MarkId
);
id!(
    /// One mail in the outbox.
    MailId
);
id!(
    /// A single-use link that was mailed to somebody.
    LinkId
);
id!(
    /// Something that was asked about an address.
    AddressRequestId
);
id!(
    /// The id of a request to be matched.
    RequestId
);
id!(
    /// The id of a report.
    ReportId
);
id!(
    /// A question of a program.
    QuestionId
);
id!(
    /// A club, class or bootcamp that runs mock interviews together.
    ProgramId
);
id!(
    /// A round: everybody in a program is matched at once.
    RoundId
);
id!(
    /// A calendar whose busy times you can't be booked in.
    BusyCalendarId
);
id!(
    /// An invitation to a program.
    InvitationId
);
id!(
    /// What a coordinator wrote to members of a program.
    MessageId
);
id!(
    /// The id of a debrief.
    DebriefId
);
id!(
    /// A step in a weekly plan.
    StepId
);
id!(
    /// A link to feedback.
    ShareId
);
id!(
    /// Something attached to a session.
    AttachmentId
);
id!(
    /// A proposal to move a session.
    MoveId
);
