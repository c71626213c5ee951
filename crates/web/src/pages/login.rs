//! `/login`, `/logout`.

use crate::error::show;
use crate::frame::Frame;
use crate::guard::limits::Address;
use crate::guard::session::{self, User};
use crate::posted::Posted;
use crate::{App, Error, password};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Actor, accounts, log, sessions};
use workflow::Role;

/// What the page is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "pages/login.html")]
struct Page {
    frame: Frame,
    login: String,
    next: String,
    problem: Option<String>,
    /// The accounts of the demonstration: login, what they do.
    demo: Vec<(&'static str, &'static str)>,
}

/// What is said whatever of login and password was wrong.
const WRONG: &str = "登录名或口令不对。";

/// A hash that no password has, so that unknown logins take as long as known ones.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn page(app: &App, login: &str, next: &str, problem: Option<String>) -> Response {
    let demo = match app.settings.demo {
        true => crate::demo::ACCOUNTS
            .map(|(login, role)| (login, role.word()))
            .into(),
        false => Vec::new(),
    };
    show(&Page {
        frame: Frame::of("登录", "/login", None),
        login: login.to_owned(),
        next: next.to_owned(),
        problem,
        demo,
    })
}

/// A path of our own, never another site.
fn own(next: &str) -> &str {
    let is_path =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if is_path { next } else { "/start" }
}

/// `GET /login`.
pub(crate) async fn get(
    State(app): State<App>,
    user: Option<User>,
    Query(asked): Query<Asked>,
) -> Response {
    match user {
        Some(_) => Redirect::to(own(&asked.next)).into_response(),
        None => page(&app, "", own(&asked.next), None),
    }
}

/// `POST /login`.
pub(crate) async fn post(
    State(app): State<App>,
    from: Address,
    posted: Posted,
) -> Result<Response, Error> {
    if !app.limits.login(from.0) {
        return Err(Error::TooMany);
    }
    let login = posted.text("login").to_owned();
    let next = own(posted.text("next")).to_owned();
    let typed = posted.raw("password").unwrap_or_default().to_owned();
    let account = app.store.account_by_login(&login).await?;
    let hash = account.as_ref().map_or(NOBODY, |known| &known.password);
    let hash = hash.to_owned();
    let right = app.heavy(move || password::is(&typed, &hash)).await?;
    let Some(account) = account else {
        return Ok(page(&app, &login, &next, Some(WRONG.to_owned())));
    };
    let now = app.clock.now();
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        let until = app.clock.shown(until);
        let said = format!("口令连续错了多次，这个账号锁定到 {until}。急用请找系统管理员重设。");
        return Ok(page(&app, &login, &next, Some(said)));
    }
    let actor = Actor {
        account: Some(account.id),
        name: account.name.clone(),
        role: account.role.clone(),
    };
    let event = |action| log::Event {
        action,
        subject: &account.login,
        ..log::Event::default()
    };
    let mut tx = app.store.begin().await?;
    if !right || account.disabled_at.is_some() {
        let settings = &app.settings;
        accounts::failed(
            &mut tx,
            account.id,
            settings.wrong_passwords,
            now + settings.locked,
        )
        .await?;
        log::append(&mut tx, now, &actor, &event("login_failed")).await?;
        tx.commit().await?;
        return Ok(page(&app, &login, &next, Some(WRONG.to_owned())));
    }
    if Role::from_key(&account.role).is_none() {
        let said = "这个账号还没有定角色，请找安全管理员。";
        return Ok(page(&app, &login, &next, Some(said.to_owned())));
    }
    accounts::succeeded(&mut tx, account.id).await?;
    log::append(&mut tx, now, &actor, &event("login")).await?;
    tx.commit().await?;
    let token = session::begin(&app, account.id).await?;
    let cookie = session::begun(&app, &token);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
}

/// `POST /logout`.
pub(crate) async fn out(
    State(app): State<App>,
    user: User,
    _posted: Posted,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    sessions::end(&mut tx, &user.session).await?;
    tx.commit().await?;
    Ok(([(SET_COOKIE, session::ended())], Redirect::to("/login")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leads_to_our_own_pages_only() {
        assert_eq!(own("/review?year=2026"), "/review?year=2026");
        for other in [
            "//evil",
            "https://evil",
            "/\\evil",
            "",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(own(other), "/start", "{other}");
        }
    }
}
