//! Every route on one screen, grouped by who may use it.

use crate::guard::rights::Right;
use crate::guard::{headers, origin, session};
use crate::pages::{login, me, rules, setup};
use crate::{App, Error, assets, selfcheck};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// Bytes of a sending without files.
const FIELDS: usize = 16 << 20;

/// The whole application.
pub fn router(app: App) -> Router {
    let open = Router::new()
        .route("/", get(selfcheck::home))
        .route("/check", post(selfcheck::check))
        .route("/check/live", post(selfcheck::live))
        .route("/check/file", post(selfcheck::download))
        .route("/rules", get(rules::list))
        .route("/rules/{code}", get(rules::one))
        .route("/login", get(login::get).post(login::post))
        .route("/setup", get(setup::get).post(setup::post))
        .route("/static/{digest}/{name}", get(assets::get));
    let own = Router::new()
        .route("/me", get(me::get))
        .route("/me/password", post(me::change))
        .route("/me/sessions", post(me::end_sessions))
        .route("/me/tokens", post(me::token))
        .route("/logout", post(login::out));
    let whole = open
        .merge(held(own, &app, Right::Own))
        .layer(DefaultBodyLimit::max(FIELDS));
    whole
        .fallback(|| async { Error::NotFound })
        .layer(from_fn_with_state(app.clone(), origin::check))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(headers::add))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Routes that only those may use whose role has a right.
fn held(routes: Router<App>, app: &App, right: Right) -> Router<App> {
    routes.route_layer(from_fn_with_state((app.clone(), right), session::holds))
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(Error::Ours)
}
