//! The only source of chance: the system's.

use std::io;

/// Fills these bytes with random ones.
///
/// # Errors
/// When the system gives none.
pub fn fill(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string()))
}
