//! Who acts: a person in one role.

use crate::Role;

/// A person in the role in which they act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The number of the account. It tells whether two acts are those of one person and nothing else.
    pub person: i64,
    /// The role in which they act now.
    pub role: Role,
}
