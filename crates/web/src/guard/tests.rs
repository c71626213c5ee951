//! Threats and answers, as `docs/security.md` lists them.

mod documents;
mod limits;
mod requests;
mod routes;
mod sessions;
