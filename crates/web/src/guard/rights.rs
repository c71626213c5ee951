//! Who may do what: one table, tested over every route and role. The three administrators see no business data, and nobody else sees
//! theirs.

use workflow::Role;

/// Something that a page lets people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// See the state of the year's work.
    Desk,
    /// Take files in and say which project they belong to.
    Import,
    /// Read forms and decide points.
    Review,
    /// Write and send letters.
    Letters,
    /// See statistics.
    Statistics,
    /// Make approved forms public and withdraw them.
    Publish,
    /// Make accounts and end them.
    Accounts,
    /// Give roles.
    Roles,
    /// Change settings of the installation.
    Settings,
    /// Read the log.
    Log,
    /// Have an account of one's own: password, sessions, tokens.
    Own,
}

impl Right {
    /// All of them.
    pub const ALL: [Right; 11] = [
        Right::Desk,
        Right::Import,
        Right::Review,
        Right::Letters,
        Right::Statistics,
        Right::Publish,
        Right::Accounts,
        Right::Roles,
        Right::Settings,
        Right::Log,
        Right::Own,
    ];

    /// The roles that have it.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Right::Desk | Right::Review | Right::Statistics => {
                &[Role::FinancePerformance, Role::FinanceBusiness]
            }
            Right::Import | Right::Letters | Right::Publish => &[Role::FinancePerformance],
            Right::Accounts | Right::Settings => &[Role::SystemAdmin],
            Right::Roles => &[Role::SecurityAdmin],
            Right::Log => &[Role::AuditAdmin],
            Right::Own => &[
                Role::UnitClerk,
                Role::UnitHead,
                Role::DepartmentReviewer,
                Role::FinanceBusiness,
                Role::FinancePerformance,
                Role::SystemAdmin,
                Role::SecurityAdmin,
                Role::AuditAdmin,
            ],
        }
    }

    /// Whether a role has it.
    pub fn is_of(self, role: Role) -> bool {
        self.roles().contains(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_have_no_business_right_and_business_no_administrators_right() {
        let business = [
            Right::Desk,
            Right::Import,
            Right::Review,
            Right::Letters,
            Right::Statistics,
            Right::Publish,
        ];
        for right in Right::ALL {
            let is_business = business.contains(&right);
            for role in right.roles() {
                if right != Right::Own {
                    assert_eq!(is_business, !role.is_administrator(), "{right:?} {role:?}");
                }
                assert_ne!(*role, Role::Public, "{right:?}");
            }
        }
    }

    #[test]
    fn no_administrator_has_the_right_of_another() {
        for right in [Right::Accounts, Right::Roles, Right::Settings, Right::Log] {
            assert_eq!(right.roles().len(), 1, "{right:?}");
        }
    }
}
