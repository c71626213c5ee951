//! Who is logged in: a random token in a cookie, kept as its digest, ended when unused, too old, or by its owner.

use crate::guard::rights::Right;
use crate::{App, Error};
use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use store::contents::digest;
use store::sessions::{self, Session};
use store::{Actor, Millis};
use workflow::Role;

/// The name of the cookie.
const COOKIE: &str = "jixiao";

/// Uses of a session nearer to one another than this are not noted again.
const NOTED: Millis = 60_000;

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The account.
    pub account: i64,
    /// The name, as it is shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The organisation.
    pub organisation: Option<i64>,
    /// What forms must bring along.
    pub secret: String,
    /// The digest of the session; empty for the one local user.
    pub session: String,
    /// Whether this is the one local user.
    pub single: bool,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
}

impl User {
    /// As the log names them.
    pub fn actor(&self) -> Actor {
        Actor {
            account: Some(self.account),
            name: self.name.clone(),
            role: self.role.key().to_owned(),
        }
    }

    /// Whether they may.
    ///
    /// # Errors
    /// When their role may not.
    pub fn may(&self, right: Right) -> Result<(), Error> {
        match right.is_of(self.role) {
            true => Ok(()),
            false => Err(Error::Forbidden),
        }
    }
}

/// The value of our cookie.
fn cookie(parts: &Parts) -> Option<&str> {
    let headers = parts.headers.get_all(header::COOKIE).into_iter();
    let pairs = headers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

/// The cookie that begins a session.
pub fn begun(app: &App, token: &str) -> String {
    let secure = if app.settings.https { "; Secure" } else { "" };
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// The cookie that ends one.
pub fn ended() -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// Begins a session of an account and gives its token.
///
/// # Errors
/// When it cannot be kept.
pub async fn begin(app: &App, account: i64) -> Result<String, Error> {
    let now = app.clock.now();
    let token = app.token();
    let session = Session {
        digest: digest(token.as_bytes()),
        account,
        secret: app.token(),
        created_at: now,
        seen_at: now,
    };
    let mut tx = app.store.begin().await?;
    let settings = &app.settings;
    sessions::sweep(&mut tx, now - settings.session, now - settings.idle).await?;
    sessions::begin(&mut tx, &session, settings.sessions).await?;
    tx.commit().await?;
    Ok(token)
}

/// What the one local user is called.
pub(crate) const LOCAL: &str = "本机用户";

/// The one local user of `--single`.
pub(crate) fn local(app: &App) -> User {
    User {
        account: 0,
        name: LOCAL.to_owned(),
        role: Role::FinancePerformance,
        organisation: None,
        secret: app.local_secret(),
        session: String::new(),
        single: true,
        must_change: false,
    }
}

/// When sessions were last noted as used: of requests that come at the same time one writes it down, the others do not wait for it.
#[derive(Debug, Default)]
pub(crate) struct Noted(Mutex<HashMap<String, Millis>>);

/// Sessions from which on old ones are let go.
const MANY: usize = 4096;

impl Noted {
    /// Whether this request is the one that notes it.
    fn is_first(&self, session: &str, now: Millis) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = noted.get(session);
        if known.is_some_and(|at| now - at <= NOTED) {
            return false;
        }
        if noted.len() >= MANY {
            noted.retain(|_, at| now - *at <= NOTED);
        }
        noted.insert(session.to_owned(), now);
        true
    }
}

async fn find(app: &App, parts: &Parts) -> Result<Option<User>, Error> {
    if app.settings.single {
        return Ok(Some(local(app)));
    }
    let Some(token) = cookie(parts) else {
        return Ok(None);
    };
    let session = digest(token.as_bytes());
    let Some(visit) = app.store.visit(&session).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let settings = &app.settings;
    if now - visit.seen_at > settings.idle || now - visit.begun_at > settings.session {
        return Ok(None);
    }
    let account = visit.account;
    let Some(role) = Role::from_key(&account.role).filter(|_| account.disabled_at.is_none()) else {
        return Ok(None);
    };
    if now - visit.seen_at > NOTED && app.noted.is_first(&session, now) {
        let mut tx = app.store.begin().await?;
        sessions::seen(&mut tx, &session, now).await?;
        tx.commit().await?;
    }
    let aged = settings.password_days > 0
        && now - account.password_at > settings.password_days * 24 * 3_600_000;
    Ok(Some(User {
        account: account.id,
        name: account.name,
        role,
        organisation: account.organisation,
        secret: visit.secret,
        session,
        single: false,
        must_change: account.must_change != 0 || aged,
    }))
}

/// Who is logged in, looked up once a request.
///
/// # Errors
/// When the store fails.
pub async fn user(app: &App, parts: &mut Parts) -> Result<Option<User>, Error> {
    if let Some(known) = parts.extensions.get::<User>() {
        return Ok(Some(known.clone()));
    }
    let found = find(app, parts).await?;
    if let Some(user) = &found {
        parts.extensions.insert(user.clone());
    }
    Ok(found)
}

impl OptionalFromRequestParts<App> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<User>, Error> {
        user(app, parts).await
    }
}

impl FromRequestParts<App> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<User, Error> {
        let found = user(app, parts).await?;
        let next = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        found.ok_or_else(|| Error::Login(next.to_owned()))
    }
}

/// Lets only those through whose role has the right, and who have changed a password that must be.
pub async fn holds(
    State((app, right)): State<(App, Right)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let user = match <User as FromRequestParts<App>>::from_request_parts(&mut parts, &app).await {
        Ok(user) => user,
        Err(error) => return error.into_response(),
    };
    if user.must_change && right != Right::Own {
        return axum::response::Redirect::to("/me?must=1").into_response();
    }
    match user.may(right) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => error.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_requests_at_the_same_time_one_notes_the_session() {
        let noted = Noted::default();
        assert!(noted.is_first("a", 1_000));
        assert!(!noted.is_first("a", 1_000) && !noted.is_first("a", 1_000 + NOTED));
        assert!(noted.is_first("b", 1_000));
        assert!(noted.is_first("a", 1_001 + NOTED));
    }
}
