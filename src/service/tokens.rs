//! Tokens that leave the house: access tokens and the links in mails (JWT, RFC 7519), and refresh
//! tokens (random, kept as a hash).

use super::{Code, Error, hs256};
use crate::domain::{AccountId, InvitationId, LinkId, MoveId, Secret, SessionId, SignInId, Timestamp};
use crate::store::account::links::Purpose;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Display;
use std::str::FromStr;

/// Seconds that an access token is good for.
pub const ACCESS_SECONDS: i64 = 15 * 60;

/// Seconds by which the clocks of two replicas may differ.
const LEEWAY: i64 = 5;

const ISSUER: &str = "candor";
const ACCESS: &str = "candor:access";
const STAND_IN: &str = "candor:stand_in";
const SESSION: &str = "candor:session";
const MOVE: &str = "candor:move";
const LOOK_BACK: &str = "candor:look_back";
const WEEKLY: &str = "candor:weekly_mail";
const MONTHLY: &str = "candor:monthly_mail";
const FEEDBACK: &str = "candor:feedback";
const CALIBRATION: &str = "candor:calibration";
const INVITATION: &str = "candor:program_invitation";

/// What signs and checks tokens.
pub struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    /// One audience for each purpose: a token for one is worth nothing for another.
    aud: String,
    sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Who an access token speaks for. Whether the sign-in still holds is asked of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The person.
    pub account: AccountId,
    /// The sign-in that the token came from.
    pub sign_in: SignInId,
}

impl Keys {
    /// Keys from a secret of at least 32 bytes.
    pub fn new(secret: &Secret<Vec<u8>>) -> Self {
        hs256::install();
        Self {
            encoding: EncodingKey::from_secret(secret.expose()),
            decoding: DecodingKey::from_secret(secret.expose()),
        }
    }

    /// An access token, good for [`ACCESS_SECONDS`].
    pub fn access(&self, bearer: Bearer, now: Timestamp) -> Result<String, Error> {
        let sid = Some(bearer.sign_in.to_string());
        self.sign(ACCESS.to_owned(), bearer.account.to_string(), sid, now, now.epoch() + ACCESS_SECONDS)
    }

    /// Who an access token speaks for; `None` when it is no good.
    pub fn check_access(&self, token: &str, now: Timestamp) -> Option<Bearer> {
        let claims = self.check(token, ACCESS, now)?;
        Some(Bearer { account: claims.sub.parse().ok()?, sign_in: claims.sid?.parse().ok()? })
    }

    /// The token for a mailed link.
    pub fn link(&self, link: LinkId, purpose: Purpose, now: Timestamp, expires: Timestamp) -> Result<String, Error> {
        self.single(&audience(purpose), link, now, expires)
    }

    /// The link behind a token from a mail.
    pub fn check_link(&self, token: &str, purpose: Purpose, now: Timestamp) -> Result<LinkId, Error> {
        self.check_single(token, &audience(purpose), now)
    }

    /// The token for the link of an invitation into a program.
    pub fn invitation(&self, id: InvitationId, now: Timestamp, expires: Timestamp) -> Result<String, Error> {
        self.single(INVITATION, id, now, expires)
    }

    /// The invitation behind a token from a mail.
    pub fn check_invitation(&self, token: &str, now: Timestamp) -> Result<InvitationId, Error> {
        self.check_single(token, INVITATION, now)
    }

    /// The token for the link that ends somebody's weekly mails.
    pub fn weekly(&self, who: AccountId, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.single(WEEKLY, who, now, end)
    }

    /// Whose weekly mails end, behind a token from a mail.
    pub fn check_weekly(&self, token: &str, now: Timestamp) -> Result<AccountId, Error> {
        self.check_single(token, WEEKLY, now)
    }

    /// The token for the link that ends somebody's monthly summaries.
    pub fn monthly(&self, who: AccountId, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.single(MONTHLY, who, now, end)
    }

    /// Whose monthly summaries end, behind a token from a mail.
    pub fn check_monthly(&self, token: &str, now: Timestamp) -> Result<AccountId, Error> {
        self.check_single(token, MONTHLY, now)
    }

    /// The token for the link to the sample sessions that somebody practises rating on.
    pub fn calibration(&self, who: AccountId, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.single(CALIBRATION, who, now, end)
    }

    /// Who practises rating, behind a token from a mail.
    pub fn check_calibration(&self, token: &str, now: Timestamp) -> Result<AccountId, Error> {
        self.check_single(token, CALIBRATION, now)
    }

    /// The token for the link that asks somebody to stand in for a session.
    pub fn stand_in(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        end: Timestamp,
    ) -> Result<String, Error> {
        self.pair(STAND_IN, (session, who), now, end)
    }

    /// The session, and who is asked, behind a token from a mail.
    pub fn check_stand_in(&self, token: &str, now: Timestamp) -> Result<(SessionId, AccountId), Error> {
        self.check_pair(token, STAND_IN, now)
    }

    /// The token for the link to the page of a session, as one of its two people. Whatever the session's life allows can be done
    /// there, and nothing else.
    pub fn session(&self, session: SessionId, who: AccountId, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.pair(SESSION, (session, who), now, end)
    }

