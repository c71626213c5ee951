//! The pages, one module each, its template beside it.

pub(crate) mod login;
pub(crate) mod me;
pub(crate) mod rules;
pub(crate) mod setup;
