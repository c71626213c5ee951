//! `/import`, `/returns`: files are sent, for the first time or because they come back.

use crate::desk::import::begin;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use store::deliveries::Delivery;

#[derive(Template)]
#[template(path = "pages/import.html")]
struct Page {
    frame: Frame,
    returned: bool,
    most: String,
    problem: Option<String>,
    deliveries: Vec<Delivery>,
    times: Vec<String>,
}

async fn page(
    app: &App,
    user: &User,
    returned: bool,
    problem: Option<String>,
) -> Result<Response, Error> {
    let (title, here) = match returned {
        true => ("退回重报", "/returns"),
        false => ("导入", "/import"),
    };
    let mut deliveries = app.store.deliveries(50).await?;
    deliveries.retain(|delivery| (delivery.returned != 0) == returned);
    Ok(show(&Page {
        frame: Frame::of(title, here, Some(user)).with("desk.js"),
        returned,
        most: host::limits::size(app.settings.upload),
        problem,
        times: deliveries
            .iter()
            .map(|delivery| app.clock.shown(delivery.received_at))
            .collect(),
        deliveries,
    }))
}

/// `GET /import`.
pub(crate) async fn get(State(app): State<App>, user: User) -> Result<Response, Error> {
    page(&app, &user, false, None).await
}

/// `GET /returns`.
pub(crate) async fn returns(State(app): State<App>, user: User) -> Result<Response, Error> {
    page(&app, &user, true, None).await
}

/// `POST /import`, `POST /returns`.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let returned = posted.text("returned") == "1";
    match begin(&app, &user, posted.files, returned).await {
        Ok(id) => Ok(Redirect::to(&format!("/import/{id}")).into_response()),
        Err(error @ (Error::Refused(_) | Error::TooLarge(_))) => {
            page(&app, &user, returned, Some(error.to_string())).await
        }
        Err(error) => Err(error),
    }
}
