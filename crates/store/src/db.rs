//! Two databases behind one query text: `$1` placeholders, BIGINT, TEXT and bytes only.

use crate::error::{Result, StoreError};
use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Pages of the file that a connection keeps, in KiB below nought: with the two megabytes of the default it would ask the system for the
/// same pages all day.
const CACHE: &str = "-16384";

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A row of both databases.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

/// A value put into a query. No empty text is stored: it is null.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A number, or null.
    Int(Option<i64>),
    /// A text, or null.
    Text(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Arg {
        Arg::Int(Some(value))
    }
}

impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Arg {
        Arg::Int(value)
    }
}

impl From<bool> for Arg {
    fn from(value: bool) -> Arg {
        Arg::Int(Some(i64::from(value)))
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Arg {
        // PostgreSQL refuses NUL in a text; no form means one.
        let text = match value.contains('\0') {
            true => value.replace('\0', ""),
            false => value.to_owned(),
        };
        Arg::Text(Some(text).filter(|text| !text.is_empty()))
    }
}

impl From<&String> for Arg {
    fn from(value: &String) -> Arg {
        value.as_str().into()
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Arg {
        value.as_str().into()
    }
}

impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Arg {
        value.map_or(Arg::Text(None), Arg::from)
    }
}

impl From<&Option<String>> for Arg {
    fn from(value: &Option<String>) -> Arg {
        value.as_deref().into()
    }
}

impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Arg {
        value.as_deref().into()
    }
}

impl From<&[u8]> for Arg {
    fn from(value: &[u8]) -> Arg {
        Arg::Bytes(value.to_vec())
    }
}

/// The values of a query, in the order of `$1`, `$2` ….
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Arg::from($value)),*] };
}

/// The pools of one database.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file: many readers, one writer.
    Lite {
        /// Reading connections.
        read: SqlitePool,
        /// The one writing connection.
        write: SqlitePool,
    },
    /// A server.
    Pg(PgPool),
}

/// One change, whole or not at all.
#[derive(Debug)]
pub enum Tx {
    /// Of SQLite.
    Lite(Transaction<'static, Sqlite>),
    /// Of PostgreSQL.
    Pg(Transaction<'static, Postgres>),
}

fn lite(sql: &str, args: Vec<Arg>) -> Query<'static, Sqlite, SqliteArguments> {
    let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
    args.into_iter().fold(query, |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
    })
}

fn pg(sql: &str, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
    args.into_iter().fold(query, |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
    })
}

/// Connections to a database server at most; more than twice as many as cores only wait for one another.
const MOST: u32 = 16;

/// Pages of today's disks are as near as the next one: else a search reads whole indexes instead of the few pages that it needs.
const NEAR_PAGES: &str = "SET random_page_cost = 1.1";