    /// The session, and whose page it is, behind a token from a mail.
    pub fn check_session(&self, token: &str, now: Timestamp) -> Result<(SessionId, AccountId), Error> {
        self.check_pair(token, SESSION, now)
    }

    /// The token for the link that asks a candidate how a session was.
    pub fn look_back(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        end: Timestamp,
    ) -> Result<String, Error> {
        self.pair(LOOK_BACK, (session, who), now, end)
    }

    /// The session, and its candidate, behind a token from a mail.
    pub fn check_look_back(&self, token: &str, now: Timestamp) -> Result<(SessionId, AccountId), Error> {
        self.check_pair(token, LOOK_BACK, now)
    }

    /// The token for the link to the page of the feedback on a session, for its candidate.
    pub fn feedback(
        &self,
        session: SessionId,
        who: AccountId,
        now: Timestamp,
        end: Timestamp,
    ) -> Result<String, Error> {
        self.pair(FEEDBACK, (session, who), now, end)
    }

    /// The session, and its candidate, behind a token from a mail.
    pub fn check_feedback(&self, token: &str, now: Timestamp) -> Result<(SessionId, AccountId), Error> {
        self.check_pair(token, FEEDBACK, now)
    }

    /// The token for the links that ask somebody to agree to another time.
    pub fn proposal(&self, id: MoveId, who: AccountId, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.pair(MOVE, (id, who), now, end)
    }

    /// The proposal, and who is asked, behind a token from a mail.
    pub fn check_proposal(&self, token: &str, now: Timestamp) -> Result<(MoveId, AccountId), Error> {
        self.check_pair(token, MOVE, now)
    }

    fn single(&self, audience: &str, id: impl Display, now: Timestamp, end: Timestamp) -> Result<String, Error> {
        self.sign(audience.to_owned(), id.to_string(), None, now, end.epoch())
    }

    fn check_single<T: FromStr>(&self, token: &str, audience: &str, now: Timestamp) -> Result<T, Error> {
        let claims = self.check(token, audience, now);
        claims.and_then(|claims| claims.sub.parse().ok()).ok_or_else(link_invalid)
    }

    fn pair(
        &self,
        audience: &str,
        (id, who): (impl Display, AccountId),
        now: Timestamp,
        end: Timestamp,
    ) -> Result<String, Error> {
        self.sign(audience.to_owned(), format!("{id}:{who}"), None, now, end.epoch())
    }

    fn check_pair<T: FromStr>(&self, token: &str, audience: &str, now: Timestamp) -> Result<(T, AccountId), Error> {
        let claims = self.check(token, audience, now);
        let both = claims.and_then(|claims| {
            let (what, who) = claims.sub.split_once(':')?;
            Some((what.parse().ok()?, who.parse().ok()?))
        });
        both.ok_or_else(link_invalid)
    }

    fn sign(&self, aud: String, sub: String, sid: Option<String>, now: Timestamp, exp: i64) -> Result<String, Error> {
        let iat = now.epoch();
        let claims = Claims { iss: ISSUER.to_owned(), aud, sub, sid, iat, nbf: iat, exp };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Error::internal)
    }

    fn check(&self, token: &str, audience: &str, now: Timestamp) -> Option<Claims> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&[audience]);
        rules.set_issuer(&[ISSUER]);
        // The times are checked below, against the house's clock and not the machine's.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules).ok()?.claims;
        let now = now.epoch();
        (claims.nbf <= now + LEEWAY && now < claims.exp + LEEWAY).then_some(claims)
    }
}

fn audience(purpose: Purpose) -> String {
    format!("candor:{purpose}")
}

/// What everybody hears whose link is no good, whatever the reason.
pub fn link_invalid() -> Error {
    Error::new(
        Code::LinkInvalid,
        "This link has already been used or has expired. If you've just used it, you're all set; if not, please ask \
         for a new one.",
    )
}

/// 256 random bits, fit for a URL.
pub fn random() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is kept of a refresh token. It is random already, so a fast hash is enough.
pub fn digest(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(&Secret::new(vec![7; 32]))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_access_token_lasts_a_quarter_of_an_hour() {
        let now = at("2027-01-14T17:00:00Z");
        let bearer = Bearer { account: AccountId::new(), sign_in: SignInId::new() };
        let token = keys().access(bearer, now).unwrap();
        assert_eq!(keys().check_access(&token, now.plus_minutes(15)), Some(bearer));
        assert_eq!(keys().check_access(&token, now.plus_minutes(16)), None);
        assert_eq!(keys().check_access(&token, now.plus_minutes(-1)), None);
        assert_eq!(Keys::new(&Secret::new(vec![8; 32])).check_access(&token, now), None);
        assert_eq!(keys().check_access(&format!("{token}x"), now), None);
    }

    #[test]
    fn a_link_is_good_for_one_purpose() {
        let now = at("2027-01-14T17:00:00Z");
        let link = LinkId::new();
        let token = keys().link(link, Purpose::VerifyAddress, now, now.plus_hours(1)).unwrap();
        assert_eq!(keys().check_link(&token, Purpose::VerifyAddress, now).unwrap(), link);
        assert!(keys().check_link(&token, Purpose::ResetPassword, now).is_err());
        assert!(keys().check_link(&token, Purpose::VerifyAddress, now.plus_hours(2)).is_err());
        assert_eq!(keys().check_access(&token, now), None);
    }
}
