//! Accounts: sign-up, sign-in, credentials, profile, export and deletion.

use crate::http::contract::{Api, operations};

pub(crate) mod accounts;
pub(crate) mod credentials;
pub(crate) mod export;
pub(crate) mod me;
pub(crate) mod profiles;
pub(crate) mod sign_in;
pub(crate) mod sign_ins;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add(
        "Accounts",
        operations![
            accounts: sign_up, verify_email, resend_verification;
            credentials: change_email, confirm_email;
        ],
    );
    api.add(
        "Sign-in",
        operations![
            credentials: forgot_password, reset_password, change_password;
            sign_in: login, refresh, logout;
            sign_ins: list, end;
        ],
    );
    api.add(
        "Me",
        operations![
            me: show, change, delete;
            export: show;
            profiles: candidate, put_candidate, interviewer, put_interviewer, delete_interviewer;
        ],
    );
}
