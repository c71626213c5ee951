//! Where a user's data lie on this system.

use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The folder for this program's data of the present user; none where the system knows no home.
pub fn data() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.data_dir().join("jixiao"))
}
