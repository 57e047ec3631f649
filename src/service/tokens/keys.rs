use super::purpose::TokenPurpose;
use crate::domain::{AccountId, Secret, SignInId, Timestamp};
use crate::service::{Error, hs256};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// How long an access token is valid, in seconds.
pub const ACCESS_SECONDS: i64 = TokenPurpose::Access.seconds();

const ISSUER: &str = "candor";

/// Signs and checks tokens.
pub struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    /// One audience per purpose: a token for one is invalid for another.
    aud: String,
    pub(super) sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// The identity in an access token. Whether the sign-in is still valid is checked in the database.
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

    /// An access token, valid for [`ACCESS_SECONDS`].
    pub fn access(&self, bearer: Bearer, now: Timestamp) -> Result<String, Error> {
        let sid = Some(bearer.sign_in.to_string());
        self.sign(TokenPurpose::Access, bearer.account.to_string(), sid, now, now)
    }

    /// The identity in an access token; `None` if it's invalid.
    pub fn check_access(&self, token: &str, now: Timestamp) -> Option<Bearer> {
        let claims = self.check(token, TokenPurpose::Access, now)?;
        Some(Bearer { account: claims.sub.parse().ok()?, sign_in: claims.sid?.parse().ok()? })
    }

    /// The refresh token that follows this one. It's derived, so that a lost response can be repeated without storing
    /// the token; and deriving it needs the key.
    pub fn next_refresh(&self, token: &str) -> Result<String, Error> {
        // No JWT begins like this, so a signature for one can't be used for the other.
        let message = format!("refresh token after {token}");
        jsonwebtoken::crypto::sign(message.as_bytes(), &self.encoding, Algorithm::HS256).map_err(Error::internal)
    }

    /// Signs a token's subject; its lifetime counts `from` a moment that depends on the purpose.
    pub(super) fn sign(
        &self,
        purpose: TokenPurpose,
        sub: String,
        sid: Option<String>,
        now: Timestamp,
        from: Timestamp,
    ) -> Result<String, Error> {
        let (aud, iat, exp) = (purpose.audience().to_owned(), now.epoch(), purpose.ends(from));
        let claims = Claims { iss: ISSUER.to_owned(), aud, sub, sid, iat, nbf: iat, exp };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Error::internal)
    }

    /// A token's claims, if it's valid for this purpose.
    pub(super) fn check(&self, token: &str, purpose: TokenPurpose, now: Timestamp) -> Option<Claims> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&[purpose.audience()]);
        rules.set_issuer(&[ISSUER]);
        // The times are checked below, against the injected clock instead of the machine's.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules).ok()?.claims;
        // Another replica may have signed it, by its own clock.
        let (now, leeway) = (now.epoch(), Timestamp::SKEW_SECONDS);
        (claims.nbf <= now + leeway && now < claims.exp + leeway).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LinkId;
    use crate::store::account::links::Purpose;

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
        assert_eq!(keys().check_access(&token, now.plus_minutes(-2)), None);
        assert_eq!(Keys::new(&Secret::new(vec![8; 32])).check_access(&token, now), None);
        assert_eq!(keys().check_access(&format!("{token}x"), now), None);
    }

    /// Signed by a replica whose clock is ahead by the allowed skew.
    #[test]
    fn tokens_are_good_at_once_on_every_replica() {
        let now = at("2027-03-02T09:30:00Z");
        let ahead = now.plus_skew();
        let bearer = Bearer { account: AccountId::new(), sign_in: SignInId::new() };
        assert_eq!(keys().check_access(&keys().access(bearer, ahead).unwrap(), now), Some(bearer));
        let link = LinkId::new();
        let token = keys().link(link, Purpose::ResetPassword, ahead, ahead.plus_hours(1)).unwrap();
        assert_eq!(keys().check_link(&token, Purpose::ResetPassword, now).unwrap(), link);
        let who = AccountId::new();
        assert_eq!(keys().check_weekly(&keys().weekly(who, ahead).unwrap(), now).unwrap().account(), who);
        // Anything further ahead is invalid.
        let later = ahead.plus(chrono::TimeDelta::seconds(1));
        assert_eq!(keys().check_access(&keys().access(bearer, later).unwrap(), now), None);
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
