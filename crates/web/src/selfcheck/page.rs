//! The first page, where a file is dropped, and the page of a file with its points.

use super::draft::{Draft, Step};
use super::sheet::{Drawn, drawn};
use super::work::{Worked, taken, work, written};
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::judge::unread;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::guard::limits::Address;
use std::sync::atomic::Ordering;

/// Counts a check without account.
pub(super) fn admitted(app: &App, from: Address, user: Option<&User>) -> Result<(), Error> {
    if user.is_some() {
        return Ok(());
    }
    match (app.options().self_check, app.limits.check(from.0)) {
        (false, _) => Err(Error::NotFound),
        (true, true) => Ok(()),
        (true, false) => Err(Error::TooMany),
    }
}

#[derive(Template)]
#[template(path = "selfcheck/home.html")]
struct Home {
    frame: Frame,
    /// Why the file that was sent could not be checked.
    problem: Option<String>,
    most: String,
    endings: &'static str,
}

const ENDINGS: &str = match cfg!(feature = "pdf") {
    true => "Word（docx、doc、wps）、Excel（xlsx、xls、et、ods）、PDF、OFD、网页、csv 和文本文件",
    false => "Word（docx、doc、wps）、Excel（xlsx、xls、et、ods）、网页、csv 和文本文件",
};

fn home_page(app: &App, user: Option<&User>, problem: Option<String>) -> Response {
    show(&Home {
        frame: Frame::of("核对绩效目标表", "/", user).with("check.js"),
        problem,
        most: host::limits::size(app.settings.carried as u64),
        endings: ENDINGS,
    })
}

/// `GET /`: the first page.
pub(crate) async fn home(State(app): State<App>, user: Option<User>) -> Result<Response, Error> {
    if !app.settings.single && !app.store.has_accounts().await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    if !app.options().self_check && user.is_none() {
        return Ok(Redirect::to("/login").into_response());
    }
    Ok(home_page(&app, user.as_ref(), None))
}

#[derive(Template)]
#[template(path = "selfcheck/page.html")]
struct Page {
    frame: Frame,
    name: String,
    carried: String,
    steps: String,
    count: usize,
    changed: usize,
    /// Cells with a blank that is to be filled in by hand.
    blanks: usize,
    refused: Vec<String>,
    forms: Vec<Drawn>,
    /// The program whose file can be given back corrected in its own layout.
    own_layout: Option<&'static str>,
    pdf: bool,
    /// Whether the changes that can stand in the file itself are offered without the others.
    rest: bool,
}

/// `POST /check`: a file, or the page with what was done on it.
pub(crate) async fn check(
    State(app): State<App>,
    from: Address,
    user: Option<User>,
    posted: Result<Posted, Error>,
) -> Result<Response, Error> {
    admitted(&app, from, user.as_ref())?;
    let mut posted = match posted {
        // More than any page takes is more than this one takes.
        Err(Error::TooLarge(_)) => {
            let most = host::limits::size(app.settings.carried as u64);
            let said = Error::TooLarge(most).to_string();
            return Ok(home_page(&app, user.as_ref(), Some(said)));
        }
        posted => posted?,
    };
    let mut draft = match Draft::of(&app, &mut posted) {
        Ok(draft) => draft,
        Err(error @ (Error::Refused(_) | Error::TooLarge(_))) => {
            return Ok(home_page(&app, user.as_ref(), Some(error.to_string())));
        }
        Err(error) => return Err(error),
    };
    let mut worked = work(&app, &draft).await?;
    if let Some(problem) = unread(&worked.before) {
        let problem = format!("{}：{problem}", worked.before.source.path);
        return Ok(home_page(&app, user.as_ref(), Some(problem)));
    }
    if posted.raw("carried").is_none() {
        app.checked.fetch_add(1, Ordering::Relaxed);
    }
    let before = draft.steps.clone();
    draft.steps.extend(written(&worked.after, &posted));
    match posted.text("act") {
        "undo" => {
            draft.steps.pop();
        }
        "restart" => draft.steps.clear(),
        act => draft.steps.extend(step(act)),
    }
    if draft.steps != before {
        worked = taken(worked.before, &draft.steps, app.clock.today());
    }
    Ok(page(user.as_ref(), draft, &worked, false))
}

/// The page of a file after its steps. `rest`: some changes cannot stand in the file itself, the others are offered.
pub(super) fn page(user: Option<&User>, mut draft: Draft, worked: &Worked, rest: bool) -> Response {
    // What was not taken is told now, and not again with every later step.
    draft.steps.retain(|step| !worked.untaken.contains(step));
    let forms = drawn(worked);
    let title = match forms.as_slice() {
        [only] => format!("{}的核对结果", only.name),
        _ => format!("{}的核对结果", draft.name),
    };
    let page = show(&Page {
        frame: Frame::of(&title, "/", user).wide().with("check.js"),
        carried: draft.carried(),
        steps: draft.told(),
        count: draft.steps.len(),
        changed: forms.iter().map(|form| form.changes.len()).sum(),
        blanks: forms.iter().map(|form| form.blanks).sum(),
        refused: worked.refused.clone(),
        own_layout: own_layout(&draft.name),
        name: draft.name,
        forms,
        pdf: cfg!(feature = "pdf"),
        rest,
    });
    match user.is_none_or(|user| user.single) {
        true => ([(header::CACHE_CONTROL, GOING_BACK)], page).into_response(),
        // What somebody saw who logged in is gone when they log out.
        false => page,
    }
}

/// The one browser that asked may keep the answer and show it again when a person goes back, instead of asking whether all of it is to be
/// sent anew.
const GOING_BACK: &str = "private, no-cache";

/// `accept.1.FINGERPRINT` or `safe.1`.
fn step(act: &str) -> Option<Step> {
    let mut parts = act.splitn(3, '.');
    let (kind, form) = (parts.next()?, parts.next()?.parse().ok()?);
    match (kind, parts.next()) {
        ("accept", Some(id)) => Some(Step::Accept {
            form,
            id: id.to_owned(),
        }),
        ("safe", None) => Some(Step::Safe { form }),
        _ => None,
    }
}

/// The program of a file that can be corrected in its own layout.
fn own_layout(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    match ending.as_str() {
        "docx" => Some("Word"),
        "xlsx" => Some("Excel"),
        _ => None,
    }
}
