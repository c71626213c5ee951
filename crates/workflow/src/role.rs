//! The roles. A person may have several; offices and their names are data of the organisation.

use crate::words::words;
use serde::{Deserialize, Serialize};

/// What somebody acts as.
///
/// Convention: the lines that stored forms have for signatures, and three administrators (三员) apart from all business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 单位经办: fills forms in.
    UnitClerk,
    /// 单位负责人: certifies them.
    UnitHead,
    /// 主管部门审核: reviews the forms of its units.
    DepartmentReviewer,
    /// 财政业务: the finance office that the department reports to.
    FinanceBusiness,
    /// 财政绩效: the finance office for performance.
    FinancePerformance,
    /// 系统管理员: runs the system.
    SystemAdmin,
    /// 安全管理员: gives accounts their roles.
    SecurityAdmin,
    /// 审计管理员: reads the log.
    AuditAdmin,
    /// 公众: reads what is published.
    Public,
}

words! { Role {
    UnitClerk "unit_clerk" "单位经办",
    UnitHead "unit_head" "单位负责人",
    DepartmentReviewer "department_reviewer" "主管部门审核",
    FinanceBusiness "finance_business" "财政业务",
    FinancePerformance "finance_performance" "财政绩效",
    SystemAdmin "system_admin" "系统管理员",
    SecurityAdmin "security_admin" "安全管理员",
    AuditAdmin "audit_admin" "审计管理员",
    Public "public" "公众",
}}

impl Role {
    /// Whether this is one of 三员, who see and change no business data and hold no other role.
    pub const fn is_administrator(self) -> bool {
        matches!(
            self,
            Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin
        )
    }

    /// Whether the role takes part in business at all.
    pub const fn does_business(self) -> bool {
        !self.is_administrator() && !matches!(self, Role::Public)
    }

    /// Whether the role is one of the finance bureau.
    pub const fn is_finance(self) -> bool {
        matches!(self, Role::FinanceBusiness | Role::FinancePerformance)
    }

    /// Whether one person may hold both roles. 三员 hold one only; business roles may be joined, as in a small county.
    pub fn goes_with(self, other: Role) -> bool {
        self == other || (self.does_business() && other.does_business())
    }
}
