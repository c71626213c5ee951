//! The server: pages for clerks, reviewers and citizens, and the API. Server-rendered; a script adds only what works without it.

mod api;
mod app;
mod assets;
mod chart;
pub mod demo;
mod desk;
mod draw;
mod error;
mod frame;
pub mod guard;
mod judge;
mod pages;
pub mod password;
mod posted;
mod public;
mod router;
mod selfcheck;
mod serve;
mod source;
#[cfg(test)]
mod testing;

pub use api::{Call, Door, calls};
pub use app::{App, Chance, Clock, Options, Settings, SiteWords};
pub use desk::jobs::work;
pub use error::Error;
pub use router::router;
pub use serve::{Listening, Tls, serve};
