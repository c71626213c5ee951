//! `GET /api/v1`: the calls for people, with examples to copy.

use super::problem::TYPES;
use super::{Call, calls};
use crate::App;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

#[derive(Template)]
#[template(path = "api/page.html")]
struct Page {
    frame: Frame,
    calls: &'static [Call],
    /// Type, status, name.
    types: Vec<(&'static str, u16, &'static str)>,
    address: String,
    most: String,
    checks: u32,
}

/// An example, whole: with the token where the call wants one, and the address of this server.
fn example(call: &Call, address: &str) -> String {
    let token = match call.door {
        super::Door::Open => "",
        _ => "-H \"Authorization: Bearer $TOKEN\" ",
    };
    let put = call
        .example
        .replace("/api/v1", &format!("{address}/api/v1"));
    format!("curl {token}{put}")
}

/// The answer.
pub(super) async fn get(
    State(app): State<App>,
    user: Option<User>,
    headers: HeaderMap,
) -> Response {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = if app.settings.https { "https" } else { "http" };
    show(&Page {
        frame: Frame::of("接口", "/api/v1", user.as_ref()),
        calls: calls(),
        types: TYPES.iter().copied().filter(|one| one.1 > 0).collect(),
        address: format!("{scheme}://{}", host.unwrap_or("127.0.0.1:8080")),
        most: host::limits::size(app.settings.carried as u64),
        checks: app.settings.checks_a_minute,
    })
}
