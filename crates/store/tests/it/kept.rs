//! Nothing is lost or changed unseen: the log, a change that was not finished, a dump into the other database.

use crate::place::{self, form, point, reviewer, take, tell};
use store::args;
use store::candidates::{self, Candidate};
use store::dump::Sink;
use store::opinions::{Opinion, remark};
use store::published::publish;
use store::roster::{Listed, replace};
use store::{Store, StoreError, contents, deliveries, publications, settings};

async fn some(store: &Store) {
    let points = vec![point("E01", "100%", 3), point("C02", "加强", 2)];
    let came = take(
        store,
        &form("A1", "水库维修", "云泽市水管站", "100%"),
        80_000,
        points,
        "received",
    )
    .await;
    let mut tx = store.begin().await.unwrap();
    let delivery = deliveries::begin(&mut tx, 1_000, &reviewer(), "一月", false)
        .await
        .unwrap();
    let document = deliveries::NewDocument {
        delivery,
        path: "水务局/a.docx",
        format: "docx",
        bytes: Some(b"PK\0\xff"),
        size: 4,
        forms: 1,
        problem: None,
        notes: Some("第3行位置按版面推断"),
    };
    let document = deliveries::add(&mut tx, &document).await.unwrap();
    let candidate = Candidate {
        id: 0,
        delivery,
        document,
        place: 1,
        name: "水库维修".to_owned(),
        unit: String::new(),
        amount: None,
        why: "名称相近".to_owned(),
        forms: came.form().to_string(),
        settled: None,
    };
    candidates::add(&mut tx, &candidate).await.unwrap();
    let opinion = Opinion {
        form: came.form(),
        version: 1,
        round: 1,
        text: "请写明座数".to_owned(),
        author: 7,
        written_at: 1_000,
        ..Opinion::default()
    };
    store::opinions::add(&mut tx, &opinion).await.unwrap();
    remark(
        &mut tx,
        1_000,
        &reviewer(),
        came.form(),
        Some("r1"),
        "问过了",
    )
    .await
    .unwrap();
    let listed = Listed {
        department: "云泽市水务局".to_owned(),
        name: "水库维修".to_owned(),
        amount: Some(8_000_000),
        ..Listed::default()
    };
    replace(&mut tx, 2026, &[listed]).await.unwrap();
    settings::set(&mut tx, "name", "云泽市财政局")
        .await
        .unwrap();
    let publication = publications::begin(&mut tx, 1_000, &reviewer(), "批复件")
        .await
        .unwrap();
    let approved = publications::NewApproved {
        path: "a.docx",
        place: 1,
        identifier: Some("2026-a"),
        hash: Some("h1"),
        bytes: Some(b"{}"),
        name: "水库维修",
        ..publications::NewApproved::default()
    };
    publications::add(&mut tx, publication, &approved)
        .await
        .unwrap();
    publish(&mut tx, 2_000, &reviewer(), publication)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[derive(Default, PartialEq, Eq, Debug)]
struct Lines {
    rows: Vec<(String, String)>,
    contents: Vec<(String, Vec<u8>)>,
}

impl Sink for Lines {
    fn line(&mut self, table: &str, row: &str) -> Result<(), String> {
        self.rows.push((table.to_owned(), row.to_owned()));
        Ok(())
    }

    fn bytes(&mut self, digest: &str, bytes: &[u8]) -> Result<(), String> {
        self.contents.push((digest.to_owned(), bytes.to_vec()));
        Ok(())
    }
}

async fn lines(store: &Store) -> Lines {
    let mut lines = Lines::default();
    store.dump(&mut lines).await.unwrap();
    lines.rows.sort();
    lines
}

async fn filled(store: &Store, lines: &Lines) -> Result<(), StoreError> {
    let mut filling = store.fill().await?;
    for (table, row) in &lines.rows {
        filling.line(table, row).await?;
    }
    for (digest, bytes) in &lines.contents {
        filling.bytes(digest, bytes).await?;
    }
    filling.finish().await
}

#[test]
fn a_dump_fills_either_database_with_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let origin = place::file().await;
        some(&origin.store).await;
        let said = lines(&origin.store).await;
        assert!(said.rows.len() > 20);
        let copy = place::file().await;
        filled(&copy.store, &said).await.unwrap();
        assert_eq!(lines(&copy.store).await, said);
        assert_eq!(copy.store.found("水库", 5).await.unwrap(), [1]);
        let again = filled(&copy.store, &said).await.unwrap_err();
        assert!(again.to_string().contains("已经有数据"), "{again}");
        if let Some(server) = place::server("dump").await {
            filled(&server.store, &said).await.unwrap();
            assert_eq!(lines(&server.store).await, said);
            assert_eq!(server.store.found("水库", 5).await.unwrap(), [1]);
            server.store.verify().await.unwrap();
            server.store.close().await;
        }
    });
}

