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

/// Cuts a list of one more than a page holds down to the page; its last entry, where others follow.
fn cut<T>(list: &mut Vec<T>, page: i64) -> Option<&T> {
    let most = usize::try_from(page).unwrap_or(usize::MAX);
    let more = list.len() > most;
    list.truncate(most);
    list.last().filter(|_| more)
}
