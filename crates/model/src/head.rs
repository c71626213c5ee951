//! The texts in the head of a form, each with its name in the contract and its word on paper.

use crate::Form;

/// A text in the head of a form that stands in a cell of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadField {
    /// 项目名称.
    ProjectName,
    /// 项目编码.
    ProjectCode,
    /// 项目属性.
    Attribute,
    /// 项目期.
    Period,
    /// 主管部门.
    Department,
    /// 实施单位.
    Unit,
}

impl HeadField {
    /// All of them, in the order of the paper.
    pub const ALL: [HeadField; 6] = [
        HeadField::ProjectName,
        HeadField::ProjectCode,
        HeadField::Attribute,
        HeadField::Period,
        HeadField::Department,
        HeadField::Unit,
    ];

    /// The name by which edits and facts call it: `project.name`.
    pub fn key(self) -> &'static str {
        match self {
            HeadField::ProjectName => "project.name",
            HeadField::ProjectCode => "project.code",
            HeadField::Attribute => "project.attribute",
            HeadField::Period => "project.period",
            HeadField::Department => "department.name",
            HeadField::Unit => "unit.name",
        }
    }

    /// The field of this name.
    pub fn from_key(key: &str) -> Option<HeadField> {
        HeadField::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The printed label.
    pub fn word(self) -> &'static str {
        match self {
            HeadField::ProjectName => "项目名称",
            HeadField::ProjectCode => "项目编码",
            HeadField::Attribute => "项目属性",
            HeadField::Period => "项目期",
            HeadField::Department => "主管部门",
            HeadField::Unit => "实施单位",
        }
    }

    /// The field of this label.
    pub fn from_word(word: &str) -> Option<HeadField> {
        HeadField::ALL
            .into_iter()
            .find(|field| field.word() == word)
    }

    /// What a form says there: nothing where the field is not printed, an empty text where it is blank.
    pub fn of(self, form: &Form) -> Option<&str> {
        let text = match self {
            HeadField::ProjectName => &form.project.name,
            HeadField::ProjectCode => &form.project.code,
            HeadField::Attribute => &form.project.attribute,
            HeadField::Period => &form.project.period,
            HeadField::Department => &form.department.name,
            HeadField::Unit => &form.unit.name,
        };
        text.as_deref()
    }

    /// The same to write into.
    pub fn of_mut(self, form: &mut Form) -> &mut Option<String> {
        match self {
            HeadField::ProjectName => &mut form.project.name,
            HeadField::ProjectCode => &mut form.project.code,
            HeadField::Attribute => &mut form.project.attribute,
            HeadField::Period => &mut form.project.period,
            HeadField::Department => &mut form.department.name,
            HeadField::Unit => &mut form.unit.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_has_a_name_a_word_and_a_text_of_its_own() {
        let mut form = Form::default();
        for field in HeadField::ALL {
            assert_eq!(HeadField::from_key(field.key()), Some(field));
            assert_eq!(HeadField::from_word(field.word()), Some(field));
            assert_eq!(field.of(&form), None, "{field:?}");
            *field.of_mut(&mut form) = Some(field.word().to_owned());
        }
        for field in HeadField::ALL {
            assert_eq!(field.of(&form), Some(field.word()));
        }
    }
}
