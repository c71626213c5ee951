//! The reviewer's desk: forms come in, are ruled on by class, go out and come back.

use crate::place::{form, point, reviewer, take, tell};
use store::classes::{NewRuling, lift, rule};
use store::forms::{Move, advance, decide, get};
use store::queue::{After, Filter};
use store::receive::Came;
use store::tallies::sum;
use store::{Store, StoreError, forms};

fn year() -> Filter {
    Filter {
        year: 2026,
        ..Filter::default()
    }
}

async fn three(store: &Store) -> [i64; 3] {
    let clean = form("A1", "村级水库巡查", "云泽市水管站", "12座");
    let small = form("A2", "小型水库维修", "云泽市水管站", "3座");
    let large = form("", "防汛物资购置", "云泽市防汛办", "100%");
    let clean = take(store, &clean, 50_000, vec![], "received").await;
    let small = take(
        store,
        &small,
        80_000,
        vec![point("E01", "100%", 3)],
        "received",
    )
    .await;
    let points = vec![point("E01", "100%", 3), point("C02", "加强", 2)];
    let large = take(store, &large, 3_000_000, points, "received").await;
    [clean.form(), small.form(), large.form()]
}

#[test]
fn the_gravest_and_largest_stands_first_and_counts_follow() {
    tell("queue", |store| async move {
        let [clean, small, large] = three(&store).await;
        let all = store.queue(&year(), None, 10).await.unwrap();
        let ids: Vec<i64> = all.iter().map(|form| form.id).collect();
        assert_eq!(ids, [large, small, clean]);
        let after = After {
            worst: all[0].worst,
            id: all[0].id,
        };
        let next = store.queue(&year(), Some(after), 1).await.unwrap();
        assert_eq!(next[0].id, small);
        let must = Filter {
            level: Some("error".to_owned()),
            band: Some("to_1000".to_owned()),
            ..year()
        };
        assert_eq!(store.extent(&must, 9).await.unwrap(), (1, 300_000_000));
        // However it is narrowed, page by page come as many as there are, in the order of the whole.
        let keys = |all: &[&str]| -> Vec<Option<String>> {
            let some = all.iter().map(|key| Some((*key).to_owned()));
            some.chain([None]).collect()
        };
        for level in keys(&["error", "warning", "clean"]) {
            for band in keys(&["to_10", "to_50", "to_1000"]) {
                for step in keys(&["open", "ready"]) {
                    let filter = Filter {
                        level: level.clone(),
                        band: band.clone(),
                        step,
                        ..year()
                    };
                    let mut paged = Vec::new();
                    let mut after = None;
                    while let [form] = store.queue(&filter, after, 1).await.unwrap().as_slice() {
                        paged.push(form.id);
                        after = Some(After {
                            worst: form.worst,
                            id: form.id,
                        });
                    }
                    let whole = store.queue(&filter, None, 9).await.unwrap();
                    let whole: Vec<i64> = whole.iter().map(|form| form.id).collect();
                    assert_eq!(paged, whole, "{filter:?}");
                    let (count, _) = store.extent(&filter, 9).await.unwrap();
                    assert_eq!(count, whole.len() as i64, "{filter:?}");
                }
            }
        }
        let waiting = store.waiting(2026).await.unwrap();
        let [one] = waiting.as_slice() else {
            panic!("{waiting:?}");
        };
        assert_eq!((one.open, one.silent, one.ready), (2, 1, 0));
        let tallies = store.tallies(2026).await.unwrap();
        assert_eq!(store.extent(&year(), 2).await.unwrap().0, 2);
        let level = |level: &str| sum(&tallies, |cell| cell.level == level);
        let step = |step: &str| sum(&tallies, |cell| cell.step == step);
        let count = |scope: &str, name: &str| {
            let found = tallies
                .iter()
                .find(|tally| tally.scope == scope && tally.name == name);
            found.map_or((0, 0), |tally| (tally.forms, tally.amount))
        };
        assert_eq!(sum(&tallies, |_| true), (3, 313_000_000));
        assert_eq!(level("error"), (2, 308_000_000));
        assert_eq!(level("clean"), (1, 5_000_000));
        assert_eq!(count("code", "E01.3"), (2, 2));
        assert_eq!(count("code_forms", "E01").0, 2);
        assert_eq!(step("open"), (2, 308_000_000));
        assert_eq!(step("ready"), (1, 5_000_000));
        assert_eq!(store.years().await.unwrap(), [2026]);
    });
}

