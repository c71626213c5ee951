//! The outside that cli and web share: files, folders, archives, configuration, the clock, the desktop, LibreOffice.
//!
//! Nothing here reads a format or judges a form; it hands out bytes and writes bytes. `office` asks the pipeline first and
//! converts only what that refuses.

pub mod archive;
pub mod backup;
pub mod chance;
pub mod clock;
pub mod config;
pub mod desktop;
pub mod folders;
#[cfg(feature = "pdf")]
pub mod fonts;
pub mod inputs;
pub mod kinds;
pub mod limits;
pub mod lines;
pub mod office;
pub mod opened;
pub mod progress;
pub mod save;
