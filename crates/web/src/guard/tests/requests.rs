//! Requests come from our own pages and name the server by its own name; every answer has the headers.

use crate::Settings;
use crate::testing::{empty, house};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use workflow::Role;

#[tokio::test]
async fn a_form_without_the_secret_of_the_session_changes_nothing() {
    let house = house().await;
    let mut person = house.person(Role::SystemAdmin).await;
    person.secret = "guessed".to_owned();
    let fields = [("bureau", "别的局")];
    let answer = person.post("/settings", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(house.app.store.setting("bureau").await.unwrap(), None);
}

#[tokio::test]
async fn a_request_of_another_site_changes_nothing() {
    let house = house().await;
    let person = house.person(Role::SystemAdmin).await;
    let body = format!("bureau=x&secret={}", person.secret);
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let request = Request::post("/settings")
            .header(header::HOST, "czj.example")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = person
            .send(request.body(Body::from(body.clone())).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(house.app.store.setting("bureau").await.unwrap(), None);
}

#[tokio::test]
async fn a_server_of_this_machine_answers_to_its_own_names_only() {
    let settings = Settings {
        hosts: vec!["127.0.0.1".to_owned()],
        ..Settings::default()
    };
    let house = empty(settings).await;
    let request = Request::get("/rules").header(header::HOST, "rebound.example:8600");
    let answer = house
        .stranger()
        .send(request.body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let request = Request::get("/rules").header(header::HOST, "127.0.0.1:8600");
    let answer = house
        .stranger()
        .send(request.body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_has_the_headers() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    for path in [
        "/",
        "/desk",
        "/nowhere",
        "/review/987654",
        "/static/x/y",
        "/login",
    ] {
        let answer = person.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
    let address = crate::assets::address("style.css");
    let answer = person.get(&address).await;
    assert!(
        answer.header("cache-control").contains("immutable"),
        "{address}"
    );
}
