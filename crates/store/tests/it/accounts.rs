//! Accounts, sessions, tokens, work that takes long.

use crate::place::tell;
use store::accounts::{NewAccount, add, failed, set_password, succeeded};
use store::sessions::{Session, begin, end_all};
use store::{Store, StoreError, jobs, tokens};

async fn account(store: &Store, login: &str) -> Result<i64, StoreError> {
    let mut tx = store.begin().await?;
    let new = NewAccount {
        login,
        name: "顾文",
        role: "finance_performance",
        organisation: None,
        password: "first",
        must_change: true,
    };
    let id = add(&mut tx, 1_000, &new).await?;
    tx.commit().await?;
    Ok(id)
}

#[test]
fn a_login_is_taken_once_and_wrong_passwords_lock() {
    tell("login", |store| async move {
        let id = account(&store, "guwen").await.unwrap();
        let twice = account(&store, "guwen").await.unwrap_err();
        assert!(twice.to_string().contains("guwen"), "{twice}");
        for _ in 0..3 {
            let mut tx = store.begin().await.unwrap();
            failed(&mut tx, id, 3, 90_000).await.unwrap();
            tx.commit().await.unwrap();
        }
        let locked = store.account_by_login("guwen").await.unwrap().unwrap();
        assert_eq!((locked.failures, locked.locked_until), (3, Some(90_000)));
        let mut tx = store.begin().await.unwrap();
        succeeded(&mut tx, id).await.unwrap();
        set_password(&mut tx, 2_000, id, "second", false)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let now = store.account(id).await.unwrap();
        assert_eq!(
            (now.failures, now.locked_until, now.must_change),
            (0, None, 0)
        );
        assert_eq!(store.used_passwords(id).await.unwrap(), ["second", "first"]);
    });
}

#[test]
fn the_oldest_session_ends_where_there_are_too_many() {
    tell("session", |store| async move {
        let id = account(&store, "guwen").await.unwrap();
        for number in 1..=4 {
            let mut tx = store.begin().await.unwrap();
            let session = Session {
                digest: format!("d{number}"),
                account: id,
                secret: "s".to_owned(),
                created_at: number,
                seen_at: number,
            };
            begin(&mut tx, &session, 3).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(store.visit("d1").await.unwrap().is_none());
        let visit = store.visit("d4").await.unwrap().unwrap();
        assert_eq!(
            (visit.account.id, visit.begun_at, visit.secret.as_str()),
            (id, 4, "s")
        );
        assert_eq!(store.sessions(id).await.unwrap().len(), 3);
        let mut tx = store.begin().await.unwrap();
        end_all(&mut tx, id, Some("d4")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.sessions(id).await.unwrap()[0].digest, "d4");
    });
}

#[test]
fn a_token_of_another_account_cannot_be_revoked() {
    tell("token", |store| async move {
        let id = account(&store, "guwen").await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let token = tokens::add(&mut tx, 1_000, id, "报表", "digest", 9_000)
            .await
            .unwrap();
        assert!(tokens::revoke(&mut tx, 2_000, id + 1, token).await.is_err());
        tokens::revoke(&mut tx, 2_000, id, token).await.unwrap();
        tx.commit().await.unwrap();
        let found = store.token("digest").await.unwrap().unwrap();
        assert_eq!(found.revoked_at, Some(2_000));
    });
}

#[test]
fn work_that_ran_when_the_program_ended_is_taken_again() {
    tell("job", |store| async move {
        let mut tx = store.begin().await.unwrap();
        let first = jobs::add(&mut tx, 1_000, "import", Some(5), "{}", 7)
            .await
            .unwrap();
        jobs::add(&mut tx, 1_000, "import", Some(6), "{}", 7)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(jobs::take(&mut tx, 2_000).await.unwrap().unwrap().id, first);
        jobs::progress(&mut tx, first, 3, 10).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(jobs::resume(&mut tx).await.unwrap(), 1);
        assert_eq!(jobs::take(&mut tx, 3_000).await.unwrap().unwrap().id, first);
        jobs::finish(&mut tx, 4_000, first, false, Some("好了"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let job = store.job_on("import", 5).await.unwrap().unwrap();
        assert_eq!((job.state.as_str(), job.finished_at), ("done", Some(4_000)));
    });
}
