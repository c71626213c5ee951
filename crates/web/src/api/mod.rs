//! The API, `/api/v1`: the desk for programs. One table of calls is the router, the OpenAPI document and the page for people, so that they
//! cannot disagree.

mod asked;
mod call;
mod calls;
mod check;
mod deliveries;
mod describe;
mod export;
mod forms;
mod page;
pub(crate) mod problem;
mod rules;
mod tagged;
mod token;

pub use call::{Call, Door};

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

/// Where all calls begin.
const ROOT: &str = "/api/v1";

/// All calls.
pub fn calls() -> &'static [Call] {
    calls::ALL
}

/// The routes of all calls, each behind its own door.
pub(crate) fn routes(app: &App) -> Router<App> {
    let mut whole = Router::new();
    for call in calls() {
        let door = from_fn_with_state((app.clone(), call.door), token::holds);
        // On the handler, not on the route: that an address knows no such method is said to everybody.
        whole = whole.route(&call.address(), (call.handler)().route_layer(door));
    }
    // Each call that takes a body counts its bytes itself.
    whole.layer(DefaultBodyLimit::disable())
}
