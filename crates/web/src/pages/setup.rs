//! `/setup`: the first run. The name of the bureau, the first accounts: one who works, and three administrators, none of whom holds two roles.

use crate::error::show;
use crate::frame::Frame;
use crate::posted::Posted;
use crate::{App, Error, password};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use store::accounts::{self, NewAccount};
use store::{Actor, log, settings};
use workflow::Role;

/// The accounts that are made at first: role, login, what the person does.
const FIRST: [(Role, &str, &str); 4] = [
    (Role::FinancePerformance, "jixiao", "收表、审核、发意见的人"),
    (
        Role::SystemAdmin,
        "system",
        "建账号、改设置、做备份；看不到表",
    ),
    (Role::SecurityAdmin, "security", "给账号定角色；看不到表"),
    (Role::AuditAdmin, "audit", "查日志；看不到表"),
];

struct Asked {
    key: &'static str,
    role: &'static str,
    does: &'static str,
    login: String,
    name: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/setup.html")]
struct Page {
    frame: Frame,
    bureau: String,
    asked: Vec<Asked>,
    problem: Option<String>,
}

fn page(posted: Option<&Posted>, problem: Option<String>) -> Page {
    let said = |name: &str| posted.and_then(|posted| posted.raw(name));
    Page {
        frame: Frame::bare("第一次启动"),
        bureau: said("bureau").unwrap_or_default().to_owned(),
        asked: FIRST
            .into_iter()
            .map(|(role, login, does)| {
                let key = role.key();
                Asked {
                    key,
                    role: role.word(),
                    does,
                    login: said(&format!("{key}.login")).unwrap_or(login).to_owned(),
                    name: said(&format!("{key}.name")).unwrap_or_default().to_owned(),
                    problem: None,
                }
            })
            .collect(),
        problem,
    }
}

async fn open(app: &App) -> Result<(), Error> {
    match app.settings.single || app.store.has_accounts().await? {
        true => Err(Error::NotFound),
        false => Ok(()),
    }
}

/// `GET /setup`: only while there is no account.
pub(crate) async fn get(State(app): State<App>) -> Result<Response, Error> {
    open(&app).await?;
    Ok(show(&page(None, None)))
}

/// `POST /setup`.
pub(crate) async fn post(State(app): State<App>, posted: Posted) -> Result<Response, Error> {
    open(&app).await?;
    let mut page = page(Some(&posted), None);
    if page.bureau.trim().is_empty() {
        page.problem = Some("请写本局名称，它会印在意见函上。".to_owned());
    }
    let logins: Vec<String> = page.asked.iter().map(|asked| asked.login.clone()).collect();
    for asked in &mut page.asked {
        let typed = posted
            .raw(&format!("{}.password", asked.key))
            .unwrap_or_default();
        let again = posted
            .raw(&format!("{}.again", asked.key))
            .unwrap_or_default();
        let twice = logins.iter().filter(|login| **login == asked.login).count();
        asked.problem = match () {
            () if asked.name.trim().is_empty() => Some("请写姓名。".to_owned()),
            () if asked.login.trim().is_empty() || twice > 1 => {
                Some("登录名要写，而且各不相同。".to_owned())
            }
            () if typed != again => Some("两次写的口令不一样。".to_owned()),
            () => password::fault(typed, &asked.login),
        };
    }
    if page.problem.is_some() || page.asked.iter().any(|asked| asked.problem.is_some()) {
        return Ok(show(&page));
    }
    let mut hashes = Vec::new();
    for asked in &page.asked {
        let typed = posted.raw(&format!("{}.password", asked.key));
        hashes.push(hashed(&app, typed.unwrap_or_default()).await?);
    }
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    settings::set(&mut tx, "bureau", page.bureau.trim()).await?;
    for ((asked, (role, _, _)), hash) in page.asked.iter().zip(FIRST).zip(&hashes) {
        let new = NewAccount {
            login: asked.login.trim(),
            name: asked.name.trim(),
            role: role.key(),
            organisation: None,
            password: hash,
            must_change: false,
        };
        accounts::add(&mut tx, now, &new).await?;
        let event = log::Event {
            action: "account_add",
            subject: asked.login.trim(),
            after: Some(role.key()),
            ..log::Event::default()
        };
        log::append(&mut tx, now, &Actor::default(), &event).await?;
    }
    tx.commit().await?;
    // The name stands on letters from now on, not only after the next start.
    app.recall().await?;
    Ok(Redirect::to("/login").into_response())
}

/// The hash of a new password, with fresh salt.
pub(crate) async fn hashed(app: &App, typed: &str) -> Result<String, Error> {
    let mut salt = [0; 16];
    app.chance.fill(&mut salt);
    let typed = typed.to_owned();
    let hash = app.heavy(move || password::hash(&typed, &salt)).await?;
    hash.ok_or(Error::Ours)
}
