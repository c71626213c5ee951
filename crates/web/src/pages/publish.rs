//! `/publish`: approved forms are taken in, what is public is listed, and the public pages are opened or closed. All of it is work of the
//! bureau, so it belongs to those who do that work and not to an administrator.

use crate::app::SiteWords;
use crate::desk::approved::begin;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error, public};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use pipeline::publish::is_web;
use serde::Deserialize;
use store::publications::{Approved, Publication, Standing};
use store::published::changed;
use store::{log, settings};

/// Forms on one page.
const PAGE: i64 = 100;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    saved: u8,
}

struct Batch {
    publication: Publication,
    at: String,
    said: String,
}

/// A form that is public or was.
struct Line {
    form: Approved,
    id: String,
    gone: bool,
    day: String,
}

#[derive(Template)]
#[template(path = "pages/publish.html")]
struct Page {
    frame: Frame,
    most: String,
    problem: Option<String>,
    open: bool,
    site: SiteWords,
    current: i64,
    withdrawn: i64,
    batches: Vec<Batch>,
    q: String,
    lines: Vec<Line>,
    more: Option<String>,
}

/// What is to be said of a taking-in in a list.
pub(super) async fn said(app: &App, publication: &Publication) -> Result<String, Error> {
    let counts = app.store.publication_counts(publication.id).await?;
    let words = [
        (Standing::Waiting, "张等着公开"),
        (Standing::Current, "张公开中"),
        (Standing::Replaced, "张已换新版本"),
        (Standing::Withdrawn, "张已撤下"),
        (Standing::Same, "张与已有的相同"),
        (Standing::Held, "张没有放行"),
        (Standing::Dropped, "张不公开"),
        (Standing::Unread, "个文件没有读成"),
    ];
    let parts = words.into_iter().filter_map(|(standing, word)| {
        let found = counts.iter().find(|(key, _)| key == standing.key());
        found.map(|(_, count)| format!("{count} {word}"))
    });
    let parts: Vec<String> = parts.collect();
    let job = app
        .store
        .job_on(crate::desk::approved::KIND, publication.id);
    let job = job.await?;
    let running = job.is_some_and(|job| matches!(job.state.as_str(), "waiting" | "running"));
    Ok(match (running, parts.is_empty()) {
        (true, _) => "正在读……".to_owned(),
        (false, true) => "没有表".to_owned(),
        (false, false) => parts.join("，"),
    })
}

async fn page(
    app: &App,
    user: &User,
    asked: Asked,
    problem: Option<String>,
) -> Result<Response, Error> {
    let mut batches = Vec::new();
    for publication in app.store.publications(20).await? {
        batches.push(Batch {
            at: app.clock.shown(publication.received_at),
            said: said(app, &publication).await?,
            publication,
        });
    }
    let q = asked.q.trim().to_owned();
    let mut forms = app.store.public_list(&q, &asked.after, PAGE + 1).await?;
    let is_more = forms.len() > 100;
    forms.truncate(100);
    let lines: Vec<Line> = forms
        .into_iter()
        .map(|form| {
            let gone = form.state == Standing::Withdrawn.key();
            let at = if gone {
                form.ended_at
            } else {
                form.published_at
            };
            Line {
                id: form.identifier.clone().unwrap_or_default(),
                gone,
                day: app.clock.day(at.unwrap_or_default()).to_string(),
                form,
            }
        })
        .collect();
    let (current, withdrawn) = app.store.public_counts().await?;
    let options = app.options();
    let notice = (asked.saved == 1).then(|| "存好了，马上生效。".to_owned());
    Ok(show(&Page {
        frame: Frame::of("公开", "/publish", Some(user))
            .with("desk.js")
            .saying(notice),
        most: host::limits::size(app.settings.upload),
        problem,
        open: options.publishing,
        site: options.site,
        current,
        withdrawn,
        batches,
        more: lines.last().map(|line| line.id.clone()).filter(|_| is_more),
        q,
        lines,
    }))
}

/// `GET /publish`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    page(&app, &user, asked, None).await
}

/// `POST /publish`: approved forms are sent.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    match begin(&app, &user, posted.files).await {
        Ok(id) => Ok(Redirect::to(&format!("/publish/{id}")).into_response()),
        Err(error @ (Error::Refused(_) | Error::TooLarge(_))) => {
            page(&app, &user, Asked::default(), Some(error.to_string())).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /publish/site`: the public pages are opened or closed, and what they say of themselves.
pub(crate) async fn site(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let open = posted.text("open") == "on";
    let title = posted.text("title");
    let mut address = posted.text("address").to_owned();
    if !address.is_empty() && !is_web(&address) {
        let problem = "对外网址要写完整，如 https://www.example.gov.cn/published/ 。没有保存。";
        return page(&app, &user, Asked::default(), Some(problem.to_owned())).await;
    }
    if !address.is_empty() && !address.ends_with('/') {
        address.push('/');
    }
    let before = app.options();
    let word = |open: bool| if open { "开放" } else { "关闭" };
    let licence = posted.text("licence");
    let mut tx = app.store.begin().await?;
    settings::set(&mut tx, "publishing", if open { "on" } else { "off" }).await?;
    for (name, value) in [
        ("site_title", title),
        ("site_address", address.as_str()),
        ("site_licence", licence),
    ] {
        match value {
            "" => settings::clear(&mut tx, name).await?,
            value => settings::set(&mut tx, name, value).await?,
        }
    }
    changed(&mut tx).await?;
    let detail = format!("网站名称：{title}；对外网址：{address}；许可：{licence}");
    let event = log::Event {
        action: "publishing",
        subject: "公开页",
        before: Some(word(before.publishing)),
        after: Some(word(open)),
        detail: Some(&detail),
        ..log::Event::default()
    };
    log::append(&mut tx, app.clock.now(), &user.actor(), &event).await?;
    tx.commit().await?;
    app.recall().await?;
    public::warm(&app);
    Ok(Redirect::to("/publish?saved=1").into_response())
}
