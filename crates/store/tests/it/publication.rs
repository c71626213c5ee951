//! Approved forms come in, wait, become public, are replaced and withdrawn.

use crate::place::{reviewer, tell};
use store::db::Tx;
use store::publications::{self, NewApproved, Standing};
use store::published::{Made, publish, set_aside, withdraw};
use store::{Store, contents};

fn new<'a>(identifier: &'a str, hash: &'a str, said: &'a [u8]) -> NewApproved<'a> {
    NewApproved {
        path: "水务局/a.docx",
        place: 1,
        identifier: Some(identifier),
        hash: Some(hash),
        bytes: Some(said),
        name: "水库维修",
        unit: Some("云泽市水管站"),
        year: Some(2026),
        kind: Some("target"),
        ..NewApproved::default()
    }
}

async fn begin(tx: &mut Tx) -> i64 {
    publications::begin(tx, 1_000, &reviewer(), "批复件")
        .await
        .unwrap()
}

async fn come(store: &Store, all: &[NewApproved<'_>]) -> (i64, Vec<Standing>) {
    let mut tx = store.begin().await.unwrap();
    let publication = begin(&mut tx).await;
    let mut standings = Vec::new();
    for one in all {
        standings.push(publications::add(&mut tx, publication, one).await.unwrap());
    }
    publications::count(&mut tx, publication, 2).await.unwrap();
    tx.commit().await.unwrap();
    (publication, standings)
}

async fn made(store: &Store, at: i64, publication: i64) -> Made {
    let mut tx = store.begin().await.unwrap();
    let made = publish(&mut tx, at, &reviewer(), publication)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    made
}

#[test]
fn versions_follow_one_another_and_equal_ones_are_none() {
    tell("public_versions", |store| async move {
        assert_eq!(store.public_mark().await.unwrap(), 0);
        let (first, _) = come(
            &store,
            &[new("2026-a", "h1", b"one"), new("2026-b", "h9", b"b")],
        )
        .await;
        assert_eq!(store.public_counts().await.unwrap(), (0, 0));
        assert_eq!(
            made(&store, 2_000, first).await,
            Made {
                public: 2,
                replaced: 0
            }
        );
        let mark = store.public_mark().await.unwrap();
        let (second, standings) = come(
            &store,
            &[new("2026-a", "h2", b"two"), new("2026-b", "h9", b"b")],
        )
        .await;
        assert_eq!(standings, [Standing::Waiting, Standing::Same]);
        assert_eq!(store.public_mark().await.unwrap(), mark);
        assert_eq!(
            made(&store, 3_000, second).await,
            Made {
                public: 1,
                replaced: 1
            }
        );
        assert!(store.public_mark().await.unwrap() > mark);
        let versions = store.public_versions("2026-a").await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|one| (one.number, one.state.as_str(), one.ended_at))
            .collect();
        assert_eq!(
            told,
            [
                (Some(2), "current", None),
                (Some(1), "replaced", Some(3_000))
            ]
        );
        let all = store.public_everything(None, 2).await.unwrap();
        let rest = store.public_everything(Some(&all[1].0), 2).await.unwrap();
        assert_eq!(all[0].1.as_deref(), Some(&b"two"[..]));
        assert_eq!(rest[0].0.identifier.as_deref(), Some("2026-b"));
        assert_eq!(store.public_since().await.unwrap(), Some(3_000));
        let mut tx = store.begin().await.unwrap();
        let again = publish(&mut tx, 4_000, &reviewer(), second)
            .await
            .unwrap_err();
        assert!(again.to_string().contains("没有公开"), "{again}");
        drop(tx);
        store.verify().await.unwrap();
    });
}

#[test]
fn what_another_batch_said_meanwhile_is_no_new_version() {
    tell("public_race", |store| async move {
        let (first, _) = come(&store, &[new("2026-a", "h1", b"one")]).await;
        let (second, _) = come(
            &store,
            &[new("2026-a", "h1", b"one"), new("2026-b", "h2", b"two")],
        )
        .await;
        made(&store, 2_000, first).await;
        assert_eq!(
            made(&store, 3_000, second).await,
            Made {
                public: 1,
                replaced: 0
            }
        );
        assert_eq!(store.public_versions("2026-a").await.unwrap().len(), 1);
        assert_eq!(
            store.content(&contents::digest(b"one")).await.unwrap(),
            b"one"
        );
    });
}