impl Db {
    /// Opens a file, making it where there is none.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn file(path: &Path) -> Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("cache_size", CACHE)
            .busy_timeout(PATIENCE);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Db::Lite { read, write })
    }

    /// Connects to a server by its URL (`postgres://…`).
    ///
    /// # Errors
    /// When the URL is wrong, the server does not answer or means something else than others do.
    pub async fn server(url: &str) -> Result<Db> {
        let options = sqlx::postgres::PgConnectOptions::from_str(url)
            .map_err(|error| StoreError::Unfit(format!("数据库地址写法不对（{error}）")))?;
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let pool = PgPoolOptions::new()
            .max_connections(u32::try_from(2 * cores + 2).map_or(MOST, |own| own.min(MOST)))
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // An engine that does not know the setting goes on without it.
                    let _ = sqlx::query(NEAR_PAGES).execute(connection).await;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        let db = Db::Pg(pool);
        db.refuse_other_meanings().await?;
        Ok(db)
    }

    /// Compatible engines answer some of these otherwise, and would lose or change data quietly.
    async fn refuse_other_meanings(&self) -> Result<()> {
        let questions = [
            (
                "SELECT CAST(CASE WHEN '' IS NULL THEN 0 ELSE 1 END AS BIGINT)",
                "空文字被当作空值：请把兼容模式设为 PostgreSQL（如 sql_compatibility = 'PG'）",
            ),
            (
                "SELECT CAST(CASE WHEN length('绩效') = 2 THEN 1 ELSE 0 END AS BIGINT)",
                "编码不是 UTF-8：请用 ENCODING 'UTF8' 建库",
            ),
            (
                "SELECT CAST(CASE WHEN 'a\\b' = 'a' || chr(92) || 'b' THEN 1 ELSE 0 END AS BIGINT)",
                "反斜杠被当作转义：请把 standard_conforming_strings 设为 on",
            ),
            (
                "SELECT CAST(CASE WHEN 'A' = 'a' THEN 0 ELSE 1 END AS BIGINT)",
                "文字比较不分大小写：请换用区分大小写的排序规则",
            ),
        ];
        for (question, advice) in questions {
            let answer = self.number(question, vec![]).await?;
            if answer != 1 {
                return Err(StoreError::Unfit(advice.to_owned()));
            }
        }
        Ok(())
    }

    /// Begins a change.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Lite { write, .. } => Tx::Lite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Pg(pool) => Tx::Pg(pool.begin().await?),
        })
    }

    /// Begins a reading that sees one moment, however long it takes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn moment(&self) -> Result<Tx> {
        Ok(match self {
            Db::Lite { read, .. } => Tx::Lite(read.begin().await?),
            Db::Pg(pool) => Tx::Pg(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all<T: Record>(&self, sql: &str, args: Vec<Arg>) -> Result<Vec<T>> {
        Ok(match self {
            Db::Lite { read, .. } => {
                let rows = lite(sql, args).fetch_all(read).await?;
                rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?
            }
            Db::Pg(pool) => {
                let rows = pg(sql, args).fetch_all(pool).await?;
                rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?
            }
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one<T: Record>(&self, sql: &str, args: Vec<Arg>) -> Result<Option<T>> {
        Ok(match self {
            Db::Lite { read, .. } => {
                let row = lite(sql, args).fetch_optional(read).await?;
                row.map(|row| T::from_row(&row)).transpose()?
            }
            Db::Pg(pool) => {
                let row = pg(sql, args).fetch_optional(pool).await?;
                row.map(|row| T::from_row(&row)).transpose()?
            }
        })
    }

    /// The one number that a query gives; 0 where it gives none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn number(&self, sql: &str, args: Vec<Arg>) -> Result<i64> {
        let row: Option<(Option<i64>,)> = self.one(sql, args).await?;
        Ok(row.and_then(|(value,)| value).unwrap_or(0))
    }

    /// Closes all connections, so that a file is whole on the disk.
    pub async fn close(&self) {
        match self {
            Db::Lite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Pg(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Runs a statement and tells how many rows it changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run(&mut self, sql: &str, args: Vec<Arg>) -> Result<u64> {
        Ok(match self {
            Tx::Lite(tx) => lite(sql, args).execute(&mut **tx).await?.rows_affected(),
            Tx::Pg(tx) => pg(sql, args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all<T: Record>(&mut self, sql: &str, args: Vec<Arg>) -> Result<Vec<T>> {
        Ok(match self {
            Tx::Lite(tx) => {
                let rows = lite(sql, args).fetch_all(&mut **tx).await?;
                rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?
            }
            Tx::Pg(tx) => {
                let rows = pg(sql, args).fetch_all(&mut **tx).await?;
                rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?
            }
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one<T: Record>(&mut self, sql: &str, args: Vec<Arg>) -> Result<Option<T>> {
        Ok(match self {
            Tx::Lite(tx) => {
                let row = lite(sql, args).fetch_optional(&mut **tx).await?;
                row.map(|row| T::from_row(&row)).transpose()?
            }
            Tx::Pg(tx) => {
                let row = pg(sql, args).fetch_optional(&mut **tx).await?;
                row.map(|row| T::from_row(&row)).transpose()?
            }
        })
    }

    /// The one number that a query gives; 0 where it gives none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn number(&mut self, sql: &str, args: Vec<Arg>) -> Result<i64> {
        let row: Option<(Option<i64>,)> = self.one(sql, args).await?;
        Ok(row.and_then(|(value,)| value).unwrap_or(0))
    }

    /// The next `count` numbers of a kind of row; the first of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn numbers(&mut self, kind: &str, count: i64) -> Result<i64> {
        let sql = "INSERT INTO counter (name, value) VALUES ($1, $2) \
                   ON CONFLICT (name) DO UPDATE SET value = counter.value + $2 RETURNING value";
        Ok(self.number(sql, args![kind, count]).await? - count + 1)
    }

    /// Makes the change; only then may it be told to a user.
    ///
    /// # Errors
    /// When the database fails; then nothing was changed.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Lite(tx) => tx.commit().await?,
            Tx::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Whether this is PostgreSQL: search is the one thing the two do differently.
    pub(crate) fn is_server(&self) -> bool {
        matches!(self, Tx::Pg(_))
    }
}
