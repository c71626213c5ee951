//! The databases that a story is told to, and forms to tell it with.

use model::{Form, Indicator, Party, Project, Value};
use sqlx::Connection;
use std::future::Future;
use store::receive::{Came, Incoming, IncomingPoint, receive};
use store::{Actor, Store};
use tempfile::TempDir;

/// A store with what must outlive it.
pub struct Place {
    pub store: Store,
    _folder: Option<TempDir>,
}

/// An empty store in a file.
pub async fn file() -> Place {
    let folder = tempfile::tempdir().unwrap();
    Place {
        store: Store::in_folder(folder.path()).await.unwrap(),
        _folder: Some(folder),
    }
}

/// An empty store in a schema of its own on the server; none where no server is named.
pub async fn server(name: &str) -> Option<Place> {
    let Ok(url) = std::env::var("JIXIAO_TEST_DATABASE") else {
        eprintln!("跳过 PostgreSQL：没有设 JIXIAO_TEST_DATABASE");
        return None;
    };
    let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
    for sql in [
        format!("DROP SCHEMA IF EXISTS test_{name} CASCADE"),
        format!("CREATE SCHEMA test_{name}"),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let url = format!("{url}?options=-c%20search_path%3Dtest_{name}");
    Some(Place {
        store: Store::at_server(&url).await.unwrap(),
        _folder: None,
    })
}

/// Tells a story to both.
pub fn tell<F: Future<Output = ()>>(name: &str, story: impl Fn(Store) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let place = file().await;
        story(place.store.clone()).await;
        if let Some(place) = server(name).await {
            story(place.store.clone()).await;
            place.store.close().await;
        }
    });
}

pub fn reviewer() -> Actor {
    Actor {
        account: Some(7),
        name: "顾文".to_owned(),
        role: "finance_performance".to_owned(),
    }
}

/// A form of a project.
pub fn form(code: &str, name: &str, unit: &str, value: &str) -> Form {
    let some = |text: &str| Some(text.to_owned());
    Form {
        project: Project {
            name: some(name),
            code: Some(code.to_owned()).filter(|code| !code.is_empty()),
            ..Project::default()
        },
        department: Party {
            name: some("云泽市水务局"),
            code: None,
        },
        unit: Party {
            name: some(unit),
            code: None,
        },
        indicators: vec![Indicator {
            id: "r1".to_owned(),
            name: "除险加固水库数".to_owned(),
            value: Value {
                raw: value.to_owned(),
                ..Value::default()
            },
            ..Indicator::default()
        }],
        ..Form::default()
    }
}

pub fn point(code: &str, class: &str, severity: i64) -> IncomingPoint {
    IncomingPoint {
        fingerprint: format!("{code}-{class}"),
        code: code.to_owned(),
        class: class.to_owned(),
        severity,
        message: format!("{code}：{class}"),
        draft: format!("{code}：{class}"),
        cell: Some(class.to_owned()),
        ..IncomingPoint::default()
    }
}

/// Takes a form in.
pub async fn take(
    store: &Store,
    form: &Form,
    yuan: i64,
    points: Vec<IncomingPoint>,
    cause: &str,
) -> Came {
    let mut tx = store.begin().await.unwrap();
    let incoming = Incoming {
        form,
        year: 2026,
        kind: "target",
        amount: Some(yuan * 100),
        document: None,
        place: 1,
        profile: "general 2025.1".to_owned(),
        as_of: "2026-01-15".to_owned(),
        points,
        cause,
        state: "received",
    };
    let came = receive(&mut tx, 1_000, &reviewer(), &incoming, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    came
}