#[test]
fn two_characters_find_a_form_and_signs_of_the_query_language_find_nothing() {
    tell("search", |store| async move {
        let [clean, small, large] = three(&store).await;
        assert_eq!(store.found("防汛", 10).await.unwrap(), [large]);
        assert_eq!(store.found("水库 维修", 10).await.unwrap(), [small]);
        assert_eq!(store.found("巡查", 10).await.unwrap(), [clean]);
        for hostile in ["' OR 1=1 --", "\"", "a:* & !b", "NEAR(水库)", "*"] {
            assert!(store.found(hostile, 10).await.is_ok(), "{hostile}");
        }
        let filter = Filter {
            query: Some("水库".to_owned()),
            state: Some("received".to_owned()),
            ..year()
        };
        // All three have an indicator that names reservoirs.
        assert_eq!(store.extent(&filter, 9).await.unwrap().0, 3);
    });
}

#[test]
fn a_ruling_decides_all_equal_points_now_and_later_until_it_is_lifted() {
    tell("ruling", |store| async move {
        let [_, small, large] = three(&store).await;
        let mut tx = store.begin().await.unwrap();
        let ruling = NewRuling {
            year: 2026,
            code: "E01",
            class: "100%",
            decision: "keep",
            wording: Some("请写明具体数量"),
            reason: None,
        };
        let (id, decided) = rule(&mut tx, 2_000, &reviewer(), &ruling).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(decided, 2);
        assert_eq!(store.form(small).await.unwrap().undecided, 0);
        assert_eq!(store.form(large).await.unwrap().undecided, 1);
        let late = form("A4", "水库白蚁防治", "云泽市水管站", "100%");
        let late = take(
            &store,
            &late,
            1_000,
            vec![point("E01", "100%", 3)],
            "received",
        )
        .await;
        let points = store.points(late.form()).await.unwrap();
        assert_eq!(points[0].decision.as_deref(), Some("keep"));
        assert_eq!(points[0].wording.as_deref(), Some("请写明具体数量"));
        let classes = store.classes(2026, "E01", None, 10).await.unwrap();
        assert_eq!((classes[0].points, classes[0].kept), (3, 3));
        assert_eq!(store.rulings(2026).await.unwrap().len(), 1);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(lift(&mut tx, 3_000, &reviewer(), id).await.unwrap(), 3);
        tx.commit().await.unwrap();
        assert_eq!(store.form(late.form()).await.unwrap().undecided, 1);
        let codes = store.codes(2026).await.unwrap();
        let first = &codes[0];
        assert_eq!(
            (first.code.as_str(), first.undecided, first.forms),
            ("E01", 3, 3)
        );
    });
}

#[test]
fn a_decision_of_a_person_is_not_overruled_by_a_ruling() {
    tell("person", |store| async move {
        let [_, small, _] = three(&store).await;
        let mut tx = store.begin().await.unwrap();
        let before = get(&mut tx, small).await.unwrap();
        let after = decide(&mut tx, 2_000, &reviewer(), &before, 1, Some("drop"), None)
            .await
            .unwrap();
        assert_eq!(after.undecided, 0);
        let ruling = NewRuling {
            year: 2026,
            code: "E01",
            class: "100%",
            decision: "keep",
            wording: None,
            reason: None,
        };
        let (_, decided) = rule(&mut tx, 2_000, &reviewer(), &ruling).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(decided, 1);
        let points = store.points(small).await.unwrap();
        assert_eq!(points[0].decision.as_deref(), Some("drop"));
    });
}

