//! What is kept: organisations, projects, forms as content-addressed versions, points, opinions, letters, jobs, accounts and the log
//! that cannot be changed unseen. One query text for SQLite and PostgreSQL; no clock, no chance: both come as arguments.

pub mod accounts;
pub mod arrivals;
pub mod candidates;
pub mod classes;
pub mod contents;
pub mod db;
pub mod deliveries;
pub mod dump;
mod error;
pub mod export;
pub mod forms;
pub mod jobs;
pub mod letters;
pub mod log;
mod migrations;
pub mod opinions;
pub mod organisations;
pub mod publications;
pub mod published;
pub mod queue;
pub mod receive;
pub mod roster;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod tallies;
pub mod tokens;

pub use error::{Result, StoreError};

use db::{Db, Tx};
use std::path::Path;

/// Milliseconds since 1970, UTC: every time that is stored.
pub type Millis = i64;

/// The database in a data folder.
pub const FILE: &str = "jixiao.db";

/// The store.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
}

/// Who does something, for the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account; none for the program itself and for people without one.
    pub account: Option<i64>,
    /// The name, as it is shown.
    pub name: String,
    /// The key of the role.
    pub role: String,
}

impl Store {
    /// Opens the database of a data folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened or brought up to date.
    pub async fn in_folder(folder: &Path) -> Result<Store> {
        let db = Db::file(&folder.join(FILE)).await?;
        migrations::run(&db).await?;
        Ok(Store { db })
    }

    /// Connects to PostgreSQL.
    ///
    /// # Errors
    /// When it cannot be reached, would mean something else, or cannot be brought up to date.
    pub async fn at_server(url: &str) -> Result<Store> {
        let db = Db::server(url).await?;
        migrations::run(&db).await?;
        Ok(Store { db })
    }

    /// Begins a change of several steps.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Tx> {
        self.db.begin().await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn answers(&self) -> Result<()> {
        self.db.number("SELECT CAST(1 AS BIGINT)", vec![]).await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
