//! What stands before every page: who it is, what they may, from where it came, how often, and with which headers it goes out.

pub mod headers;
pub mod limits;
pub mod origin;
pub mod rights;
pub mod session;
#[cfg(test)]
mod tests;
