//! 助审: forms come in from files, points are decided one by one or by class, letters go out, forms come back.

pub(crate) mod approved;
pub(crate) mod compared;
pub(crate) mod import;
pub(crate) mod incoming;
pub(crate) mod jobs;
pub(crate) mod matching;
pub(crate) mod returned;
pub(crate) mod send;
pub(crate) mod step;
#[cfg(test)]
mod tests;
mod unpack;
