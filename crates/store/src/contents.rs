//! Bytes by their SHA-256. What has the same digest is kept once.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store, StoreError};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256 of bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Keeps bytes and gives their digest.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &mut Tx, bytes: &[u8]) -> Result<String> {
    let digest = digest(bytes);
    let sql = "INSERT INTO content (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    tx.run(sql, args![&digest, bytes]).await?;
    Ok(digest)
}

/// Takes bytes away that no document, version or letter names.
///
/// # Errors
/// When the database fails.
pub async fn drop_unused(tx: &mut Tx, digest: &str) -> Result<()> {
    let sql = "DELETE FROM content WHERE digest = $1 \
               AND NOT EXISTS (SELECT 1 FROM document WHERE content = $1) \
               AND NOT EXISTS (SELECT 1 FROM version WHERE content = $1) \
               AND NOT EXISTS (SELECT 1 FROM attachment WHERE content = $1) \
               AND NOT EXISTS (SELECT 1 FROM approved WHERE content = $1) \
               AND NOT EXISTS (SELECT 1 FROM letter WHERE docx = $1 OR xlsx = $1)";
    tx.run(sql, args![digest]).await?;
    Ok(())
}

impl Store {
    /// The bytes with this digest.
    ///
    /// # Errors
    /// When there are none, or they no longer have this digest.
    pub async fn content(&self, digest: &str) -> Result<Vec<u8>> {
        let sql = "SELECT bytes FROM content WHERE digest = $1";
        let row: Option<(Vec<u8>,)> = self.db.one(sql, args![digest]).await?;
        let (bytes,) = row.ok_or(StoreError::NotFound)?;
        match self::digest(&bytes) == digest {
            true => Ok(bytes),
            false => Err(StoreError::Damaged(format!(
                "内容 {digest} 与摘要不符，请用最近的备份恢复"
            ))),
        }
    }
}
