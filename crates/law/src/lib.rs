//! What the rules stand on, as dated data: regulations, profiles, vocabularies and the calendar, compiled in.

pub mod audience;
pub mod calendar;
pub mod profile;
pub mod regulation;
pub mod review;
pub mod vocabulary;
