//! Taking in, listing, reading and exporting through the API, told to both databases.

use crate::support::{Answer, Town, form, run, tell};
use serde_json::Value;
use std::collections::HashSet;
use store::forms::{decide, get};
use store::{Actor, StoreError};
use web::{Error, Settings};
use workflow::Role;

/// Some forms taken in; a token that may read and one that may take in.
async fn filled(town: &Town, count: usize) -> (String, String) {
    let reads = town.token_of(Role::FinanceBusiness).await;
    let takes = town.token_of(Role::FinancePerformance).await;
    let texts: Vec<(String, String)> = (1..=count)
        .map(|n| {
            let value = if n.is_multiple_of(3) {
                "100%"
            } else {
                "≥160人"
            };
            (format!("第一批/{n}.txt"), form(n, value))
        })
        .collect();
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let told = town.deliver(&takes, &files, false).await;
    assert_eq!(told["forms"], count, "{told}");
    (reads, takes)
}

/// The numbers of a list, page by page, by the cursor and by the link.
async fn paged(town: &Town, token: &str, question: &str, limit: usize) -> Vec<i64> {
    let first = format!("/api/v1/forms?{question}&limit={limit}");
    let (mut ids, mut address) = (Vec::new(), first.clone());
    loop {
        let answer = town.get(&address, token).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text());
        let said = answer.json();
        let forms = said["forms"].as_array().unwrap();
        assert!(forms.len() <= limit);
        ids.extend(forms.iter().map(|form| form["id"].as_i64().unwrap()));
        let Some(next) = said["next"].as_str() else {
            assert_eq!(answer.header("link"), "");
            return ids;
        };
        let link = answer.header("link");
        let link = link.strip_prefix('<').unwrap().split_once('>').unwrap();
        assert_eq!(link.1, "; rel=\"next\"");
        let by_link = town.get(link.0, token).await.json();
        address = format!("{first}&after={next}");
        assert_eq!(town.get(&address, token).await.json(), by_link);
    }
}

#[test]
fn pages_give_every_form_exactly_once_also_while_forms_change() {
    tell("pages", |town| async move {
        let (reads, _) = filled(&town, 23).await;
        let all = paged(&town, &reads, "year=2026", 500).await;
        assert_eq!(all.len(), 23);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 23);
        for limit in [1, 5, 22, 23, 24] {
            assert_eq!(paged(&town, &reads, "year=2026", limit).await, all);
        }
        let worst = paged(&town, &reads, "year=2026&level=error&q=护林员", 2).await;
        let clean = paged(&town, &reads, "year=2026&level=warning&state=received", 2).await;
        assert!(worst.iter().all(|id| !clean.contains(id)));
        assert!(worst.len() < 23 && clean.len() < 23);
        let none = paged(&town, &reads, "year=2025", 5).await;
        assert!(none.is_empty());
        // A decision between two pages moves a form in the queue, not here.
        let first = town.get("/api/v1/forms?limit=10", &reads).await.json();
        let mut tx = town.app.store.begin().await.unwrap();
        for id in &all {
            let before = get(&mut tx, *id).await.unwrap();
            let actor = Actor::default();
            let _ = decide(&mut tx, 1, &actor, &before, 1, Some("drop"), None).await;
        }
        tx.commit().await.unwrap();
        let next = first["next"].as_str().unwrap();
        let rest = paged(&town, &reads, &format!("after={next}"), 500).await;
        assert_eq!(rest, all[10..]);
        for wrong in [
            "limit=0",
            "limit=501",
            "limit=viele",
            "year=MMXXVI",
            "after=1.2",
            "state=gone",
            "level=grave",
            "department=x",
            "sort=name",
            "year=2026&year=2025",
        ] {
            let answer = town.get(&format!("/api/v1/forms?{wrong}"), &reads).await;
            answer.problem("bad-request", 400);
        }
    });
}

