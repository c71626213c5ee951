//! The desktop: opening a file with the program that the system has for it. The only module that differs by system.

use std::io;
use std::path::Path;

/// Opens a file with the system's program and does not wait for it.
///
/// # Errors
///
/// When the system has no program for it, or none could be started.
pub fn open(path: &Path) -> io::Result<()> {
    opener::open(path).map_err(io::Error::other)
}

/// Opens an address with the system's browser and does not wait for it.
///
/// # Errors
///
/// When the system has no browser, or it could not be started.
pub fn browse(url: &str) -> io::Result<()> {
    opener::open_browser(url).map_err(io::Error::other)
}
