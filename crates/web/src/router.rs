//! Every route on one screen, grouped by who may use it.

use crate::guard::rights::Right;
use crate::guard::{headers, origin, session};
use crate::pages::{
    accounts, batch, classes, delivery, desk, form, import, letters, log, login, me, papers,
    public_form, publish, reading, review, roster, rules, settings, setup, statistics,
};
use crate::{App, Error, api, assets, public, selfcheck};
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
    // `Posted` sets the limits of what carries files, so that it can say them.
    let check = Router::new()
        .route("/check", post(selfcheck::check))
        .route("/check/live", post(selfcheck::live))
        .route("/check/file", post(selfcheck::download))
        .layer(DefaultBodyLimit::disable());
    let open = Router::new()
        .route("/", get(selfcheck::home))
        .route("/rules", get(rules::list))
        .route("/rules/{code}", get(rules::one))
        .route("/login", get(login::get).post(login::post))
        .route("/setup", get(setup::get).post(setup::post))
        .route("/published", get(public::begin))
        .route("/published/", get(public::home))
        .route("/published/{*path}", get(public::get))
        .route("/static/{digest}/{name}", get(assets::get))
        .merge(check);
    let own = Router::new()
        .route("/me", get(me::get))
        .route("/me/password", post(me::change))
        .route("/me/sessions", post(me::end_sessions))
        .route("/me/tokens", post(me::token))
        .route("/start", get(desk::start))
        .route("/logout", post(login::out));
    let work = Router::new().route("/desk", get(desk::get));
    let review = Router::new()
        .route("/review", get(review::get))
        .route("/review/{id}", get(form::get).post(form::post))
        .route(
            "/review/{id}/reading",
            get(reading::get).post(reading::post),
        )
        .route("/review/{id}/sheet", get(papers::sheet))
        .route("/review/{id}/form/{ending}", get(papers::official))
        .route("/classes", get(classes::list))
        .route("/classes/{code}", get(classes::one).post(classes::post))
        .route("/documents/{id}", get(delivery::source))
        .route("/documents/{id}/file", get(delivery::file));
    let import = Router::new()
        .route("/import", get(import::get).post(import::post))
        .route("/returns", get(import::returns).post(import::post))
        .route("/import/{id}", get(delivery::get).post(delivery::point))
        .route("/roster", get(roster::get).post(roster::post))
        .layer(DefaultBodyLimit::disable());
    let letters = Router::new()
        .route("/letters", get(letters::get).post(letters::post))
        .route("/letters/preview", get(letters::preview))
        .route("/letters/{id}/{ending}", get(letters::file));
    let statistics = Router::new()
        .route("/statistics", get(statistics::get))
        .route("/statistics/overview.xlsx", get(papers::overview))
        .route("/statistics/report.docx", get(papers::report));
    let publish = Router::new()
        .route("/publish", get(publish::get).post(publish::post))
        .route("/publish/site", post(publish::site))
        .route("/publish/{id}", get(batch::get).post(batch::post))
        .route(
            "/publish/form/{id}",
            get(public_form::get).post(public_form::post),
        )
        .layer(DefaultBodyLimit::disable());
    let accounts = Router::new().route("/accounts", get(accounts::get).post(accounts::post));
    let roles = Router::new().route("/roles", get(accounts::roles).post(accounts::give));
    let settings = Router::new().route("/settings", get(settings::get).post(settings::post));
    let log = Router::new().route("/log", get(log::get));
    let whole = [
        (own, Right::Own),
        (work, Right::Desk),
        (review, Right::Review),
        (import, Right::Import),
        (letters, Right::Letters),
        (statistics, Right::Statistics),
        (publish, Right::Publish),
        (accounts, Right::Accounts),
        (roles, Right::Roles),
        (settings, Right::Settings),
        (log, Right::Log),
    ]
    .into_iter()
    .fold(open, |whole, (routes, right)| {
        whole.merge(held(routes, &app, right))
    })
    .layer(DefaultBodyLimit::max(FIELDS));
    whole
        .merge(api::routes(&app))
        .fallback(|| async { Error::NotFound })
        .layer(from_fn_with_state(app.clone(), origin::check))
        .layer(from_fn_with_state(app.clone(), public::told))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), crate::error::framed))
        .layer(from_fn(api::problem::told))
        .layer(from_fn_with_state(app.clone(), headers::add))
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
