//! `/me`: one's own account: password, sessions, tokens for programs.

use super::setup::hashed;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error, password};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::contents::digest;
use store::{accounts, log, sessions, tokens};

/// How long a token is taken: half a year.
const TOKEN_DAYS: i64 = 180;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    must: u8,
    #[serde(default)]
    said: String,
}

struct Open {
    began: String,
    seen: String,
    here: bool,
}

struct Token {
    id: i64,
    name: String,
    until: String,
    gone: bool,
}

#[derive(Template)]
#[template(path = "pages/me.html")]
struct Page {
    frame: Frame,
    must: bool,
    problem: Option<String>,
    fresh: Option<String>,
    sessions: Vec<Open>,
    tokens: Vec<Token>,
    single: bool,
}

async fn page(
    app: &App,
    user: &User,
    must: bool,
    problem: Option<String>,
    fresh: Option<String>,
) -> Result<Page, Error> {
    let now = app.clock.now();
    let sessions = app.store.sessions(user.account).await?;
    let tokens = app.store.tokens(user.account).await?;
    Ok(Page {
        frame: Frame::of("我的账号", "/me", Some(user)),
        must: must || user.must_change,
        problem,
        fresh,
        sessions: sessions
            .into_iter()
            .map(|session| Open {
                began: app.clock.shown(session.created_at),
                seen: app.clock.shown(session.seen_at),
                here: session.digest == user.session,
            })
            .collect(),
        tokens: tokens
            .into_iter()
            .map(|token| Token {
                id: token.id,
                name: token.name,
                until: app.clock.shown(token.expires_at),
                gone: token.revoked_at.is_some() || token.expires_at < now,
            })
            .collect(),
        single: user.single,
    })
}

/// `GET /me`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let mut page = page(&app, &user, asked.must == 1, None, None).await?;
    page.frame.notice = match asked.said.as_str() {
        "password" => Some("口令已换，其他地方的登录都已退出。".to_owned()),
        "sessions" => Some("其他地方的登录都已退出。".to_owned()),
        "revoked" => Some("令牌已停用。".to_owned()),
        _ => None,
    };
    Ok(show(&page))
}

/// `POST /me/password`.
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let account = app.store.account(user.account).await?;
    let [old, new, again] =
        ["old", "new", "again"].map(|name| posted.raw(name).unwrap_or_default().to_owned());
    let used = app.store.used_passwords(user.account).await?;
    let (typed, present) = (old, account.password.clone());
    let right = app.heavy(move || password::is(&typed, &present)).await?;
    let candidate = new.clone();
    let was_used = app
        .heavy(move || used.iter().any(|hash| password::is(&candidate, hash)))
        .await?;
    let problem = match () {
        () if !right => Some("现在的口令不对。".to_owned()),
        () if new != again => Some("两次写的新口令不一样。".to_owned()),
        () if was_used => Some("这个口令最近用过，请换一个。".to_owned()),
        () => password::fault(&new, &account.login),
    };
    if problem.is_some() {
        return Ok(show(&page(&app, &user, false, problem, None).await?));
    }
    let hash = hashed(&app, &new).await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    accounts::set_password(&mut tx, now, user.account, &hash, false).await?;
    sessions::end_all(&mut tx, user.account, Some(&user.session)).await?;
    let event = log::Event {
        action: "password",
        subject: &account.login,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &user.actor(), &event).await?;
    tx.commit().await?;
    Ok(Redirect::to("/me?said=password").into_response())
}

/// `POST /me/sessions`: ends all other sessions.
pub(crate) async fn end_sessions(
    State(app): State<App>,
    user: User,
    _posted: Posted,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    sessions::end_all(&mut tx, user.account, Some(&user.session)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/me?said=sessions").into_response())
}

/// `POST /me/tokens`: makes a token, or withdraws one.
pub(crate) async fn token(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if let Some(id) = posted.number("revoke") {
        tokens::revoke(&mut tx, now, user.account, id).await?;
        tx.commit().await?;
        return Ok(Redirect::to("/me?said=revoked").into_response());
    }
    let name = posted.some("name").unwrap_or("未命名").to_owned();
    let token = app.token();
    let until = now + TOKEN_DAYS * 24 * 3_600_000;
    let kept = digest(token.as_bytes());
    tokens::add(&mut tx, now, user.account, &name, &kept, until).await?;
    let event = log::Event {
        action: "token_add",
        subject: &name,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &user.actor(), &event).await?;
    tx.commit().await?;
    Ok(show(&page(&app, &user, false, None, Some(token)).await?))
}
