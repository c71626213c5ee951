//! A city that does not exist: six departments, forty units and any number of projects, with forms in all conditions.
//!
//! Everything follows from numbers: equal year and number give the equal project, byte for byte. Words are data (`data/`); no clock, no
//! chance of the machine, no files. What is written to Word or Excel is the writers' work.

mod city;
mod defects;
mod draft;
mod form;
mod goal;
mod paste;
mod people;
mod plan;
mod progress;
mod project;
mod random;
mod returned;
mod roster;
mod spoil;
mod template;

pub use city::{City, Department, Unit, city};
pub use defects::Defect;
pub use paste::paste;
pub use people::Person;
pub use progress::{Outcome, Progress, RowOutcome, RowProgress};
pub use project::{Project, Stage};
pub use returned::{Quiet, Returned};
pub use roster::{Listed, roster_text};
