//! Approved forms on their way to everybody: what comes out, what never does, and what remains of it.

use crate::testing::{Answer, House, Person, house, pasted};
use crate::{App, router};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use workflow::Role;

/// Addresses of the site that must not be there while it is closed.
const PATHS: [&str; 8] = [
    "/published",
    "/published/",
    "/published/index.html",
    "/published/?q=x",
    "/published/site.css",
    "/published/changes.html",
    "/published/data/forms.json",
    "/published/forms/2026-000000000000.html",
];

async fn take_in(house: &House, person: &Person, files: &[(&str, &[u8])]) -> String {
    let answer = person.upload("/publish", &[], files).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    house.work().await;
    answer.leads_to().to_owned()
}

async fn publish(house: &House, person: &Person, text: &str) {
    let batch = take_in(house, person, &[("批复.tsv", text.as_bytes())]).await;
    let answer = person.post(&batch, &[("do", "publish")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn switch(person: &Person, open: bool) {
    let open = if open { "on" } else { "" };
    let fields = [("open", open), ("title", "云泽市<绩效>公开")];
    let answer = person.post("/publish/site", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

/// The identifier of the one form that is listed.
async fn only(house: &House) -> String {
    let mut listed = house.app.store.public_list("", "", 9).await.unwrap();
    assert_eq!(listed.len(), 1);
    listed.remove(0).identifier.unwrap()
}

async fn ok(person: &Person, path: &str) -> Answer {
    let answer = person.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer
}

#[tokio::test]
async fn closed_there_is_nothing_and_nobody_is_pointed_to_it() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    publish(&house, &person, &pasted("", "160人")).await;
    let stranger = house.stranger();
    let page = format!("/published/forms/{}.html", only(&house).await);
    for path in PATHS.iter().copied().chain([page.as_str()]) {
        assert_eq!(
            stranger.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(!stranger.get("/").await.text.contains("/published/"));
    switch(&person, true).await;
    ok(&stranger, &page).await;
    assert!(ok(&stranger, "/").await.text.contains("/published/"));
    assert!(ok(&stranger, "/rules").await.text.contains("/published/"));
    switch(&person, false).await;
    for path in PATHS.iter().copied().chain([page.as_str()]) {
        assert_eq!(
            stranger.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let log = house.app.store.log(None, i64::MAX, 9).await.unwrap();
    let switched = log.iter().filter(|entry| entry.action == "publishing");
    let states: Vec<_> = switched.map(|entry| entry.after_state.as_deref()).collect();
    assert_eq!(states, [Some("关闭"), Some("开放")]);
}

#[tokio::test]
async fn the_review_never_shows_and_what_waits_or_is_held_back_does_not_either() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    switch(&person, true).await;
    let review = pasted("审核中", "160人");
    let fields = [("returned", "0")];
    person
        .upload("/import", &fields, &[("a.tsv", review.as_bytes())])
        .await;
    let held = pasted("", "160人").replace("95%以上。", "95%以上。电话13800138000");
    let waiting = pasted("等着", "160人");
    let files: [(&str, &[u8]); 3] = [
        ("held.tsv", held.as_bytes()),
        ("waiting.tsv", waiting.as_bytes()),
        ("坏.docx", b"PK\x03\x04 broken"),
    ];
    let batch = take_in(&house, &person, &files).await;
    let page = ok(&person, &batch).await.text;
    assert!(
        page.contains("手机号码") && !page.contains("13800138000"),
        "{page}"
    );
    assert!(
        page.contains("坏.docx") && page.contains("没读成"),
        "{page}"
    );
    assert!(page.contains("公开这一批（1 张）"), "{page}");
    let stranger = house.stranger();
    let paths = [
        "/published/",
        "/published/data/forms.json",
        "/published/data/projects.csv",
    ];
    for path in paths {
        let text = ok(&stranger, path).await.text;
        for secret in ["审核中", "13800138000", "等着", "护林员"] {
            assert!(!text.contains(secret), "{path} {secret}");
        }
    }
    person.post(&batch, &[("do", "publish")]).await;
    let text = ok(&stranger, "/published/data/forms.json").await.text;
    assert!(text.contains("等着") && !text.contains("13800138000"));
    let again = person.post(&batch, &[("do", "publish")]).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn everybody_finds_reads_and_takes_a_form_away() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    publish(&house, &person, &pasted("", "160人")).await;
    switch(&person, true).await;
    let stranger = house.stranger();
    let id = only(&house).await;
    let home = ok(&stranger, "/published/").await;
    assert!(home.text.contains("云泽市&lt;绩效&gt;公开") && !home.text.contains("<script"));
    let policy = home.header("content-security-policy");
    assert!(policy.contains("script-src 'self'"), "{policy}");
    let question = "/published/?q=%E6%8A%A4%E6%9E%97%E5%91%98+2026";
    let found = ok(&stranger, question).await.text;
    assert!(found.contains(&format!("forms/{id}.html")), "{found}");
    let none = ok(&stranger, "/published/index.html?q=%3Cb%3E").await.text;
    assert!(
        none.contains("没有找到") && none.contains("&lt;b&gt;"),
        "{none}"
    );
    let page = ok(&stranger, &format!("/published/forms/{id}.html")).await;
    assert!(
        page.text.contains("第1版，2026-01-15 发布"),
        "{}",
        page.text
    );
    for (ending, begins) in [("docx", "PK"), ("xlsx", "PK")] {
        let path = format!("/published/forms/{id}.{ending}");
        let file = ok(&stranger, &path).await;
        assert!(file.text.starts_with(begins), "{ending}");
        let tag = file.header("etag").to_owned();
        assert!(file.header("content-disposition").starts_with("attachment"));
        let request = Request::get(&path).header(header::IF_NONE_MATCH, tag);
        let again = stranger.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.text.is_empty());
    }
    for path in [
        "totals.html",
        "changes.html",
        "data.html",
        "site.css",
        "data/indicators.csv",
        "data/datapackage.json",
    ] {
        let first = ok(&stranger, &format!("/published/{path}")).await;
        assert_eq!(first.header("cache-control"), "public, no-cache", "{path}");
        assert!(first.header("etag").starts_with("W/"), "{path}");
    }
}

#[tokio::test]
async fn versions_follow_and_a_withdrawn_form_says_so() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    switch(&person, true).await;
    publish(&house, &person, &pasted("", "160人")).await;
    let id = only(&house).await;
    let stranger = house.stranger();
    let page = format!("/published/forms/{id}.html");
    ok(&stranger, "/published/changes.html").await;
    publish(&house, &person, &pasted("", "180人")).await;
    let text = ok(&stranger, &page).await.text;
    assert!(text.contains("第2版") && text.contains("160人") && text.contains("180人"));
    assert!(
        ok(&stranger, "/published/changes.html")
            .await
            .text
            .contains("160人")
    );
    assert!(
        ok(&stranger, "/published/data/history.json")
            .await
            .text
            .contains("160人")
    );
    let form = format!("/publish/form/{id}");
    let silent = person.post(&form, &[("reason", " ")]).await.text;
    assert!(silent.contains("撤下要写理由"), "{silent}");
    ok(&stranger, &page).await;
    let answer = person.post(&form, &[("reason", "金额<有误>")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let gone = stranger.get(&page).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text.contains("已于 2026-01-15 撤下") && !gone.text.contains("180人"));
    assert!(!gone.text.contains("有误"));
    let file = stranger.get(&page.replace(".html", ".docx")).await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
    for path in ["data/forms.json", "data/history.json", "changes.html", ""] {
        let text = ok(&stranger, &format!("/published/{path}")).await.text;
        assert!(!text.contains("180人") && !text.contains("160人"), "{path}");
    }
    let told = ok(&person, &form).await.text;
    assert!(told.contains("有误") && !told.contains("<有误"), "{told}");
    publish(&house, &person, &pasted("", "180人")).await;
    assert!(ok(&stranger, &page).await.text.contains("第3版"));
}

#[tokio::test]
async fn markup_in_names_is_text_everywhere() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    switch(&person, true).await;
    let hostile = "<script>alert(1)</script>";
    publish(&house, &person, &pasted(hostile, "160人")).await;
    let id = only(&house).await;
    let department = ok(&person, "/published/").await.text;
    let department = department.split("departments/").nth(1).unwrap();
    let department = format!("/published/departments/{}", &department[..17]);
    let paths = [
        "/published/".to_owned(),
        "/published/?q=alert".to_owned(),
        "/published/totals.html".to_owned(),
        format!("/published/forms/{id}.html"),
        department,
        "/publish".to_owned(),
        "/publish/1".to_owned(),
        format!("/publish/form/{id}"),
    ];
    for path in &paths {
        let text = ok(&person, path).await.text;
        assert!(!text.contains("<script>"), "{path}");
    }
    assert!(ok(&person, &paths[1]).await.text.contains("&lt;script&gt;"));
}

#[tokio::test]
async fn no_path_leads_out_of_the_site() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    switch(&person, true).await;
    publish(&house, &person, &pasted("", "160人")).await;
    let stranger = house.stranger();
    for path in [
        "../login",
        "%2e%2e/login",
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "data/../../jixiao.db",
        "data/..%5c..%5cjixiao.db",
        "forms/../index.html",
        "forms/%00.html",
        "forms/.html",
        "forms/",
        "forms/'%20OR%201=1.html",
        "forms/2026-x.exe",
        "0",
        "search.js",
    ] {
        let answer = stranger.get(&format!("/published/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_restart_shows_the_same() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    publish(&house, &person, &pasted("", "160人")).await;
    publish(&house, &person, &pasted("", "180人")).await;
    switch(&person, true).await;
    let id = only(&house).await;
    let old = &house.app;
    let app = App::new(
        old.store.clone(),
        (*old.settings).clone(),
        old.clock.clone(),
        old.chance.clone(),
    );
    app.recall().await.unwrap();
    let again = Person {
        router: router(app),
        ..house.stranger()
    };
    let page = format!("/published/forms/{id}.html");
    for path in [
        "/published/",
        "/published/changes.html",
        "/published/data/forms.json",
        page.as_str(),
    ] {
        let (before, after) = (ok(&house.stranger(), path).await, ok(&again, path).await);
        assert_eq!(before.text, after.text, "{path}");
        assert_eq!(before.header("etag"), after.header("etag"), "{path}");
    }
}

#[tokio::test]
async fn an_upload_of_nothing_and_a_wrong_address_are_explained() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let page = person.upload("/publish", &[], &[]).await.text;
    assert!(page.contains("没有选文件"), "{page}");
    let fields = [("open", "on"), ("address", "javascript:alert(1)")];
    let page = person.post("/publish/site", &fields).await.text;
    assert!(page.contains("对外网址要写完整"), "{page}");
    assert!(!house.app.options().publishing);
}