#[test]
fn who_saves_second_is_told_and_overwrites_nothing() {
    tell("conflict", |store| async move {
        let [clean, ..] = three(&store).await;
        let read = store.form(clean).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let settle = Move {
            state: "settled",
            action: "settle",
            ..Move::default()
        };
        advance(&mut tx, 2_000, &reviewer(), &read, &settle)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let send = Move {
            state: "opinions_sent",
            action: "send",
            ..Move::default()
        };
        let late = advance(&mut tx, 2_001, &reviewer(), &read, &send).await;
        assert!(matches!(late, Err(StoreError::Conflict)));
        drop(tx);
        assert_eq!(store.form(clean).await.unwrap().state, "settled");
    });
}

#[test]
fn a_form_that_comes_back_is_a_version_and_what_was_decided_on_the_same_point_stays() {
    tell("returned", |store| async move {
        let [_, _, large] = three(&store).await;
        let same = form("", "防汛物资购置", "云泽市防汛办", "100%");
        let points = vec![point("E01", "100%", 3), point("C02", "加强", 2)];
        let came = take(&store, &same, 3_000_000, points, "received").await;
        assert_eq!(came, Came::Same(large));
        let mut tx = store.begin().await.unwrap();
        let before = get(&mut tx, large).await.unwrap();
        let before = decide(&mut tx, 2_000, &reviewer(), &before, 2, Some("keep"), None)
            .await
            .unwrap();
        let send = Move {
            state: "opinions_sent",
            action: "send",
            due: Some("2026-02-01"),
            detail: None,
        };
        advance(&mut tx, 2_000, &reviewer(), &before, &send)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mended = form("", "防汛物资购置", "云泽市防汛办", "800套");
        let came = take(
            &store,
            &mended,
            2_900_000,
            vec![point("C02", "加强", 2)],
            "returned",
        )
        .await;
        assert_eq!(came, Came::Version(large));
        let now = store.form(large).await.unwrap();
        assert_eq!(
            (now.round, now.state.as_str(), now.errors),
            (2, "received", 0)
        );
        assert_eq!((now.undecided, now.due), (0, None));
        let versions = store.versions(large).await.unwrap();
        assert_eq!(versions.len(), 2);
        let said = store.said(&versions[0]).await.unwrap();
        assert_eq!(said.indicators[0].value.raw, "800套");
        let said = store.said(&versions[1]).await.unwrap();
        assert_eq!(said.indicators[0].value.raw, "100%");
        let log = store.log(Some(large), i64::MAX, 10).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["returned", "send", "received"]);
    });
}

#[test]
fn opening_a_form_decides_nothing_and_is_noted_once() {
    tell("seen", |store| async move {
        let [_, small, _] = three(&store).await;
        let decided =
            |tallies: Vec<store::tallies::Tally>| sum(&tallies, |cell| cell.step != "open").0;
        // A form without points needs no decision.
        assert_eq!(decided(store.tallies(2026).await.unwrap()), 1);
        for at in [2_000, 3_000] {
            let mut tx = store.begin().await.unwrap();
            let form = get(&mut tx, small).await.unwrap();
            forms::seen(&mut tx, at, &form).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(decided(store.tallies(2026).await.unwrap()), 1);
        assert_eq!(store.form(small).await.unwrap().seen_at, Some(2_000));
        let mut tx = store.begin().await.unwrap();
        let form = get(&mut tx, small).await.unwrap();
        decide(&mut tx, 4_000, &reviewer(), &form, 1, Some("keep"), None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(decided(store.tallies(2026).await.unwrap()), 2);
        let codes = store.codes(2026).await.unwrap();
        assert_eq!((codes[0].points, codes[0].undecided), (2, 1));
    });
}
