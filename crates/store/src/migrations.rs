//! The schema, step by step. One text for both databases but for search.

use crate::db::Db;
use crate::error::{Result, StoreError};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;

/// A step: number, name, text for SQLite, text for PostgreSQL.
type Step = (i64, &'static str, &'static str, &'static str);

const GROUND: &str = include_str!("../migrations/both/0001_ground.sql");
const DESK: &str = include_str!("../migrations/both/0002_desk.sql");
const PUBLICATION: &str = include_str!("../migrations/both/0004_publication.sql");

const ARRIVALS: &str = include_str!("../migrations/both/0005_arrivals.sql");

const STEPS: [Step; 5] = [
    (1, "ground", GROUND, GROUND),
    (2, "desk", DESK, DESK),
    (
        3,
        "search",
        include_str!("../migrations/sqlite/0003_search.sql"),
        include_str!("../migrations/postgres/0003_search.sql"),
    ),
    (4, "publication", PUBLICATION, PUBLICATION),
    (5, "arrivals", ARRIVALS, ARRIVALS),
];

/// Brings a database up to date.
pub(crate) async fn run(db: &Db) -> Result<()> {
    let migrator = |pick: fn(&Step) -> &'static str| {
        let steps = STEPS.iter().map(|step| {
            Migration::new(
                step.0,
                Cow::Borrowed(step.1),
                MigrationType::Simple,
                pick(step).into_sql_str(),
                false,
            )
        });
        Migrator::with_migrations(steps.collect())
    };
    let done = match db {
        Db::Lite { write, .. } => migrator(|step| step.2).run(write).await,
        Db::Pg(pool) => migrator(|step| step.3).run(pool).await,
    };
    done.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(error) => error.into(),
        sqlx::migrate::MigrateError::VersionMissing(_) => {
            StoreError::Unfit("数据是较新版本的 jixiao 建的，请换用那个版本或更新的版本".to_owned())
        }
        other => StoreError::Unfit(format!("数据库结构无法更新（{other}）")),
    })
}
