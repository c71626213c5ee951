//! `/log`: the log for the audit administrator, with the proof that it was not changed.

use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use store::log::Entry;

/// Entries on one page.
const PAGE: i64 = 100;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    before: Option<i64>,
    #[serde(default)]
    verify: u8,
}

struct Line {
    entry: Entry,
    at: String,
    role: String,
    action: String,
    states: String,
}

#[derive(Template)]
#[template(path = "pages/log.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    next: Option<i64>,
    verified: Option<Result<(i64, String), String>>,
}

/// `GET /log`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let before = asked.before.unwrap_or(i64::MAX);
    let entries = app.store.log(None, before, PAGE).await?;
    let verified = match asked.verify {
        1 => Some(
            app.store
                .verify_log()
                .await
                .map_err(|error| error.to_string()),
        ),
        _ => None,
    };
    let next = entries.last().map(|entry| entry.seq).filter(|seq| *seq > 1);
    let lines = entries.into_iter().map(|entry| {
        let states = [&entry.before_state, &entry.after_state]
            .into_iter()
            .flatten()
            .map(|key| match words::role(key) {
                word if word == key => words::action(words::state(key)).to_owned(),
                word => word.to_owned(),
            });
        Line {
            at: app.clock.shown(entry.at),
            role: words::role(&entry.role).to_owned(),
            action: words::action(&entry.action).to_owned(),
            states: states.collect::<Vec<_>>().join(" → "),
            entry,
        }
    });
    Ok(show(&Page {
        frame: Frame::of("日志", "/log", Some(&user)).wide(),
        lines: lines.collect(),
        next,
        verified,
    }))
}
