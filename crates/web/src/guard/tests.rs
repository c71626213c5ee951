//! Threats and answers, as `docs/security.md` lists them.

use crate::guard::rights::Right;
use crate::testing::{House, PASSWORD, empty, house, pasted};
use crate::{App, Settings};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::collections::BTreeSet;
use store::dump::Sink;
use workflow::Role;

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
    let source = include_str!("../router.rs");
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

/// A mark that would run, if it were not escaped.
const MARK: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{7*7}}";

/// Forms that hold the mark in every field, taken in, with a letter sent.
async fn marked(house: &House) {
    let person = house.person(Role::FinancePerformance).await;
    let form = pasted(MARK, "100%");
    let name = "云泽<b>市.tsv";
    let answer = person
        .upload("/import", &[("returned", "0")], &[(name, form.as_bytes())])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    house.work().await;
    let id = "1";
    let page = person.get("/review/1").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for (act, field) in [("opinion", "place"), ("remark", "row")] {
        let fields = [("do", act), ("text", MARK), (field, MARK)];
        let answer = person.post(&format!("/review/{id}"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    for code in house.app.store.codes(2026).await.unwrap() {
        for class in house.app.store.classes(2026, &code.code, 50).await.unwrap() {
            let fields = [
                ("year", "2026"),
                ("class", &class.class),
                ("decision", "keep"),
                ("wording", MARK),
            ];
            let answer = person
                .post(&format!("/classes/{}", code.code), &fields)
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
    }
}

#[tokio::test]
async fn what_a_document_says_never_becomes_part_of_a_page() {
    let house = house().await;
    marked(&house).await;
    let person = house.person(Role::FinancePerformance).await;
    let codes = house.app.store.codes(2026).await.unwrap();
    let mut paths: Vec<String> = [
        "/desk",
        "/review",
        "/review/1",
        "/review/1/reading",
        "/classes",
        "/letters",
        "/import",
        "/import/1?all=1",
        "/documents/1",
        "/roster",
        "/statistics",
        "/returns",
        "/review?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ]
    .map(str::to_owned)
    .into();
    paths.extend(codes.iter().map(|code| format!("/classes/{}", code.code)));
    let answer = person
        .post("/letters", &[("year", "2026"), ("send", "1")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let audit = house.person(Role::AuditAdmin).await;
    let mut pages = Vec::new();
    for path in &paths {
        pages.push((path.as_str(), person.get(path).await));
    }
    pages.push(("/log", audit.get("/log").await));
    let form = pasted(MARK, "100%");
    let files = [("云泽<b>.tsv", form.as_bytes())];
    pages.push(("/check", person.upload("/check", &[], &files).await));
    for (path, page) in &pages {
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for sign in ["<script>alert", "<img src=x", "<b>市", "<b>.tsv"] {
            assert!(!page.text.contains(sign), "{path} holds {sign}");
        }
    }
    let form = &pages
        .iter()
        .find(|(path, _)| *path == "/review/1")
        .unwrap()
        .1;
    assert!(form.text.contains("&lt;script&gt;") || form.text.contains("&#60;script&#62;"));
}

#[tokio::test]
async fn hostile_words_in_addresses_are_words() {
    let house = house().await;
    marked(&house).await;
    let person = house.person(Role::FinancePerformance).await;
    for hostile in [
        "'%20OR%201=1%20--",
        "%22%3B%20DROP%20TABLE%20form%3B--",
        "%00",
        "%25",
        "*",
        "NEAR(",
        "a%27%7C%7Cb",
        "%5C",
        "-1",
        "9223372036854775808",
        "../../etc/passwd",
        "%F0%9F%98%80",
    ] {
        for path in [
            format!("/review?q={hostile}"),
            format!("/review?state={hostile}"),
            format!("/review?level={hostile}&band={hostile}&department={hostile}&code={hostile}"),
            format!("/review?after={hostile}.{hostile}"),
            format!("/classes/{hostile}"),
            format!("/rules/{hostile}"),
            format!("/review/{hostile}"),
            format!("/documents/{hostile}/file"),
            format!("/letters/1/{hostile}"),
            format!("/static/{hostile}/style.css"),
            format!("/log?before={hostile}"),
        ] {
            let answer = person.get(&path).await;
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.text);
        }
    }
    assert!(house.app.store.form(1).await.is_ok());
}

#[tokio::test]
async fn a_document_is_handed_out_as_a_file_and_never_shown_in_place() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let html = format!(
        "<html><body><script>alert(1)</script><table>{}</table></body></html>",
        pasted("", "100%")
            .lines()
            .map(|line| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>")))
            .collect::<String>()
    );
    let files = [("../../逃.html", html.as_bytes())];
    person.upload("/import", &[("returned", "0")], &files).await;
    house.work().await;
    let document = house.app.store.document(1).await.unwrap();
    assert!(!document.path.contains(".."), "{}", document.path);
    let answer = person.get("/documents/1/file").await;
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with("attachment"), "{disposition}");
}

#[tokio::test]
async fn text_of_a_form_is_never_a_formula_of_a_spreadsheet() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let form = pasted("", "=HYPERLINK(\"http://evil\",\"1\")");
    person
        .upload(
            "/import",
            &[("returned", "0")],
            &[("甲.tsv", form.as_bytes())],
        )
        .await;
    house.work().await;
    let fields = [("do", "opinion"), ("text", "=1+1"), ("place", "@SUM(1)")];
    person.post("/review/1", &fields).await;
    for point in house.app.store.points(1).await.unwrap() {
        let ordinal = point.ordinal.to_string();
        let fields = [
            ("do", "decide"),
            ("ordinal", ordinal.as_str()),
            ("decision", "keep"),
        ];
        person.post("/review/1", &fields).await;
    }
    let answer = person
        .post("/letters", &[("year", "2026"), ("send", "1")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let letter = house.app.store.letter(1).await.unwrap();
    let book = house.app.store.content(&letter.xlsx).await.unwrap();
    let read = pipeline::source(&book, "a.xlsx").unwrap();
    let cells = read
        .blocks
        .iter()
        .flat_map(|block| &block.rows)
        .flat_map(|row| &row.cells);
    let texts: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
    assert!(texts.contains(&"=1+1"), "{texts:?}");
    assert!(texts.contains(&"@SUM(1)"), "{texts:?}");
}

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
    let before = kept(&house.app).await;
    let person = house.stranger();
    let form = pasted("", "100%");
    let page = person
        .upload("/check", &[], &[("甲.tsv", form.as_bytes())])
        .await;
    assert!(page.text.contains("护林员培训"), "{}", page.text);
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
