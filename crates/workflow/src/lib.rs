//! How a form moves: state × action × actor → step or refusal, a pure function. No clock, no database, no page.
//!
//! Who belongs to which unit and whose forms an account may see is decided by the caller; here only roles count. Which steps a bureau
//! takes is the [`Path`] of its profile. The states and their order are practice; a document is named only where its clause was checked.

mod words;

mod action;
mod actor;
mod due;
mod edges;
mod facts;
mod guard;
mod refusal;
mod rights;
mod role;
mod state;
mod step;
mod transition;

pub use action::Action;
pub use actor::Actor;
pub use due::{due, is_working_day};
pub use facts::{AdjustmentReason, Facts};
pub use law::profile::{AfterRounds, Path, WorkCalendar, Workflow};
pub use refusal::Refusal;
pub use rights::{actions, permitted, rights, roles};
pub use role::Role;
pub use state::State;
pub use step::{Mark, Record, Step};
pub use transition::{Offer, available, transition};