#[test]
fn different_forms_of_one_identity_wait_for_a_choice_and_keep_no_content() {
    tell("public_twice", |store| async move {
        let all = [
            new("2026-a", "h1", b"one"),
            new("2026-a", "h1", b"one"),
            new("2026-a", "h2", b"two"),
            new("2026-a", "h1", b"one"),
        ];
        let (publication, standings) = come(&store, &all).await;
        assert_eq!(
            standings,
            [
                Standing::Waiting,
                Standing::Same,
                Standing::Held,
                Standing::Held
            ]
        );
        let counts = store.publication_counts(publication).await.unwrap();
        assert_eq!(counts, [("held".to_owned(), 3), ("same".to_owned(), 1)]);
        let held = store
            .approved_of(publication, &[Standing::Held], 0, 9)
            .await
            .unwrap();
        assert!(
            held.iter()
                .all(|one| one.content.is_none() && one.why.is_some())
        );
        assert!(store.content(&contents::digest(b"one")).await.is_err());
    });
}

#[test]
fn a_batch_can_be_set_aside_and_leaves_nothing() {
    tell("public_aside", |store| async move {
        let unread = NewApproved {
            path: "x.pdf",
            name: "x.pdf",
            why: Some("打不开"),
            ..NewApproved::default()
        };
        let held = NewApproved {
            path: "y.docx",
            place: 1,
            why: Some("备注有身份证号"),
            name: "",
            ..NewApproved::default()
        };
        let (publication, standings) =
            come(&store, &[new("2026-a", "h1", b"one"), unread, held]).await;
        assert_eq!(
            standings,
            [Standing::Waiting, Standing::Unread, Standing::Held]
        );
        assert_eq!(store.approved_paths(publication).await.unwrap().len(), 3);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(
            set_aside(&mut tx, 2_000, &reviewer(), publication)
                .await
                .unwrap(),
            1
        );
        tx.commit().await.unwrap();
        assert!(store.content(&contents::digest(b"one")).await.is_err());
        assert_eq!(store.public_counts().await.unwrap(), (0, 0));
        assert_eq!(
            store.publication(publication).await.unwrap().published_at,
            Some(2_000)
        );
    });
}

#[test]
fn a_withdrawn_form_stays_known_and_may_come_back() {
    tell("public_withdrawn", |store| async move {
        let (first, _) = come(&store, &[new("2026-a", "h1", b"one")]).await;
        made(&store, 2_000, first).await;
        let (second, _) = come(&store, &[new("2026-a", "h2", b"two")]).await;
        made(&store, 3_000, second).await;
        let mut tx = store.begin().await.unwrap();
        withdraw(&mut tx, 4_000, &reviewer(), "2026-a", "金额有误", true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.public_counts().await.unwrap(), (0, 1));
        let versions = store.public_versions("2026-a").await.unwrap();
        assert!(versions.iter().all(|one| one.hidden == 1));
        assert_eq!(versions[0].reason.as_deref(), Some("金额有误"));
        let mut tx = store.begin().await.unwrap();
        assert!(
            withdraw(&mut tx, 5_000, &reviewer(), "2026-a", "再撤", false)
                .await
                .is_err()
        );
        drop(tx);
        let listed = store.public_list("水库", "", 10).await.unwrap();
        assert_eq!((listed.len(), listed[0].state.as_str()), (1, "withdrawn"));
        assert_eq!(store.public_list("100%_'", "", 10).await.unwrap().len(), 0);
        let (third, standings) = come(&store, &[new("2026-a", "h2", b"two")]).await;
        assert_eq!(standings, [Standing::Waiting]);
        assert_eq!(
            made(&store, 6_000, third).await,
            Made {
                public: 1,
                replaced: 0
            }
        );
        assert_eq!(store.public_counts().await.unwrap(), (1, 0));
        let listed = store.public_list("", "", 10).await.unwrap();
        assert_eq!((listed.len(), listed[0].number), (1, Some(3)));
    });
}
