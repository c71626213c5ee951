//! Who is logged in, for how long, and what ends it; guessing; the first run.

use crate::Settings;
use crate::testing::{PASSWORD, empty, house};
use axum::http::StatusCode;
use workflow::Role;

#[tokio::test]
async fn a_session_begins_anew_with_each_login_and_ends_when_it_should() {
    let house = house().await;
    let settings = Settings::default();
    // A token that somebody slipped in is not taken over.
    let mut fixed = house.stranger();
    fixed.cookie = Some("jixiao=0123456789abcdef".to_owned());
    fixed.login(Role::AuditAdmin.key(), PASSWORD).await;
    assert_ne!(fixed.cookie.as_deref(), Some("jixiao=0123456789abcdef"));
    let answer = fixed.get("/log").await;
    assert_eq!(answer.status, StatusCode::OK);
    // Unused too long.
    house.clock.wait(settings.idle + 1);
    assert_eq!(fixed.get("/log").await.status, StatusCode::SEE_OTHER);
    // Used all the time, but too old.
    let person = house.person(Role::AuditAdmin).await;
    for _ in 0..(settings.session / settings.idle + 1) {
        person.get("/log").await;
        house.clock.wait(settings.idle - 1);
    }
    assert_eq!(person.get("/log").await.status, StatusCode::SEE_OTHER);
    // Ended by its owner.
    let person = house.person(Role::AuditAdmin).await;
    person.post("/logout", &[]).await;
    assert_eq!(person.get("/log").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_cookie_is_for_this_server_and_not_for_scripts() {
    let house = house().await;
    let mut person = house.stranger();
    let answer = person.login(Role::AuditAdmin.key(), PASSWORD).await;
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let secure = empty(Settings {
        https: true,
        ..Settings::default()
    })
    .await;
    let cookie = crate::guard::session::begun(&secure.app, "x");
    assert!(cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn changing_a_password_or_a_role_ends_the_sessions_that_knew_the_old_one() {
    let house = house().await;
    let old = house.person(Role::FinanceBusiness).await;
    let here = house.person(Role::FinanceBusiness).await;
    let fields = [
        ("old", PASSWORD),
        ("new", "Xinde-2027-kouling"),
        ("again", "Xinde-2027-kouling"),
    ];
    let answer = here.post("/me/password", &fields).await;
    assert_eq!(answer.leads_to(), "/me?said=password");
    assert_eq!(old.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/desk").await.status, StatusCode::OK);
    // A password that was used is not taken again.
    let back = [
        ("old", "Xinde-2027-kouling"),
        ("new", PASSWORD),
        ("again", PASSWORD),
    ];
    let answer = here.post("/me/password", &back).await;
    assert!(answer.text.contains("最近用过"), "{}", answer.text);
    let security = house.person(Role::SecurityAdmin).await;
    let account = house
        .app
        .store
        .account_by_login("finance_business")
        .await
        .unwrap()
        .unwrap();
    let (id, revision) = (account.id.to_string(), account.revision.to_string());
    let fields = [
        ("account", id.as_str()),
        ("revision", &revision),
        ("role", "unit_clerk"),
    ];
    let answer = security.post("/roles", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(here.get("/desk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_gives_a_role_to_themselves() {
    let house = house().await;
    let security = house.person(Role::SecurityAdmin).await;
    let account = house
        .app
        .store
        .account_by_login("security_admin")
        .await
        .unwrap()
        .unwrap();
    let id = account.id.to_string();
    let fields = [
        ("account", id.as_str()),
        ("revision", "0"),
        ("role", "finance_performance"),
    ];
    let answer = security.post("/roles", &fields).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn guessing_a_password_locks_the_account_and_tells_nothing() {
    let house = house().await;
    let wrong = |login: &'static str| {
        let mut person = house.stranger();
        async move { person.login(login, "Cuode-2026-kouling").await }
    };
    let unknown = wrong("nobody").await.text;
    for _ in 0..5 {
        let known = wrong("audit_admin").await.text;
        assert_eq!(
            known.replace("audit_admin", "nobody"),
            unknown,
            "the answer does not tell whether the account is there"
        );
    }
    let mut right = house.stranger();
    let answer = right.login("audit_admin", PASSWORD).await;
    assert!(answer.text.contains("锁定"), "{}", answer.text);
    house.clock.wait(Settings::default().locked + 1);
    let answer = right.login("audit_admin", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_first_run_is_open_once() {
    let house = empty(Settings::default()).await;
    let person = house.stranger();
    assert_eq!(person.get("/").await.leads_to(), "/setup");
    assert_eq!(person.get("/setup").await.status, StatusCode::OK);
    let mut fields = vec![("bureau".to_owned(), "云泽市财政局".to_owned())];
    for role in [
        "finance_performance",
        "system_admin",
        "security_admin",
        "audit_admin",
    ] {
        for (name, value) in [
            ("name", "某人"),
            ("login", role),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ] {
            fields.push((format!("{role}.{name}"), value.to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = person.post("/setup", &fields).await;
    assert_eq!(answer.leads_to(), "/login", "{}", answer.text);
    assert_eq!(person.get("/setup").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        person.post("/setup", &fields).await.status,
        StatusCode::NOT_FOUND
    );
}
