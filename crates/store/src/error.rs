//! What can go wrong with a database, as a person should hear it.

/// Why something could not be stored or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else saved in the meantime.
    #[error("刚才有别人保存过这一项，您的改动没有写入。请刷新页面看过之后再改。")]
    Conflict,
    /// There is no such row.
    #[error("没有这一项，可能已被别人处理。请回到列表重新打开。")]
    NotFound,
    /// The disk is full.
    #[error("数据所在的磁盘已满，没有保存。请腾出空间后再试；已经保存的内容不受影响。")]
    Full,
    /// The database does not answer.
    #[error("数据库暂时连接不上，没有保存。请稍后再试；已经保存的内容不受影响。")]
    Gone,
    /// The database would not mean the same as others.
    #[error("这个数据库不能使用：{0}")]
    Unfit(String),
    /// What is stored does not agree with itself.
    #[error("数据核对不一致：{0}")]
    Damaged(String),
    /// A value that cannot be stored.
    #[error("{0}")]
    Refused(String),
    /// Any other failure of the database.
    #[error("数据库出错，没有保存。请把时间和这一行告诉系统管理员：{0}")]
    Other(#[source] sqlx::Error),
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match &error {
            sqlx::Error::RowNotFound => StoreError::NotFound,
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => StoreError::Gone,
            sqlx::Error::Database(told) => match told.code().as_deref() {
                // SQLITE_FULL, SQLITE_IOERR_WRITE; disk_full of PostgreSQL.
                Some("13" | "778" | "53100") => StoreError::Full,
                // Shutting down, starting up, too many connections, connection lost.
                Some("57P01" | "57P02" | "57P03" | "53300" | "08006" | "08003") => StoreError::Gone,
                _ => StoreError::Other(error),
            },
            _ => StoreError::Other(error),
        }
    }
}