#[test]
fn a_form_tells_its_points_decisions_and_versions_and_is_sent_again_only_when_it_changed() {
    tell("form", |town| async move {
        let (reads, takes) = filled(&town, 3).await;
        let all = paged(&town, &reads, "code=E01", 9).await;
        let id = all.first().copied().unwrap_or(3);
        let address = format!("/api/v1/forms/{id}");
        let answer = town.get(&address, &reads).await;
        let said = answer.json();
        assert_eq!(said["amount"], "72000");
        assert_eq!(said["department"]["name"], "云泽市林草局");
        assert_eq!(said["state"], "received");
        let points = said["points"].as_array().unwrap();
        assert!(!points.is_empty(), "{said}");
        assert_eq!(points[0]["decision"], Value::Null);
        assert_eq!(said["versions"][0]["in_force"], true);
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        let tag = answer.header("etag").to_owned();
        let again = async |address: &str, tag: &str| -> Answer {
            let headers = [("if-none-match", tag)];
            town.send("GET", address, &reads, &headers, "").await
        };
        let same = again(&address, &tag).await;
        assert_eq!((same.status.as_u16(), same.bytes.len()), (304, 0));
        assert_eq!(same.header("etag"), tag);
        assert_eq!(again(&address, "W/\"0\"").await.status, 200);

        let mut tx = town.app.store.begin().await.unwrap();
        let before = get(&mut tx, id).await.unwrap();
        let actor = Actor::default();
        decide(
            &mut tx,
            5,
            &actor,
            &before,
            1,
            Some("keep"),
            Some("请写明人数"),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let changed = again(&address, &tag).await;
        assert_eq!(changed.status, 200);
        let said = changed.json();
        assert_eq!(said["points"][0]["decision"], "keep");
        assert_eq!(said["points"][0]["wording"], "请写明人数");
        assert_eq!(said["points"][0]["decided_at"], "1970-01-01T00:00:00.005Z");

        let content = format!("{address}/content");
        let answer = town.get(&content, &reads).await;
        let forms: model::Forms = serde_json::from_slice(&answer.bytes).unwrap();
        assert_eq!(forms.schema, "jixiao.forms/1");
        assert!(forms.documents[0].source.path.starts_with("第一批/"));
        let tag = answer.header("etag").to_owned();
        assert_eq!(again(&content, &tag).await.status, 304);
        let old = forms.documents[0].forms[0].indicators[0].value.raw.clone();

        // It comes back: another version, another content; the first is still there.
        let mended = form(usize::try_from(id).unwrap(), "≥170人");
        let told = town
            .deliver(&takes, &[("重报.txt", mended.as_bytes())], true)
            .await;
        assert_eq!(told["returned"], true);
        assert_eq!(again(&content, &tag).await.status, 200);
        let of = async |number: i64| -> String {
            let address = format!("{content}?version={number}");
            let answer = town.get(&address, &reads).await;
            let forms: model::Forms = serde_json::from_slice(&answer.bytes).unwrap();
            forms.documents[0].forms[0].indicators[0].value.raw.clone()
        };
        assert_eq!(of(1).await, old);
        assert_eq!(of(2).await, "≥170人");
        let missing = town.get(&format!("{content}?version=9"), &reads).await;
        missing.problem("not-found", 404);
        // Wherever a number is asked for, anything else names nothing.
        for id in [
            "0",
            "-1",
            "999999",
            "abc",
            "1.5",
            "99999999999999999999",
            "%2e%2e",
            "E07",
        ] {
            for rest in ["", "/content"] {
                let answer = town.get(&format!("/api/v1/forms/{id}{rest}"), &reads).await;
                answer.problem("not-found", 404);
            }
            let answer = town.get(&format!("/api/v1/deliveries/{id}"), &takes).await;
            answer.problem("not-found", 404);
        }
    });
}

#[test]
fn the_export_is_read_back_with_the_same_forms_over_several_pages() {
    tell("export", |town| async move {
        let (reads, _) = filled(&town, 205).await;
        let answer = town.get("/api/v1/forms/export?year=2026", &reads).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let text = answer.text();
        assert!(text.ends_with('\n'));
        assert_eq!(text.lines().count(), 205);
        let mut names = HashSet::new();
        for (line, number) in text.lines().zip(1..) {
            let document = pipeline::read_line(line.as_bytes(), "-", number);
            assert_eq!(document.error, None);
            assert_eq!(document.forms.len(), 1);
            let form = &document.forms[0];
            names.insert(form.project_name().to_owned());
            let n = document.source.path.trim_start_matches("第一批/");
            let n: usize = n.trim_end_matches(".txt").parse().unwrap();
            let value = if n.is_multiple_of(3) {
                "100%"
            } else {
                "≥160人"
            };
            let read = pipeline::read(crate::support::form(n, value).as_bytes(), "a.txt");
            assert_eq!(read[0].forms[0], *form);
            assert_eq!(read[0].source.sha256, document.source.sha256);
        }
        assert_eq!(names.len(), 205);
        // As one file it is read as well, and its verdict is that of the desk.
        let whole = pipeline::read(text.as_bytes(), "-");
        assert_eq!(whole.len(), 205);
        let listed = paged(&town, &reads, "level=error", 500).await;
        let narrowed = town
            .get("/api/v1/forms/export?level=error", &reads)
            .await
            .text();
        assert_eq!(narrowed.lines().count(), listed.len());
        let none = town.get("/api/v1/forms/export?year=1999", &reads).await;
        assert_eq!((none.status.as_u16(), none.bytes.len()), (200, 0));
        let wrong = town.get("/api/v1/forms/export?limit=3", &reads).await;
        wrong.problem("bad-request", 400);
    });
}

#[test]
fn a_delivery_tells_what_could_not_be_read_and_what_waits_for_a_person() {
    tell("delivery", |town| async move {
        let (_, takes) = filled(&town, 2).await;
        let secret = "机密★5年\n项目名称\t养护".as_bytes();
        let text = form(9, "160人");
        let files: [(&str, &[u8]); 6] = [
            ("../../../etc/cron.d/x.txt", text.as_bytes()),
            ("坏的.docx", b"PK\x03\x04rest"),
            ("a\u{202e}txt.exe.txt", "没有表".as_bytes()),
            ("CON.txt", secret),
            ("C:\\windows\\a.txt", b"\xFF\xFE"),
            ("空.txt", b""),
        ];
        let told = town.deliver(&takes, &files, false).await;
        assert_eq!(told["state"], "done", "{told}");
        assert_eq!(told["forms"], 1, "{told}");
        let noted = told["noted"].as_array().unwrap();
        assert!(noted.iter().any(|one| one["path"] == "坏的.docx"), "{told}");
        assert!(
            noted
                .iter()
                .filter(|one| one["forms"] == 0)
                .all(|one| one["problem"].is_string())
        );
        assert!(!told.to_string().contains("养护"));
        assert!(!std::path::Path::new("/etc/cron.d/x.txt").exists());

        // A returned form whose project nobody can tell waits, with the forms that it may be.
        let like = form(1, "≥180人")
            .replace("第1号", "")
            .replace("第1林业站", "林业总站");
        let told = town
            .deliver(&takes, &[("重报.txt", like.as_bytes())], true)
            .await;
        let waits = told["candidates"].as_array().unwrap();
        assert_eq!(told["unmatched"], waits.len(), "{told}");

        let none = town
            .post_files("/api/v1/deliveries", &takes, &[], &[])
            .await;
        none.problem("bad-request", 400);
        let fields = [("returned", "maybe")];
        let wrong = town
            .post_files("/api/v1/deliveries", &takes, &[("a.txt", b"a")], &fields)
            .await;
        wrong.problem("bad-request", 400);
        let json = [("content-type", "application/json")];
        let wrong = town
            .send("POST", "/api/v1/deliveries", &takes, &json, "{}")
            .await;
        wrong.problem("unsupported", 415);
    });
}

#[test]
fn a_delivery_beyond_the_limit_is_refused_and_nothing_is_kept() {
    run(async {
        let town = Town::with(Settings {
            upload: 1_000,
            ..Settings::default()
        })
        .await;
        let takes = town.token_of(Role::FinancePerformance).await;
        let large = [b'a'; 2_000];
        let answer = town
            .post_files("/api/v1/deliveries", &takes, &[("a.txt", &large)], &[])
            .await;
        answer.problem("too-large", 413);
        assert!(town.app.store.deliveries(9).await.unwrap().is_empty());
        assert_eq!(Error::from(StoreError::Conflict).status(), 409);
    });
}
