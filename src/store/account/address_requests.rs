//! Requests about addresses, until the worker has handled them.

use crate::domain::account::address_request::{AddressRequest, Newcomer};
use crate::domain::{AccountId, AddressRequestId, EmailAddress, Secret, Timestamp};
use crate::store::rows::{corrupt, parse};
use crate::store::schema::address_requests;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

crate::domain::string_enum! {
    /// What was asked.
    Kind, "This isn't a kind of request about an address." {
        /// To open an account.
        SignUp = "sign_up", "sign up";
        /// To mail another link that confirms the address.
        ResendVerification = "resend_verification", "resend the link";
        /// To mail a link to choose a new password.
        ForgotPassword = "forgot_password", "choose a new password";
        /// To mail a link that makes the address an account's.
        ChangeEmail = "change_email", "change the address";
    }
}

// Nulls are written explicitly, so that every request is the same statement.
#[derive(Insertable, Queryable)]
#[diesel(table_name = address_requests, treat_none_as_default_value = false)]
struct Row {
    id: String,
    kind: String,
    email: String,
    account_id: Option<String>,
    display_name: Option<String>,
    time_zone: Option<String>,
    password_hash: Option<String>,
    created_at: NaiveDateTime,
}

impl Row {
    fn new(request: &AddressRequest, now: Timestamp) -> Self {
        let bare = |kind: Kind, email: &EmailAddress| Self {
            id: AddressRequestId::new().to_string(),
            kind: kind.as_str().to_owned(),
            email: email.to_string(),
            account_id: None,
            display_name: None,
            time_zone: None,
            password_hash: None,
            created_at: now.naive(),
        };
        match request {
            AddressRequest::SignUp(Newcomer { email, name, zone, password_hash }) => Self {
                display_name: Some(name.to_string()),
                time_zone: Some(zone.to_string()),
                password_hash: Some(password_hash.expose().clone()),
                ..bare(Kind::SignUp, email)
            },
            AddressRequest::ResendVerification(email) => bare(Kind::ResendVerification, email),
            AddressRequest::ForgotPassword(email) => bare(Kind::ForgotPassword, email),
            AddressRequest::ChangeEmail { email, account, password_hash } => Self {
                account_id: Some(account.to_string()),
                password_hash: Some(password_hash.expose().clone()),
                ..bare(Kind::ChangeEmail, email)
            },
        }
    }

    fn read(self) -> Result<AddressRequest, StoreError> {
        let id = self.id;
        let given = |column: &str, value: Option<String>| value.ok_or_else(|| corrupt(column, &id, "it's missing"));
        let email = parse(&self.email)?;
        let password_hash = |hash| Ok::<_, StoreError>(Secret::new(given("address_requests.password_hash", hash)?));
        Ok(match parse(&self.kind)? {
            Kind::SignUp => AddressRequest::SignUp(Newcomer {
                email,
                name: parse(&given("address_requests.display_name", self.display_name)?)?,
                zone: parse(&given("address_requests.time_zone", self.time_zone)?)?,
                password_hash: password_hash(self.password_hash)?,
            }),
            Kind::ResendVerification => AddressRequest::ResendVerification(email),
            Kind::ForgotPassword => AddressRequest::ForgotPassword(email),
            Kind::ChangeEmail => AddressRequest::ChangeEmail {
                email,
                account: parse(&given("address_requests.account_id", self.account_id)?)?,
                password_hash: password_hash(self.password_hash)?,
            },
        })
    }
}

/// Stores a request: one statement, the same for every kind.
pub fn insert(conn: &mut Db, request: &AddressRequest, now: Timestamp) -> Result<(), StoreError> {
    diesel::insert_into(address_requests::table).values(Row::new(request, now)).execute(conn)?;
    Ok(())
}

/// The oldest request.
pub fn oldest(conn: &mut Db) -> Result<Option<AddressRequestId>, StoreError> {
    // UUIDv7: ids made later sort later.
    let oldest = address_requests::table.order(address_requests::id).select(address_requests::id);
    let id: Option<String> = oldest.first(conn).optional()?;
    id.map(|id| parse(&id)).transpose()
}

/// A request; `None` once it has been handled.
pub fn by_id(conn: &mut Db, id: AddressRequestId) -> Result<Option<AddressRequest>, StoreError> {
    let row: Option<Row> = address_requests::table.find(id.to_string()).first(conn).optional()?;
    row.map(Row::read).transpose()
}

/// Deletes a request; `false` if another process was faster. A concurrent call waits for the other's transaction.
pub fn take(conn: &mut Db, id: AddressRequestId) -> Result<bool, StoreError> {
    Ok(diesel::delete(address_requests::table.find(id.to_string())).execute(conn)? == 1)
}

/// Deletes the requests of a person.
pub fn delete_all(conn: &mut Db, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(address_requests::table.filter(address_requests::account_id.eq(account.to_string())))
        .execute(conn)?;
    Ok(())
}
