//! Settings of an installation, by name.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store};

impl Store {
    /// A setting; none where it was never made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        let row: Option<(String,)> = self
            .db
            .one("SELECT value FROM setting WHERE name = $1", args![name])
            .await?;
        Ok(row.map(|(value,)| value))
    }
}

/// Makes a setting.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
    tx.run(sql, args![name, value]).await?;
    Ok(())
}

/// Takes a setting away, so that it is as if it was never made.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, name: &str) -> Result<()> {
    tx.run("DELETE FROM setting WHERE name = $1", args![name])
        .await?;
    Ok(())
}
