//! What can go wrong on a page, as a person should read it, with where to go next.

use crate::App;
use crate::api::problem::is_call;
use crate::frame::{Frame, entry_of};
use crate::guard::session;
use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::StoreError;

/// Why a page could not be shown or a thing not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such page or thing.
    #[error("没有这个页面，或者它已经被移走。")]
    NotFound,
    /// Somebody has to log in first; then this page.
    #[error("请先登录。")]
    Login(String),
    /// The role may not.
    #[error("您的角色不能做这件事。需要时请联系系统管理员。")]
    Forbidden,
    /// The request did not come from our own page.
    #[error("这个操作不是从本系统的页面发出的，或者页面开得太久，没有执行。请回到页面刷新后再试。")]
    Foreign,
    /// What was sent cannot be used.
    #[error("{0}")]
    Refused(String),
    /// What was sent is too large.
    #[error(
        "文件超过 {0}，没有接收。请删去文件里的图片和附件再放进来；几张表在一个文件里的，拆开分次放。"
    )]
    TooLarge(String),
    /// Too many requests.
    #[error("请求太密，请等一分钟再试。")]
    TooMany,
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Our own failure.
    #[error("程序自身出了问题，这一步没有做成，已经保存的内容不受影响。请把时间告诉系统管理员。")]
    Ours,
}

impl Error {
    /// The status by which programs know it.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::NotFound | Error::Store(StoreError::NotFound) => StatusCode::NOT_FOUND,
            Error::Login(_) => StatusCode::UNAUTHORIZED,
            Error::Forbidden | Error::Foreign => StatusCode::FORBIDDEN,
            Error::Refused(_) | Error::Store(StoreError::Refused(_)) => StatusCode::BAD_REQUEST,
            Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Error::Store(StoreError::Conflict) => StatusCode::CONFLICT,
            Error::Store(StoreError::Full) => StatusCode::INSUFFICIENT_STORAGE,
            Error::Store(StoreError::Gone) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Store(_) | Error::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key by which programs know its kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Error::Foreign => "foreign",
            error => crate::api::problem::kind(error.status()),
        }
    }

    pub(crate) fn title(&self) -> &'static str {
        match self.status() {
            StatusCode::NOT_FOUND => "没有找到",
            StatusCode::FORBIDDEN => "不能这样做",
            StatusCode::CONFLICT => "已被别人改过",
            StatusCode::TOO_MANY_REQUESTS => "请稍候",
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::BAD_REQUEST => "没有接收",
            StatusCode::INSUFFICIENT_STORAGE | StatusCode::SERVICE_UNAVAILABLE => "没有保存",
            _ => "没有做成",
        }
    }
}

/// What an error page says, beside the page, for answers that are no pages.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The title of the page.
    pub title: &'static str,
    /// Which kind of error it is, for the API.
    pub kind: &'static str,
    /// The sentence.
    pub detail: String,
}

/// The page that says it.
#[derive(Template)]
#[template(path = "error.html")]
struct Page {
    frame: Frame,
    message: String,
    /// The page that somebody came from.
    back: Option<String>,
}

/// A page of an error, drawn anew with what stands around the pages of whoever is logged in.
pub(crate) async fn framed(State(app): State<App>, request: Request, next: Next) -> Response {
    // What is called under /api is told of in its own way.
    if is_call(request.uri().path()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(told) = response.extensions().get::<Told>().cloned() else {
        return response;
    };
    // Where even that cannot be asked, the bare page stays.
    let user = session::user(&app, &mut asked).await.ok().flatten();
    let Some(user) = user else {
        return response;
    };
    let page = Page {
        frame: Frame::of(told.title, entry_of(asked.uri.path()), Some(&user)),
        message: told.detail,
        back: back(&asked.headers),
    };
    let Ok(text) = page.render() else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text))
}

/// The page of ours that a request came from.
fn back(headers: &HeaderMap) -> Option<String> {
    let from: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_ours = from.authority().is_some_and(|own| own.as_str() == host);
    let path = from.path_and_query()?.as_str();
    is_ours.then(|| path.to_owned())
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::Login(next) = &self {
            let next =
                percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
            return Redirect::to(&format!("/login?next={next}")).into_response();
        }
        if let Error::Store(StoreError::Other(error)) = &self {
            eprintln!("数据库：{error}");
        }
        let page = Page {
            frame: Frame::bare(self.title()),
            message: self.to_string(),
            back: None,
        };
        let mut response = (self.status(), show(&page)).into_response();
        response.extensions_mut().insert(Told {
            title: self.title(),
            kind: self.kind(),
            detail: self.to_string(),
        });
        if matches!(self, Error::TooMany) {
            let minute = HeaderValue::from_static("60");
            response.headers_mut().insert(header::RETRY_AFTER, minute);
        }
        response
    }
}

/// A page as a response; a page that cannot be written is our own failure.
pub(crate) fn show(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => Html(text).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, Error::Ours.to_string()).into_response(),
    }
}
