//! Who calls: the account of the token in `Authorization: Bearer`. A cookie counts for nothing here, so no page of another site can make a
//! browser call in somebody's name.

use super::call::Door;
use super::problem::Problem;
use crate::App;
use crate::guard::limits::Address;
use crate::guard::rights::Right;
use crate::guard::session::{User, local};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::StoreError;
use store::contents::digest;
use workflow::Role;

const NONE: &str =
    "这个地址要令牌：请在“我的账号”里生成，放在请求头 Authorization: Bearer 令牌 里。";
const NOT_TAKEN: &str = "令牌不对，或者已停用、已过期。请在“我的账号”里看它的有效期，或重新生成。";

fn refused() -> Problem {
    Problem::new("token", NOT_TAKEN)
}

/// The token of a request.
fn bearer(parts: &Parts) -> Option<Result<&str, Problem>> {
    let value = parts.headers.get(header::AUTHORIZATION)?;
    let text = value.to_str().ok().and_then(|text| text.split_once(' '));
    Some(match text {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(refused()),
    })
}

/// In whose name a token acts.
async fn owner(app: &App, token: &str) -> Result<User, Problem> {
    let known = app.store.token(&digest(token.as_bytes())).await?;
    let known = known.ok_or_else(refused)?;
    if known.revoked_at.is_some() || known.expires_at <= app.clock.now() {
        return Err(refused());
    }
    let account = match app.store.account(known.account).await {
        Err(StoreError::NotFound) => return Err(refused()),
        other => other?,
    };
    let role = Role::from_key(&account.role).filter(|_| account.disabled_at.is_none());
    let role = role.ok_or_else(refused)?;
    Ok(User {
        account: account.id,
        name: account.name,
        role,
        organisation: account.organisation,
        secret: String::new(),
        session: String::new(),
        single: false,
        // A password that is merely old does not stop a program; one that an administrator has reset does.
        must_change: account.must_change != 0,
    })
}

/// Who calls; none without a token.
async fn caller(app: &App, parts: &Parts) -> Result<Option<User>, Problem> {
    match bearer(parts) {
        Some(token) => Ok(Some(owner(app, token?).await?)),
        // The one local user has no account that could have a token; other sites are kept out by `guard::origin`.
        None if app.settings.single => Ok(Some(local(app))),
        None => Ok(None),
    }
}

async fn with_token(app: &App, parts: &mut Parts, right: Right) -> Result<(), Problem> {
    let user = caller(app, parts).await?;
    let user = user.ok_or_else(|| Problem::new("token", NONE))?;
    if user.must_change {
        let detail = "这个账号要先登录换口令，令牌才能用。";
        return Err(Problem::new("password", detail));
    }
    user.may(right)?;
    parts.extensions.insert(user);
    Ok(())
}

async fn admitted(app: &App, parts: &mut Parts) -> Result<(), Problem> {
    if bearer(parts).is_some() || app.settings.single {
        return with_token(app, parts, Right::Own).await;
    }
    if !app.options().self_check {
        return Err(Problem::new("token", NONE));
    }
    let from = Address::from_request_parts(parts, app).await?;
    match app.limits.check(from.0) {
        true => Ok(()),
        false => Err(crate::Error::TooMany.into()),
    }
}

/// Lets through whom the door of a call admits.
pub(super) async fn holds(
    State((app, door)): State<(App, Door)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let admitted = match door {
        Door::Open => Ok(()),
        Door::SelfCheck => admitted(&app, &mut parts).await,
        Door::May(right) => with_token(&app, &mut parts, right).await,
    };
    match admitted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

/// Whoever called with a token, as [`holds`] found them.
pub(super) struct Caller(pub Option<User>);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Caller, Problem> {
        Ok(Caller(parts.extensions.get::<User>().cloned()))
    }
}
