//! What a self-check leaves behind, how much and how often may be asked, and a database that is gone.

use crate::testing::{empty, house, pasted};
use crate::{App, Settings};
use axum::http::StatusCode;
use store::dump::Sink;
use workflow::Role;

#[tokio::test]
async fn one_address_cannot_ask_without_end() {
    let house = empty(Settings {
        checks_a_minute: 3,
        ..Settings::default()
    })
    .await;
    let form = pasted("", "100%");
    let mut answers = Vec::new();
    for _ in 0..5 {
        let person = house.stranger();
        let answer = person
            .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
            .await;
        answers.push(answer.status);
    }
    assert_eq!(
        answers
            .iter()
            .filter(|status| **status == StatusCode::OK)
            .count(),
        3
    );
    assert_eq!(answers[4], StatusCode::TOO_MANY_REQUESTS);
}

/// All that is kept, but for what logs in.
#[derive(Default)]
struct Kept(Vec<String>);

impl Sink for Kept {
    fn line(&mut self, table: &str, row: &str) -> Result<(), String> {
        self.0.push(format!("{table} {row}"));
        Ok(())
    }

    fn bytes(&mut self, digest: &str, _: &[u8]) -> Result<(), String> {
        self.0.push(digest.to_owned());
        Ok(())
    }
}

async fn kept(app: &App) -> Vec<String> {
    let mut kept = Kept::default();
    app.store.dump(&mut kept).await.unwrap();
    kept.0
}

#[tokio::test]
async fn a_self_check_leaves_nothing_behind() {
    let house = house().await;
    let person = house.stranger();
    let first = kept(&house.app).await;
    let form = pasted("", "100%");
    let page = person
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert!(page.text.contains("护林员培训"), "{}", page.text);
    // The clerk's own browser can go back to it; that of somebody who logged in keeps nothing.
    assert_eq!(page.header("cache-control"), "private, no-cache");
    assert_eq!(kept(&house.app).await, first);
    let reviewer = house.person(Role::FinancePerformance).await;
    let of_reviewer = reviewer
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert_eq!(of_reviewer.header("cache-control"), "no-store");
    let before = kept(&house.app).await;
    let field = |name: &str| {
        let after = page
            .text
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .unwrap();
        let raw = after.split('"').next().unwrap();
        raw.replace("&#34;", "\"").replace("&quot;", "\"")
    };
    let (carried, steps) = (field("carried"), field("steps"));
    for (path, more) in [
        ("/check", ("act", "safe.1")),
        ("/check/live", ("c.1.r2.value", "≥96%")),
        ("/check/file", ("what", "report")),
    ] {
        let fields = [
            ("carried", carried.as_str()),
            ("name", "甲.tsv"),
            ("steps", &steps),
            more,
        ];
        let answer = person.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    }
    assert_eq!(kept(&house.app).await, before);
}

#[tokio::test]
async fn self_check_can_be_switched_off() {
    let house = house().await;
    let system = house.person(Role::SystemAdmin).await;
    system
        .post("/settings", &[("bureau", "云泽市财政局")])
        .await;
    let person = house.stranger();
    assert_eq!(person.get("/").await.leads_to(), "/login");
    let form = pasted("", "100%");
    let answer = person
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let reviewer = house.person(Role::FinancePerformance).await;
    let answer = reviewer
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_kept() {
    let house = empty(Settings {
        single: true,
        upload: 1 << 20,
        carried: 1 << 10,
        ..Settings::default()
    })
    .await;
    let mut person = house.stranger();
    person.secret = house.app.local_secret();
    let large = vec![b'x'; 2 << 20];
    let answer = person
        .upload("/import", &[("returned", "0")], &[("大.docx", &large)])
        .await;
    assert_eq!(
        answer.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "{}",
        answer.text
    );
    let answer = person
        .upload("/check", &[], &[("大.docx", &large[..4096])])
        .await;
    assert!(answer.text.contains("没有接收"), "{}", answer.text);
    assert!(house.app.store.deliveries(5).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_database_that_is_gone_is_told_to_the_user() {
    let house = empty(Settings {
        single: true,
        ..Settings::default()
    })
    .await;
    house.app.store.close().await;
    let answer = house.stranger().get("/review").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text.contains("连接不上"), "{}", answer.text);
    // A form is checked all the same: it needs no database.
    let mut person = house.stranger();
    person.secret = house.app.local_secret();
    let form = pasted("", "100%");
    let answer = person
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}
