//! What goes wrong under `/api`, as `application/problem+json` (RFC 9457): a type that stays, a Chinese sentence that says what to do.

use crate::Error;
use crate::error::Told;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// The types, what each is called, and the status that goes with it.
pub(super) const TYPES: [(&str, u16, &str); 16] = [
    ("bad-request", 400, "请求写得不对"),
    ("token", 401, "没有可用的令牌"),
    ("forbidden", 403, "角色不能这样做"),
    ("foreign", 403, "请求不是从本系统来的"),
    ("password", 403, "账号要先换口令"),
    ("not-found", 404, "没有找到"),
    ("method", 405, "这个地址不这样用"),
    ("conflict", 409, "已被别人改过"),
    ("too-large", 413, "太大，没有接收"),
    ("unsupported", 415, "不收这种内容"),
    ("too-many", 429, "请求太密"),
    ("ours", 500, "程序自身的问题"),
    ("unavailable", 503, "暂时不能用"),
    ("full", 507, "磁盘已满"),
    ("timeout", 408, "太久没有收完"),
    ("other", 0, "没有做成"),
];

/// The type of a status.
pub(crate) fn kind(status: StatusCode) -> &'static str {
    let known = TYPES.iter().find(|(_, known, _)| *known == status.as_u16());
    known.map_or("other", |(key, ..)| key)
}

/// A problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// `/api/v1#KEY`: stays, and leads to the page that explains it.
    r#type: String,
    /// What the type is called.
    title: &'static str,
    /// The status.
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// Seconds to wait before the next try.
    #[serde(skip)]
    wait: bool,
}

impl Problem {
    /// Of a type, with what to do.
    pub fn new(key: &str, detail: impl Into<String>) -> Problem {
        let known = TYPES.iter().find(|(known, ..)| *known == key);
        let (key, status, title) = known.copied().unwrap_or(("other", 500, "没有做成"));
        Problem {
            r#type: format!("{}#{key}", super::ROOT),
            title,
            status,
            detail: detail.into(),
            wait: key == "too-many",
        }
    }

    /// Something in the request is not as it must be.
    pub fn bad(detail: impl Into<String>) -> Problem {
        Problem::new("bad-request", detail)
    }

    /// There is no such thing.
    pub fn nowhere() -> Problem {
        Problem::new("not-found", "没有这个地址或这一项。全部地址见 /api/v1。")
    }
}

impl<E: Into<Error>> From<E> for Problem {
    fn from(error: E) -> Problem {
        let error = error.into();
        match error.status() {
            StatusCode::NOT_FOUND => Problem::nowhere(),
            _ => {
                if let Error::Store(store::StoreError::Other(error)) = &error {
                    eprintln!("数据库：{error}");
                }
                Problem::new(error.kind(), error.to_string())
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (wait, asks) = (self.wait, status == StatusCode::UNAUTHORIZED);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        if asks {
            let bearer = HeaderValue::from_static("Bearer realm=\"jixiao\"");
            headers.insert(header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}

/// The problem of a refusal that came without words of its own.
fn of_status(status: StatusCode) -> Problem {
    match status.as_u16() {
        404 => Problem::nowhere(),
        405 => Problem::new("method", "这个地址不接受这种方法，可用的见 Allow 头。"),
        413 => Problem::new("too-large", "发来的内容太大，没有接收。"),
        415 => Problem::new("unsupported", "不收这种 Content-Type，可用的见 /api/v1。"),
        408 => Problem::new("timeout", "内容太久没有发完，没有接收。请再试一次。"),
        500.. => Problem::new("ours", Error::Ours.to_string()),
        _ => Problem::bad("请求写得不对，写法见 /api/v1。"),
    }
}

/// Whether a path is one of the API.
pub(crate) fn is_call(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Answers under `/api` that are refusals but no problems yet become such: unknown addresses and methods, guards that speak in pages.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    if !is_call(request.uri().path()) {
        return next.run(request).await;
    }
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_problem = kind.is_some_and(|kind| kind == "application/problem+json");
    if is_problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match response.extensions().get::<Told>() {
        Some(told) if status != StatusCode::NOT_FOUND => {
            Problem::new(told.kind, told.detail.clone())
        }
        _ => of_status(status),
    };
    let mut answer = problem.into_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}
