//! Every route lets through those roles that have its right, and nobody else.

use crate::guard::rights::Right;
use crate::testing::house;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// Every route that asks for a right: method, path, right. Numbers in a path are of things that are not there.
const HELD: &[(&str, &str, Right)] = &[
    ("GET", "/me", Right::Own),
    ("POST", "/me/password", Right::Own),
    ("POST", "/me/sessions", Right::Own),
    ("POST", "/me/tokens", Right::Own),
    ("GET", "/start", Right::Own),
    ("POST", "/logout", Right::Own),
    ("GET", "/desk", Right::Desk),
    ("GET", "/review", Right::Review),
    ("GET", "/review/{id}", Right::Review),
    ("POST", "/review/{id}", Right::Review),
    ("GET", "/review/{id}/reading", Right::Review),
    ("POST", "/review/{id}/reading", Right::Review),
    ("GET", "/review/{id}/sheet", Right::Review),
    ("GET", "/review/{id}/form/{ending}", Right::Review),
    ("GET", "/classes", Right::Review),
    ("GET", "/classes/{code}", Right::Review),
    ("POST", "/classes/{code}", Right::Review),
    ("GET", "/documents/{id}", Right::Review),
    ("GET", "/documents/{id}/file", Right::Review),
    ("GET", "/import", Right::Import),
    ("POST", "/import", Right::Import),
    ("GET", "/returns", Right::Import),
    ("POST", "/returns", Right::Import),
    ("GET", "/import/{id}", Right::Import),
    ("POST", "/import/{id}", Right::Import),
    ("GET", "/roster", Right::Import),
    ("POST", "/roster", Right::Import),
    ("GET", "/letters", Right::Letters),
    ("POST", "/letters", Right::Letters),
    ("GET", "/letters/preview", Right::Letters),
    ("GET", "/letters/{id}/{ending}", Right::Letters),
    ("GET", "/statistics", Right::Statistics),
    ("GET", "/statistics/overview.xlsx", Right::Statistics),
    ("GET", "/statistics/report.docx", Right::Statistics),
    ("GET", "/publish", Right::Publish),
    ("POST", "/publish", Right::Publish),
    ("POST", "/publish/site", Right::Publish),
    ("GET", "/publish/{id}", Right::Publish),
    ("POST", "/publish/{id}", Right::Publish),
    ("GET", "/publish/form/{id}", Right::Publish),
    ("POST", "/publish/form/{id}", Right::Publish),
    ("GET", "/accounts", Right::Accounts),
    ("POST", "/accounts", Right::Accounts),
    ("GET", "/roles", Right::Roles),
    ("POST", "/roles", Right::Roles),
    ("GET", "/settings", Right::Settings),
    ("POST", "/settings", Right::Settings),
    ("GET", "/log", Right::Log),
];

/// Routes that everybody may ask.
const OPEN: &[&str] = &[
    "/",
    "/check",
    "/check/live",
    "/check/file",
    "/rules",
    "/rules/{code}",
    "/published",
    "/published/",
    "/published/{*path}",
    "/login",
    "/setup",
    "/static/{digest}/{name}",
];

fn filled(path: &str) -> String {
    path.replace("{id}", "987654")
        .replace("{code}", "E01")
        .replace("{ending}", "docx")
}

#[test]
fn no_route_is_missing_from_the_table() {
    let source = include_str!("../../router.rs");
    let written: BTreeSet<&str> = source
        .split(".route(")
        .skip(1)
        .filter_map(|rest| rest.split('"').nth(1))
        .collect();
    let told = HELD.iter().map(|(_, path, _)| *path);
    let told: BTreeSet<&str> = told.chain(OPEN.iter().copied()).collect();
    assert_eq!(written, told);
}

#[tokio::test]
async fn every_route_lets_through_those_roles_that_have_its_right_and_no_other() {
    let house = house().await;
    for role in Right::Own.roles() {
        let mut person = house.person(*role).await;
        for (method, path, right) in HELD {
            if *path == "/logout" {
                continue;
            }
            let answer = match *method {
                "GET" => person.get(&filled(path)).await,
                _ => person.post(&filled(path), &[]).await,
            };
            let let_through = answer.status != StatusCode::FORBIDDEN;
            assert_eq!(let_through, right.is_of(*role), "{method} {path} {role:?}");
            assert!(answer.status.as_u16() < 500, "{method} {path}: {answer:?}");
        }
        // Ending one's own other sessions may have ended this one.
        person.cookie = None;
    }
}

#[tokio::test]
async fn who_is_not_logged_in_is_led_to_the_login() {
    let house = house().await;
    for (method, path, _) in HELD {
        let person = house.stranger();
        let answer = match *method {
            "GET" => person.get(&filled(path)).await,
            _ => person.post(&filled(path), &[]).await,
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
        assert!(answer.leads_to().starts_with("/login?next="), "{path}");
    }
}
