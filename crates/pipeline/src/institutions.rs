//! The list of departments and units, from a spreadsheet or a table of text.

use crate::roster::RosterError;
use law::vocabulary::{TableColumn, TableKind};
use readers::{Content, Limits};

/// A unit with its department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Institution {
    /// The department.
    pub department: String,
    /// Its code; empty where there is none.
    pub department_code: String,
    /// The unit.
    pub unit: String,
    /// Its code; empty where there is none.
    pub unit_code: String,
}

/// Reads the list. A department that is left empty is the one of the row above, as in merged cells.
///
/// # Errors
/// When the file cannot be read or has no head with 主管部门 and 单位.
pub fn read(bytes: &[u8], path: &str) -> Result<Vec<Institution>, RosterError> {
    let reading = readers::read(bytes, path, &Limits::default()).map_err(RosterError::Unread)?;
    let Content::Pages(pages) = reading.content else {
        return Err(RosterError::NoHead);
    };
    let tables = forms::outside::tables_of(&pages, TableKind::Institutions);
    let mut all: Vec<Institution> = Vec::new();
    for line in tables.iter().flat_map(|table| table.rows()) {
        let mut one = Institution {
            department: line.text(TableColumn::Department),
            department_code: line.text(TableColumn::DepartmentCode),
            unit: line.text(TableColumn::Unit),
            unit_code: line.text(TableColumn::UnitCode),
        };
        if let Some(above) = all.last().filter(|_| one.department.is_empty()) {
            one.department.clone_from(&above.department);
            one.department_code.clone_from(&above.department_code);
        }
        if !one.department.is_empty() && !one.unit.is_empty() && one.unit != "合计" {
            all.push(one);
        }
    }
    match all.is_empty() {
        true => Err(RosterError::NoHead),
        false => Ok(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_stands_for_the_rows_below_it() {
        let text = "部门编码,主管部门,单位编码,单位\n201,云泽市水务局,201001,云泽市水管站\n,,201002,云泽市防汛办\n202,云泽市教育局,202001,云泽市第一小学\n";
        let all = read(text.as_bytes(), "机构.csv").unwrap();
        let names: Vec<(&str, &str, &str)> = all
            .iter()
            .map(|one| {
                (
                    one.department.as_str(),
                    one.unit.as_str(),
                    one.unit_code.as_str(),
                )
            })
            .collect();
        assert_eq!(
            names,
            [
                ("云泽市水务局", "云泽市水管站", "201001"),
                ("云泽市水务局", "云泽市防汛办", "201002"),
                ("云泽市教育局", "云泽市第一小学", "202001"),
            ]
        );
        assert!(read("姓名,电话\n甲,1\n".as_bytes(), "a.csv").is_err());
    }
}
