//! `/accounts` for the system administrator: accounts are made, reset, closed. `/roles` for the security administrator: roles are given.

use super::setup::hashed;
use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error, password};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use store::accounts::{self, Account, NewAccount};
use store::organisations::Organisation;
use store::{log, sessions};
use workflow::Role;

/// The key of an account whose role the security administrator has not given yet.
const NONE: &str = "none";

struct Line {
    account: Account,
    role: String,
    state: String,
    organisation: String,
    mine: bool,
}

#[derive(Template)]
#[template(path = "pages/accounts.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    organisations: Vec<Organisation>,
    problem: Option<String>,
    said: Option<String>,
    roles: Vec<(&'static str, &'static str)>,
    giving: bool,
}

async fn page(
    app: &App,
    user: &User,
    giving: bool,
    problem: Option<String>,
    said: Option<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let names = app.names().await?;
    let accounts = app.store.accounts().await?;
    let lines = accounts.into_iter().map(|account| {
        let locked = account.locked_until.filter(|until| *until > now);
        Line {
            role: match account.role.as_str() {
                NONE => "还没有定".to_owned(),
                key => words::role(key).to_owned(),
            },
            state: match (account.disabled_at, locked) {
                (Some(_), _) => "已停用".to_owned(),
                (None, Some(until)) => format!("锁定到 {}", app.clock.shown(until)),
                (None, None) => "在用".to_owned(),
            },
            organisation: account
                .organisation
                .and_then(|id| names.get(&id).cloned())
                .unwrap_or_default(),
            mine: account.id == user.account,
            account,
        }
    });
    let (title, here) = match giving {
        true => ("角色", "/roles"),
        false => ("账号", "/accounts"),
    };
    let roles = Role::ALL.iter().filter(|role| **role != Role::Public);
    Ok(show(&Page {
        frame: Frame::of(title, here, Some(user)),
        lines: lines.collect(),
        organisations: app.store.organisations().await?,
        problem,
        said,
        roles: roles.map(|role| (role.key(), role.word())).collect(),
        giving,
    }))
}

/// `GET /accounts`.
pub(crate) async fn get(State(app): State<App>, user: User) -> Result<Response, Error> {
    page(&app, &user, false, None, None).await
}

/// `GET /roles`.
pub(crate) async fn roles(State(app): State<App>, user: User) -> Result<Response, Error> {
    page(&app, &user, true, None, None).await
}

/// `POST /accounts`.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let refuse = |text: String| Err(Error::Refused(text));
    let act = posted.text("do").to_owned();
    if act == "add" {
        return add(&app, &user, &posted).await;
    }
    let id = posted.number("account").ok_or(Error::NotFound)?;
    let account = app.store.account(id).await?;
    if id == user.account {
        return refuse("自己的账号不能这样改；换口令请到“我的账号”。".to_owned());
    }
    let typed = posted.raw("password").unwrap_or_default().to_owned();
    let hash = match act.as_str() {
        "reset" => {
            if let Some(fault) = password::fault(&typed, &account.login) {
                return page(&app, &user, false, Some(fault), None).await;
            }
            Some(hashed(&app, &typed).await?)
        }
        _ => None,
    };
    let mut tx = app.store.begin().await?;
    let action = match (act.as_str(), hash) {
        ("reset", Some(hash)) => {
            accounts::set_password(&mut tx, now, id, &hash, true).await?;
            "password_reset"
        }
        ("disable", _) => {
            accounts::disable(&mut tx, id, Some(now)).await?;
            "account_disable"
        }
        ("enable", _) => {
            accounts::disable(&mut tx, id, None).await?;
            "account_enable"
        }
        _ => return Err(Error::NotFound),
    };
    sessions::end_all(&mut tx, id, None).await?;
    let event = log::Event {
        action,
        subject: &account.login,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &user.actor(), &event).await?;
    tx.commit().await?;
    let said = format!("{}：{}", account.login, words::action(action));
    page(&app, &user, false, None, Some(said)).await
}

async fn add(app: &App, user: &User, posted: &Posted) -> Result<Response, Error> {
    let (login, name) = (posted.text("login"), posted.text("name"));
    let typed = posted.raw("password").unwrap_or_default();
    let fault = match () {
        () if login.is_empty() || name.is_empty() => Some("登录名和姓名都要写。".to_owned()),
        () => password::fault(typed, login),
    };
    if fault.is_some() {
        return page(app, user, false, fault, None).await;
    }
    let hash = hashed(app, typed).await?;
    let now = app.clock.now();
    let new = NewAccount {
        login,
        name,
        role: NONE,
        organisation: posted.number("organisation"),
        password: &hash,
        must_change: true,
    };
    let mut tx = app.store.begin().await?;
    match accounts::add(&mut tx, now, &new).await {
        Err(store::StoreError::Refused(fault)) => {
            drop(tx);
            return page(app, user, false, Some(fault), None).await;
        }
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    let event = log::Event {
        action: "account_add",
        subject: login,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &user.actor(), &event).await?;
    tx.commit().await?;
    let said = format!("建好了 {login}。安全管理员定了角色之后才能用。");
    page(app, user, false, None, Some(said)).await
}

/// `POST /roles`.
pub(crate) async fn give(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let id = posted.number("account").ok_or(Error::NotFound)?;
    let role = Role::from_key(posted.text("role"))
        .filter(|role| *role != Role::Public)
        .ok_or_else(|| Error::Refused("请选一个角色。".to_owned()))?;
    if id == user.account {
        return Err(Error::Refused("自己的角色要由别人来定。".to_owned()));
    }
    let account = app.store.account(id).await?;
    let revision = posted.number("revision").unwrap_or(-1);
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    accounts::change(
        &mut tx,
        id,
        revision,
        &account.name,
        role.key(),
        account.organisation,
    )
    .await?;
    sessions::end_all(&mut tx, id, None).await?;
    let event = log::Event {
        action: "account_role",
        subject: &account.login,
        before: Some(&account.role),
        after: Some(role.key()),
        ..log::Event::default()
    };
    log::append(&mut tx, now, &user.actor(), &event).await?;
    tx.commit().await?;
    Ok(Redirect::to("/roles").into_response())
}
