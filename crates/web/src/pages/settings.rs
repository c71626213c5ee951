//! `/settings`: the name of the bureau, and which pages are open to everybody.

use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{log, settings};

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    saved: u8,
}

#[derive(Template)]
#[template(path = "pages/settings.html")]
struct Page {
    frame: Frame,
    bureau: String,
    self_check: bool,
}

/// `GET /settings`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let options = app.options();
    let said = (asked.saved == 1).then(|| "存好了，马上生效。".to_owned());
    Ok(show(&Page {
        frame: Frame::of("设置", "/settings", Some(&user)).saying(said),
        bureau: options.bureau,
        self_check: options.self_check,
    }))
}

/// `POST /settings`.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let bureau = posted
        .some("bureau")
        .ok_or_else(|| Error::Refused("本局名称要写，它会印在意见函上。".to_owned()))?;
    let self_check = if posted.text("self_check") == "on" {
        "on"
    } else {
        "off"
    };
    let mut tx = app.store.begin().await?;
    settings::set(&mut tx, "bureau", bureau).await?;
    settings::set(&mut tx, "self_check", self_check).await?;
    let is_open = if self_check == "on" {
        "开放"
    } else {
        "关闭"
    };
    let detail = format!("本局名称：{bureau}；自查页：{is_open}");
    let event = log::Event {
        action: "setting",
        subject: "设置",
        detail: Some(&detail),
        ..log::Event::default()
    };
    log::append(&mut tx, app.clock.now(), &user.actor(), &event).await?;
    tx.commit().await?;
    app.recall().await?;
    Ok(Redirect::to("/settings?saved=1").into_response())
}
