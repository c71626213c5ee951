//! The pages, one module each, its template beside it.

pub(crate) mod accounts;
pub(crate) mod batch;
pub(crate) mod classes;
pub(crate) mod delivery;
pub(crate) mod desk;
pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod letters;
pub(crate) mod log;
pub(crate) mod login;
pub(crate) mod me;
pub(crate) mod papers;
pub(crate) mod public_form;
pub(crate) mod publish;
pub(crate) mod reading;
pub(crate) mod review;
pub(crate) mod roster;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod statistics;
pub(crate) mod words;
