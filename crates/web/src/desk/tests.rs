//! The desk as a story: files come in, letters go out, forms come back.

use crate::desk::matching::{Match, find};
use crate::testing::{House, Person, house, pasted};
use axum::http::StatusCode;
use std::io::{Cursor, Write};
use store::forms::{Form, Point};
use store::jobs;
use workflow::Role;

/// A form with this project name, code, amount in 万元 and first value.
fn form(name: &str, code: &str, wan: &str, value: &str) -> String {
    let head = match code {
        "" => String::new(),
        code => format!("项目编码\t{code}\n"),
    };
    pasted("", value)
        .replace("护林员培训", name)
        .replace("主管部门", &format!("{head}主管部门"))
        .replace("7.2", wan)
}

async fn take_in(house: &House, person: &Person, returned: bool, files: &[(&str, &[u8])]) -> i64 {
    let (path, flag) = match returned {
        true => ("/returns", "1"),
        false => ("/import", "0"),
    };
    let answer = person.upload(path, &[("returned", flag)], files).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    house.work().await;
    answer
        .leads_to()
        .rsplit('/')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// Decides every open point of a form.
async fn decide(house: &House, person: &Person, form: i64, decision: &str) {
    for point in house.app.store.points(form).await.unwrap() {
        let ordinal = point.ordinal.to_string();
        let fields = [
            ("do", "decide"),
            ("ordinal", ordinal.as_str()),
            ("decision", decision),
        ];
        let answer = person.post(&format!("/review/{form}"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

#[tokio::test]
async fn of_an_archive_every_file_is_told_of() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        (
            "水务局/甲.tsv",
            form("水库维修", "A1", "8", "100%").into_bytes(),
        ),
        (
            "水务局/乙.tsv",
            form("渠道清淤", "A2", "3", "12公里").into_bytes(),
        ),
        (
            "水务局/说明.txt",
            "各单位：请于月底前报送。".as_bytes().to_vec(),
        ),
        ("水务局/坏.docx", b"PK\x03\x04 broken".to_vec()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let id = take_in(&house, &person, false, &[("部门.zip", &bytes)]).await;
    let delivery = house.app.store.delivery(id).await.unwrap();
    assert_eq!(
        (delivery.documents, delivery.forms, delivery.unread),
        (4, 2, 2)
    );
    let noted = house.app.store.documents(id, true, 0, 10).await.unwrap();
    let told: Vec<(&str, bool)> = noted
        .iter()
        .map(|one| (one.path.rsplit('/').next().unwrap(), one.problem.is_some()))
        .collect();
    assert!(told.contains(&("坏.docx", true)), "{told:?}");
    assert!(told.contains(&("说明.txt", true)), "{told:?}");
    // The archive itself is not kept beside its files.
    assert!(
        house
            .app
            .store
            .content(&store::contents::digest(&bytes))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn an_import_that_is_done_again_keeps_nothing_twice() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let (one, two) = (
        form("水库维修", "A1", "8", "100%"),
        form("渠道清淤", "A2", "3", "1公里"),
    );
    let files = [("甲.tsv", one.as_bytes()), ("乙.tsv", two.as_bytes())];
    let id = take_in(&house, &person, false, &files).await;
    let store = &house.app.store;
    let mut tx = store.begin().await.unwrap();
    tx.run("UPDATE job SET state = 'running'", vec![])
        .await
        .unwrap();
    assert_eq!(jobs::resume(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    house.work().await;
    let delivery = store.delivery(id).await.unwrap();
    assert_eq!((delivery.documents, delivery.forms), (2, 2));
    assert_eq!(
        store.job_on("import", id).await.unwrap().unwrap().state,
        "done"
    );
    store.verify().await.unwrap();
}

#[tokio::test]
async fn a_returned_form_is_found_by_code_then_by_unit_and_name_and_never_guessed() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let forms = [
        form("水库维修", "A1", "8", "100%"),
        form("渠道清淤", "", "3", "1公里"),
        form("河道保洁", "", "5", "1公里"),
    ];
    let files: Vec<(String, &[u8])> = (1..)
        .zip(&forms)
        .map(|(number, form)| (format!("{number}.tsv"), form.as_bytes()))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, form)| (name.as_str(), *form))
        .collect();
    take_in(&house, &person, false, &files).await;
    let read = |text: &str| {
        pipeline::read(text.as_bytes(), "x.tsv")
            .remove(0)
            .forms
            .remove(0)
    };
    let by = |text: String| {
        let form = read(&text);
        let app = house.app.clone();
        async move { find(&app, &form).await.unwrap() }
    };
    assert_eq!(
        by(form("改了名的水库维修", "A1", "9", "3座")).await,
        Match::One(1)
    );
    assert_eq!(by(form("渠道清淤", "", "3", "2公里")).await, Match::One(2));
    // The amount may be what had to be changed.
    assert_eq!(
        by(form("河道保洁", "", "4.5", "2公里")).await,
        Match::One(3)
    );
    // Another name, the same money: a candidate, no match.
    let near = by(form("河道日常保洁", "", "5", "2公里")).await;
    assert!(
        matches!(&near, Match::Unclear(forms, _) if forms == &[3]),
        "{near:?}"
    );
    // The same name with another code is another project.
    let other = by(form("水库维修", "B7", "8", "3座")).await;
    assert!(matches!(other, Match::Unclear(..)), "{other:?}");
}

#[tokio::test]
async fn the_whole_way_of_a_form_from_file_to_settled() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let store = &house.app.store;
    let (one, two) = (
        form("水库维修", "A1", "8", "100%"),
        form("渠道清淤", "", "3", "100%"),
    );
    let files = [("1.tsv", one.as_bytes()), ("2.tsv", two.as_bytes())];
    take_in(&house, &person, false, &files).await;
    assert!(store.form(1).await.unwrap().undecided > 0);
    // Nothing is decided, so nothing goes out.
    let send = [("year", "2026"), ("send", "1")];
    let answer = person.post("/letters", &send).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("没有可以发的意见"), "{}", answer.text);
    decide(&house, &person, 1, "keep").await;
    decide(&house, &person, 2, "keep").await;
    let kept = store.points(1).await.unwrap();
    let kept_of_one = i64::try_from(kept.iter().filter(|point| point.is_kept()).count()).unwrap();
    let preview = person.get("/letters/preview?year=2026&department=1").await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert!(preview.text.contains(&kept[0].draft), "{}", preview.text);
    assert_eq!(store.form(1).await.unwrap().state, "received");
    let answer = person.post("/letters", &send).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let sent = store.form(1).await.unwrap();
    assert_eq!(sent.state, "opinions_sent");
    assert!(sent.due.is_some());
    let letter = person.get("/letters/1/docx").await;
    assert_eq!(letter.status, StatusCode::OK);
    // One comes back mended under another name, one cannot be told.
    let mended =
        form("水库维修", "A1", "8", "≥160人").replace("培训护林员160人\t", "培训护林员人数\t");
    let unclear = form("渠道清淤工程", "", "3", "12公里");
    let files = [
        ("最终版2.tsv", mended.as_bytes()),
        ("新建.tsv", unclear.as_bytes()),
    ];
    let delivery = take_in(&house, &person, true, &files).await;
    assert_eq!(store.delivery(delivery).await.unwrap().unmatched, 1);
    let back = store.form(1).await.unwrap();
    assert_eq!((back.state.as_str(), back.round), ("received", 2));
    let listed = store
        .arrivals(delivery, "returned", (0, 0), 9)
        .await
        .unwrap();
    let [line] = listed.as_slice() else {
        panic!("{listed:?}");
    };
    let came = &line.arrival;
    assert_eq!((came.form, came.settled + came.open), (1, kept_of_one));
    assert!(came.settled > 0);
    let opinions = store.opinions(1).await.unwrap();
    let settled = opinions
        .iter()
        .filter(|one| one.outcome.as_deref() == Some("settled"));
    assert!(settled.count() > 0, "{opinions:?}");
    let page = person.get("/review/1").await.text;
    for word in ["未落实", "意见之外的改动", "新问题", "已落实"] {
        assert!(page.contains(word), "{word}");
    }
    // A person says which form the unclear one answers, once.
    let candidate = store.candidates(delivery).await.unwrap().remove(0);
    assert_eq!(candidate.forms, "2");
    let id = candidate.id.to_string();
    let path = format!("/import/{delivery}");
    let fields = [("candidate", id.as_str()), ("form", "2")];
    assert_eq!(
        person.post(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        person.post(&path, &fields).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(store.form(2).await.unwrap().round, 2);
    // What is still open asks for a reason before it is settled.
    let open = store.opinions(1).await.unwrap();
    let open = open
        .iter()
        .any(|one| one.outcome.as_deref() == Some("open"));
    let revision = store.form(1).await.unwrap().revision.to_string();
    let settle = [
        ("do", "step"),
        ("action", "settle"),
        ("revision", revision.as_str()),
    ];
    let answer = person.post("/review/1", &settle).await;
    if open {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        let mut with = settle.to_vec();
        with.push(("reason", "已与单位核实"));
        let answer = person.post("/review/1", &with).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    assert_eq!(store.form(1).await.unwrap().state, "settled");
    store.verify().await.unwrap();
}

#[tokio::test]
async fn counts_are_those_of_what_they_count() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let texts: Vec<String> = (0..6)
        .map(|number| {
            form(
                &format!("第{number}项"),
                "",
                &format!("{number}0.5"),
                "100%",
            )
        })
        .collect();
    let names: Vec<String> = (0..6).map(|number| format!("{number}.tsv")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    take_in(&house, &person, false, &files).await;
    decide(&house, &person, 1, "keep").await;
    decide(&house, &person, 2, "drop").await;
    person
        .post(
            "/letters",
            &[("year", "2026"), ("send", "1"), ("settle", "1")],
        )
        .await;
    let store = &house.app.store;
    // A class is ruled on, and the ruling taken back: the counts of points follow both.
    for lift in [false, true] {
        counts_hold(store).await;
        let codes = store.codes(2026).await.unwrap();
        let code = &codes.iter().find(|one| one.undecided > 0).unwrap().code;
        let classes = store.classes(2026, code, None, 9).await.unwrap();
        let class = classes.iter().find(|one| one.undecided > 0).unwrap();
        let path = format!("/classes/{code}");
        let ruled = store.rulings(2026).await.unwrap();
        let id = ruled.first().map_or(0, |one| one.id).to_string();
        let answer = match lift {
            false => {
                let fields = [
                    ("year", "2026"),
                    ("class", &class.class),
                    ("decision", "keep"),
                ];
                person.post(&path, &fields).await
            }
            true => person.post(&path, &[("year", "2026"), ("lift", &id)]).await,
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    counts_hold(store).await;
}

/// Every count is that of what it counts.
async fn counts_hold(store: &store::Store) {
    let mut all = Vec::new();
    for id in 1..=6 {
        let form = store.form(id).await.unwrap();
        let mut points = store.points(id).await.unwrap();
        points.retain(|point| point.inferred == 0);
        all.push((form, points));
    }
    let mut checked = std::collections::BTreeSet::new();
    for tally in store.tallies(2026).await.unwrap() {
        checked.insert(tally.scope.clone());
        let name = &tally.name;
        let of_form = |form: &Form, points: &[Point]| match tally.scope.as_str() {
            "cell" => {
                let step = match (form.state.as_str(), form.undecided) {
                    ("received", 0) => "ready",
                    ("received", _) => "open",
                    (state, _) => state,
                };
                let band = form.band();
                format!("{step}.{}.{band}", form.level()) == *name
            }
            "department" => form.department.to_string() == *name,
            "code_forms" => points.iter().any(|point| point.code == *name),
            scope => panic!("a count nobody knows: {scope}"),
        };
        let mut counted = (0, 0);
        for (form, points) in &all {
            if tally.scope == "code" {
                let own = points
                    .iter()
                    .filter(|point| format!("{}.{}", point.code, point.severity) == *name);
                for point in own {
                    counted.0 += 1;
                    counted.1 += i64::from(point.decision.is_none());
                }
            } else if of_form(form, points) {
                counted.0 += 1;
                if tally.scope != "code_forms" {
                    counted.1 += form.amount.unwrap_or(0);
                }
            }
        }
        assert_eq!((tally.forms, tally.amount), counted, "{tally:?}");
    }
    assert_eq!(checked.len(), 4, "{checked:?}");
}

#[tokio::test]
async fn of_two_people_on_one_point_the_second_is_told_who_was_first() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let other = house.person(Role::FinanceBusiness).await;
    let text = form("水库维修", "A1", "8", "100%");
    take_in(&house, &person, false, &[("1.tsv", text.as_bytes())]).await;
    let fields = |decision| {
        [
            ("do", "decide"),
            ("ordinal", "1"),
            ("was", ""),
            ("decision", decision),
        ]
    };
    let answer = other.post("/review/1", &fields("keep")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let answer = person.post("/review/1", &fields("drop")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("定为“提意见”"), "{}", answer.text);
    let points = house.app.store.points(1).await.unwrap();
    assert_eq!(points[0].decision.as_deref(), Some("keep"));
    // The menu of whoever was refused is still there.
    assert!(answer.text.contains("href=\"/review"), "{}", answer.text);
}

#[tokio::test]
async fn nothing_is_settled_before_its_points_are_decided_and_no_letter_is_due_yesterday() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let text = form("水库维修", "A1", "8", "100%");
    take_in(&house, &person, false, &[("1.tsv", text.as_bytes())]).await;
    let settle = [("do", "step"), ("action", "settle"), ("reason", "赶时间")];
    let answer = person.post("/review/1", &settle).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("没有定"), "{}", answer.text);
    decide(&house, &person, 1, "keep").await;
    let send = [("year", "2026"), ("send", "1"), ("due", "2001-01-01")];
    let answer = person.post("/letters", &send).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("已经过去"), "{}", answer.text);
    assert_eq!(house.app.store.form(1).await.unwrap().state, "received");
}

#[tokio::test]
async fn what_comes_twice_is_said_form_by_form_also_where_it_has_no_name() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let (named, nameless) = (form("水库维修", "", "8", "100%"), form("", "", "3", "100%"));
    let files = [("1.tsv", named.as_bytes()), ("2.tsv", nameless.as_bytes())];
    take_in(&house, &person, false, &files).await;
    let changed = named.replace("100%", "≥95%");
    let files = [
        ("1.tsv", changed.as_bytes()),
        ("2.tsv", nameless.as_bytes()),
    ];
    let delivery = take_in(&house, &person, false, &files).await;
    let came = house.app.store.came(delivery).await.unwrap();
    let came: Vec<(&str, i64)> = came
        .iter()
        .map(|one| (one.came.as_str(), one.forms))
        .collect();
    assert_eq!(came, [("joined", 1), ("same", 1)]);
    let page = person.get(&format!("/import/{delivery}")).await.text;
    assert!(page.contains("作为新版本并入 1"), "{page}");
    assert!(page.contains("没有再收 1"), "{page}");
}

#[tokio::test]
async fn an_original_that_was_not_found_is_looked_for_and_a_form_can_be_left_out() {
    let house = house().await;
    let person = house.person(Role::FinancePerformance).await;
    let text = form("水库维修", "A1", "8", "100%");
    take_in(&house, &person, false, &[("1.tsv", text.as_bytes())]).await;
    let strange = form("别的名称", "", "99", "≥95%");
    let files = [("x.tsv", strange.as_bytes())];
    let delivery = take_in(&house, &person, true, &files).await;
    let candidate = house
        .app
        .store
        .candidates(delivery)
        .await
        .unwrap()
        .remove(0);
    assert!(!candidate.forms.contains('1'), "{candidate:?}");
    let path = format!("/import/{delivery}");
    let asked = format!("{path}?candidate={}&q=%E6%B0%B4%E5%BA%93", candidate.id);
    let page = person.get(&asked).await.text;
    assert!(page.contains("value=\"1\" required"), "{page}");
    let id = candidate.id.to_string();
    let none = [("candidate", id.as_str()), ("form", "none")];
    let answer = person.post(&path, &none).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(
        house
            .app
            .store
            .candidates(delivery)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(house.app.store.form(1).await.unwrap().round, 1);
}
