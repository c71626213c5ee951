//! What documents, names and addresses say stays text: in pages, queries, paths, spreadsheets.

use crate::testing::{House, house, pasted};
use axum::http::StatusCode;
use workflow::Role;

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
        for class in house
            .app
            .store
            .classes(2026, &code.code, None, 50)
            .await
            .unwrap()
        {
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