#[test]
fn a_change_that_was_not_finished_leaves_nothing() {
    tell("unfinished", |store| async move {
        let mut tx = store.begin().await.unwrap();
        settings::set(&mut tx, "name", "别的名字").await.unwrap();
        contents::keep(&mut tx, b"x").await.unwrap();
        drop(tx);
        some(&store).await;
        assert_eq!(
            store.setting("name").await.unwrap().as_deref(),
            Some("云泽市财政局")
        );
        assert!(store.content(&contents::digest(b"x")).await.is_err());
    });
}

#[test]
fn every_way_of_changing_the_log_is_seen() {
    for (name, sql, said) in [
        (
            "log_text",
            "UPDATE log SET actor = '别人' WHERE seq = 2",
            "第 2 条内容被改过",
        ),
        (
            "log_gap",
            "DELETE FROM log WHERE seq = 2",
            "第 3 条前面缺少记录",
        ),
        (
            "log_tail",
            "DELETE FROM log WHERE seq = 3",
            "第 2 条之后被截断",
        ),
        (
            "log_chain",
            "UPDATE log SET previous = digest WHERE seq = 3",
            "第 3 条与上一条接不上",
        ),
    ] {
        tell(name, |store| async move {
            for number in 1..=3 {
                let form = form("", &format!("第{number}个项目"), "云泽市水管站", "1座");
                take(&store, &form, 1_000, vec![], "received").await;
            }
            let verified = store.verify().await.unwrap();
            assert_eq!((verified.entries, verified.forms), (3, 3));
            let mut tx = store.begin().await.unwrap();
            tx.run(sql, vec![]).await.unwrap();
            tx.commit().await.unwrap();
            let error = store.verify().await.unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        });
    }
}

#[test]
fn bytes_that_changed_on_the_disk_are_not_handed_out() {
    tell("bytes", |store| async move {
        some(&store).await;
        let digest = contents::digest(b"PK\0\xff");
        assert_eq!(store.content(&digest).await.unwrap(), b"PK\0\xff");
        let mut tx = store.begin().await.unwrap();
        let sql = "UPDATE content SET bytes = $2 WHERE digest = $1";
        tx.run(sql, args![&digest, &b"other"[..]]).await.unwrap();
        tx.commit().await.unwrap();
        let error = store.content(&digest).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    });
}

#[test]
fn a_full_disk_is_told_and_what_was_kept_before_stays() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let place = place::file().await;
        some(&place.store).await;
        let mut tx = place.store.begin().await.unwrap();
        let pages = tx.number("PRAGMA page_count", vec![]).await.unwrap();
        let limit = format!("PRAGMA max_page_count = {}", pages + 2);
        tx.number(&limit, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = place.store.begin().await.unwrap();
        let kept = contents::keep(&mut tx, &vec![7; 1 << 20]).await;
        let error = match kept {
            Err(error) => error,
            Ok(_) => tx.commit().await.unwrap_err(),
        };
        assert!(matches!(error, StoreError::Full), "{error:?}");
        assert!(error.to_string().contains("磁盘已满"), "{error}");
        place.store.verify().await.unwrap();
        assert_eq!(place.store.found("水库", 5).await.unwrap(), [1]);
    });
}

#[test]
fn a_database_that_is_gone_is_told_as_such() {
    tell("gone", |store| async move {
        some(&store).await;
        store.close().await;
        let error = store.form(1).await.unwrap_err();
        assert!(matches!(error, StoreError::Gone), "{error:?}");
        let error = store.begin().await.unwrap_err();
        assert!(error.to_string().contains("连接不上"), "{error}");
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let error = runtime.block_on(Store::at_server("postgres://nobody@127.0.0.1:1/nowhere"));
    assert!(matches!(error, Err(StoreError::Gone)), "{error:?}");
}
