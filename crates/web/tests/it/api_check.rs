//! `POST /api/v1/check`: what comes back of a document, and of what is none.

use crate::support::{Town, form, run};
use serde_json::Value;
use web::Settings;
use workflow::Role;

/// What the command line says of the same bytes on the same day.
fn expected(name: &str, bytes: &[u8]) -> String {
    let options = pipeline::Options::on(jiff::civil::date(2026, 3, 5));
    let mut batch = pipeline::Batch::new(&options);
    let mut documents = Vec::new();
    for document in host::opened::of_bytes(bytes, name) {
        let verdict = pipeline::check(&document, &options);
        batch.add(&document, &verdict, None);
        documents.push(verdict);
    }
    let (package, summary) = batch.finish();
    pipeline::writers::json::findings(&model::Findings {
        schema: "jixiao.findings/1".to_owned(),
        rules_version: pipeline::rules::VERSION.to_owned(),
        as_of: options.as_of,
        documents,
        package,
        summary,
    })
    .unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/forms");
    std::fs::read(format!("{root}/{name}")).unwrap()
}

#[test]
fn a_document_is_answered_byte_for_byte_as_on_the_command_line_however_it_is_sent() {
    run(async {
        let town = Town::with(Settings::default()).await;
        for name in ["culture-centre.txt", "canteen.xlsx", "greening.docx"] {
            let bytes = sample(name);
            let expected = expected(name, &bytes);
            let address = format!("/api/v1/check?name={name}");
            let raw = town.send("POST", &address, "", &[], bytes.clone()).await;
            assert_eq!(raw.text(), expected, "{name}");
            assert_eq!(raw.header("content-type"), "application/json");
            assert_eq!(raw.header("cache-control"), "no-store");
            let disposition = format!("attachment; filename=\"{name}\"");
            let headers = [("content-disposition", disposition.as_str())];
            let named = town
                .send("POST", "/api/v1/check", "", &headers, bytes.clone())
                .await;
            assert_eq!(named.text(), expected, "{name}");
            let parts = town
                .post_files("/api/v1/check", "", &[(name, &bytes)], &[])
                .await;
            assert_eq!(parts.text(), expected, "{name}");
            let found: model::Findings = serde_json::from_str(&raw.text()).unwrap();
            assert!(found.summary.forms > 0, "{name}");
        }
    });
}

#[test]
fn forms_that_were_read_before_are_checked_whole_and_line_by_line() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let read = |n| pipeline::read(form(n, "100%").as_bytes(), &format!("{n}.txt"));
        let documents = [read(1), read(2)].concat();
        let whole = serde_json::to_string(&model::Forms::new(documents.clone())).unwrap();
        let json = [("content-type", "application/json")];
        let answer = town.send("POST", "/api/v1/check", "", &json, whole).await;
        let said = answer.json();
        assert_eq!(said["documents"].as_array().unwrap().len(), 2);
        let mut lines: Vec<String> = documents
            .iter()
            .map(|document| serde_json::to_string(document).unwrap())
            .collect();
        lines.insert(1, "{broken".to_owned());
        let ndjson = [("content-type", "application/x-ndjson")];
        let body = lines.join("\n");
        let answer = town.send("POST", "/api/v1/check", "", &ndjson, body).await;
        let said = answer.json();
        // A broken line is told, and the others are still checked.
        assert_eq!(said["summary"]["documents"], 3, "{said}");
        assert_eq!(said["summary"]["unread"], 1);
        assert_eq!(said["summary"]["forms"], 2);
        assert_eq!(said["documents"][0]["source"]["path"], "1.txt");
    });
}

#[test]
fn what_is_asked_for_changes_the_verdict_and_what_is_unknown_is_told() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let text = form(1, "100%");
        let ask = async |question: &str| {
            let address = format!("/api/v1/check?name=a.txt{question}");
            town.send("POST", &address, "", &[], text.clone()).await
        };
        let codes = |said: &Value| -> Vec<String> {
            let list = said["documents"][0]["forms"][0]["findings"].as_array();
            let list = list.unwrap().iter();
            list.map(|one| one["code"].as_str().unwrap().to_owned())
                .collect()
        };
        let all = codes(&ask("").await.json());
        let family = &all[0][..1];
        let only = codes(&ask(&format!("&select={family}")).await.json());
        assert!(!only.is_empty() && only.iter().all(|code| code.starts_with(family)));
        let rest = codes(&ask(&format!("&ignore={family}")).await.json());
        assert!(rest.iter().all(|code| !code.starts_with(family)));
        let dated = ask("&as_of=2025-01-02&profile=general").await.json();
        assert_eq!(dated["as_of"], "2025-01-02");
        assert_eq!(
            dated["documents"][0]["forms"][0]["profile"]["chosen_by"],
            "由用户指定"
        );
        for wrong in ["&as_of=昨天", "&profile=none", "&nmae=x", "&name=b.txt"] {
            let wrong = wrong.replace("昨天", "%E6%98%A8%E5%A4%A9");
            ask(&wrong).await.problem("bad-request", 400);
        }
    });
}

