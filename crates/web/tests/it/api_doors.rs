//! Who may call what: tokens, roles, cookies, other sites.

use crate::support::{BEGIN, Town, form, multipart, run, tell};
use axum::http::StatusCode;
use store::{accounts, tokens};
use web::guard::rights::Right;
use web::{Call, Door, Settings, calls};
use workflow::Role;

/// An address of a call that leads somewhere in an empty store, or nowhere.
fn address(call: &Call) -> String {
    call.address().replace("{id}", "1").replace("{code}", "E07")
}

async fn asked(town: &Town, call: &Call, token: &str) -> StatusCode {
    let method = call.method.to_uppercase();
    let text = form(1, "160人");
    let (kind, body) = multipart(&[("a.txt", text.as_bytes())], &[]);
    let headers = [("content-type", kind.as_str())];
    let answer = town
        .send(&method, &address(call), token, &headers, body)
        .await;
    if answer.status.is_client_error() {
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{call:?}"
        );
    }
    answer.status
}

#[test]
fn every_call_opens_to_the_roles_of_its_right_and_to_no_other() {
    run(async {
        let town = Town::with(Settings::default()).await;
        for role in Role::ALL.iter().copied() {
            let token = town.token_of(role).await;
            for call in calls() {
                let status = asked(&town, call, &token).await;
                let refused = match call.door {
                    Door::Open => false,
                    Door::SelfCheck => !Right::Own.is_of(role),
                    Door::May(right) => !right.is_of(role),
                };
                let is_refused = status == StatusCode::FORBIDDEN;
                assert_eq!(is_refused, refused, "{role:?} {call:?} {status}");
                assert_ne!(status, StatusCode::UNAUTHORIZED, "{role:?} {call:?}");
            }
        }
    });
}

#[test]
fn without_a_token_only_open_calls_answer_and_a_cookie_is_none() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let account = town.account("wen", Role::FinancePerformance).await;
        let cookie = web::guard::session::begin(&town.app, account)
            .await
            .unwrap();
        let cookie = format!("jixiao={cookie}");
        // The cookie does open the pages.
        let page = town
            .send("GET", "/review", "", &[("cookie", &cookie)], "")
            .await;
        assert_eq!(page.status, 200);
        for call in calls() {
            let closed = matches!(call.door, Door::May(_));
            let status = asked(&town, call, "").await;
            assert_eq!(status == StatusCode::UNAUTHORIZED, closed, "{call:?}");
            let method = call.method.to_uppercase();
            let headers = [("cookie", cookie.as_str())];
            let answer = town.send(&method, &address(call), "", &headers, "").await;
            let refused = answer.status == StatusCode::UNAUTHORIZED;
            assert_eq!(refused, closed, "{call:?}");
            if closed {
                let detail = answer.problem("token", 401);
                assert!(detail.contains("我的账号"), "{detail}");
                assert!(answer.header("www-authenticate").starts_with("Bearer"));
            }
        }
        assert_eq!(town.app.store.deliveries(9).await.unwrap(), []);
    });
}

#[test]
fn tokens_end_with_their_time_their_withdrawal_and_their_account() {
    tell("tokens", |town| async move {
        let account = town.account("wen", Role::FinanceBusiness).await;
        let token = town.token(account).await;
        let list = "/api/v1/forms";
        assert_eq!(town.get(list, &token).await.status, 200);
        let lower = [("authorization", &*format!("bearer {token}"))];
        let answer = town.send("GET", list, "", &lower, "").await;
        assert_eq!(answer.status, 200);
        for wrong in ["x", &token[1..], "令牌"] {
            town.get(list, wrong).await.problem("token", 401);
        }
        for scheme in ["Basic d2VuOng=", "Bearer", ""] {
            let wrong = [("authorization", scheme)];
            let answer = town.send("GET", list, "", &wrong, "").await;
            answer.problem("token", 401);
        }
        // A wrong token is told also where none is needed.
        let answer = town.send("POST", "/api/v1/check", "x", &[], "a").await;
        answer.problem("token", 401);
        let in_address = format!("{list}?access_token={token}");
        town.get(&in_address, "").await.problem("token", 401);

        let mut tx = town.app.store.begin().await.unwrap();
        accounts::set_password(&mut tx, BEGIN, account, "-", true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        town.get(list, &token).await.problem("password", 403);
        let mut tx = town.app.store.begin().await.unwrap();
        accounts::set_password(&mut tx, BEGIN, account, "-", false)
            .await
            .unwrap();
        accounts::disable(&mut tx, account, Some(BEGIN))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        town.get(list, &token).await.problem("token", 401);
        let mut tx = town.app.store.begin().await.unwrap();
        accounts::disable(&mut tx, account, None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(town.get(list, &token).await.status, 200);

        let other = town.token(account).await;
        let id = town.app.store.tokens(account).await.unwrap()[0].id;
        let mut tx = town.app.store.begin().await.unwrap();
        tokens::revoke(&mut tx, BEGIN, account, id).await.unwrap();
        tx.commit().await.unwrap();
        town.get(list, &token).await.problem("token", 401);
        assert_eq!(town.get(list, &other).await.status, 200);
        town.clock.go_on(3_600_000);
        town.get(list, &other).await.problem("token", 401);
    });
}

#[test]
fn another_site_is_refused_even_with_a_token_and_the_single_user_needs_none() {
    run(async {
        let town = Town::with(Settings {
            single: true,
            ..Settings::default()
        })
        .await;
        assert_eq!(town.get("/api/v1/forms", "").await.status, 200);
        town.get("/api/v1/forms", "x").await.problem("token", 401);
        let (kind, body) = multipart(&[("a.txt", b"a")], &[]);
        for (name, value) in [("origin", "http://evil"), ("sec-fetch-site", "cross-site")] {
            let headers = [("content-type", kind.as_str()), (name, value)];
            let answer = town
                .send("POST", "/api/v1/deliveries", "", &headers, body.clone())
                .await;
            answer.problem("foreign", 403);
        }
        let headers = [("content-type", kind.as_str())];
        let answer = town
            .send("POST", "/api/v1/deliveries", "", &headers, body)
            .await;
        assert_eq!(answer.status, 202);
    });
}
