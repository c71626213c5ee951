//! The outside that cli and web share: files, folders, archives, configuration, the clock, the desktop.
//!
//! Nothing here reads a format or judges a form; it hands out bytes and writes bytes.

pub mod archive;
pub mod clock;
pub mod config;
pub mod desktop;
pub mod inputs;
pub mod kinds;
pub mod limits;
pub mod lines;
pub mod progress;
pub mod save;