#[test]
fn bad_bodies_and_hostile_names_are_answered_in_peace() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let post = async |address: &str, headers: &[(&str, &str)], body: &[u8]| {
            town.send("POST", address, "", headers, body.to_vec()).await
        };
        let check = "/api/v1/check";
        post(check, &[], b"").await.problem("bad-request", 400);
        let form_body = [("content-type", "application/x-www-form-urlencoded")];
        post(check, &form_body, b"a=b")
            .await
            .problem("unsupported", 415);
        for archive in ["a.zip", "A.RAR"] {
            let address = format!("{check}?name={archive}");
            let detail = post(&address, &[], b"PK").await.problem("unsupported", 415);
            assert!(detail.contains("deliveries"));
        }
        let no_boundary = [("content-type", "multipart/form-data")];
        post(check, &no_boundary, b"x")
            .await
            .problem("bad-request", 400);
        let cut = [("content-type", "multipart/form-data; boundary=g")];
        post(check, &cut, b"--g\r\nContent-Dis")
            .await
            .problem("bad-request", 400);
        let two = town
            .post_files(check, "", &[("a.txt", b"a"), ("b.txt", b"b")], &[])
            .await;
        two.problem("bad-request", 400);
        for name in [
            "..%2F..%2Fetc%2Fpasswd",
            "%00%0d%0aX:y",
            "CON",
            "%FF%FE",
            "%E2%80%AE",
        ] {
            let address = format!("{check}?name={name}");
            let answer = post(&address, &[], form(1, "160人").as_bytes()).await;
            assert_eq!(answer.status, 200, "{name}");
            let path = answer.json()["documents"][0]["source"]["path"].clone();
            let path = path.as_str().unwrap();
            assert!(!path.contains(['/', '\\', '\r', '\n', '\0']), "{path}");
        }
        for junk in [
            &b"\x89PNG\r\n\x1A\n"[..],
            b"{\"schema\":\"x\"}",
            &[0xFF; 4096],
        ] {
            let answer = post(check, &[], junk).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.json()["summary"]["unread"], 1);
        }
    });
}

#[test]
fn without_a_token_size_and_number_are_limited_and_it_can_be_switched_off() {
    run(async {
        let town = Town::with(Settings {
            checks_a_minute: 3,
            carried: 10_000,
            ..Settings::default()
        })
        .await;
        let token = town.token_of(Role::UnitClerk).await;
        let large = "项目名称\t养护\n".repeat(2_000);
        let address = "/api/v1/check?name=a.txt";
        let answer = town.send("POST", address, "", &[], large.clone()).await;
        answer.problem("too-large", 413);
        let parts = [("a.txt", large.as_bytes())];
        let answer = town.post_files("/api/v1/check", "", &parts, &[]).await;
        answer.problem("too-large", 413);
        let small = form(1, "160人");
        let answer = town.send("POST", address, "", &[], small.clone()).await;
        assert_eq!(answer.status, 200);
        let answer = town.send("POST", address, "", &[], small.clone()).await;
        answer.problem("too-many", 429);
        assert_eq!(answer.header("retry-after"), "60");
        for body in [small.clone(), large] {
            let answer = town.send("POST", address, &token, &[], body).await;
            assert_eq!(answer.status, 200);
        }
        let closed = Town::with(Settings {
            self_check: false,
            ..Settings::default()
        })
        .await;
        let token = closed.token_of(Role::AuditAdmin).await;
        let answer = closed.send("POST", address, "", &[], small.clone()).await;
        answer.problem("token", 401);
        let answer = closed.send("POST", address, &token, &[], small).await;
        assert_eq!(answer.status, 200);
    });
}
