//! How a form is arranged on paper, as a profile writes it: rows of labels and fields, and blocks that grow.
//!
//! A cell is a label, or a field in braces (`{项目名称}`), with `:n` behind it for the columns (`:*` for all
//! that are left) and `/n` for the rows that it takes. A field
//! with `?` inside (`{项目编码?}`) may be missing: a row whose fields are all of that kind and all empty is left out. What stands behind `|`
//! (`{批复单位|（盖章）}`) is printed while the form has no text for the field.

use super::ProfileError;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::collections::BTreeMap;

/// The columns of a cell that takes all that are left of its row.
const REST: u32 = u32::MAX;

/// How a form of one kind is arranged.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Template {
    /// Words of the titles of those forms that this template is for, among the target forms: 调整. Without them it is for all forms of the
    /// kind that its name says.
    pub words: Vec<String>,
    /// The template of the same profile whose columns, rows and money block it takes over.
    pub like: Option<String>,
    /// Rows before those taken over.
    pub before: Vec<TemplateRow>,
    /// Rows behind them.
    pub after: Vec<TemplateRow>,
    /// Heads of columns, and labels of goals and amounts, that this form prints differently: by the usual word the one here.
    pub heads: BTreeMap<String, String>,
    /// Columns that are printed even where no row fills them, by their usual heads.
    pub always: Vec<String>,
    /// The notice's number above the title, 附件2, where the form itself prints none.
    pub attachment: Option<String>,
    /// The title of a form that has none; `{年度}` stands for the year.
    pub title: String,
    /// Widths of the columns, in shares of the page.
    pub columns: Vec<u32>,
    /// Whether the page lies on its side.
    pub landscape: bool,
    /// The rows.
    pub rows: Vec<TemplateRow>,
    /// The rows of the money block, where all that a form states has its place in them; else its lines are listed.
    pub funds: Vec<TemplateRow>,
}

/// A row of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateRow {
    /// Cells side by side.
    Cells(Vec<TemplateCell>),
    /// Rows that grow with the form.
    Block(TemplateBlock),
}

/// Rows that grow with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateBlock {
    /// 资金: the money.
    Funds,
    /// 目标: the goals.
    Goals,
    /// 其他: labelled fields without a place of their own.
    Others,
    /// 指标: the indicators.
    Indicators,
}

/// A cell of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateCell {
    /// What stands in it.
    pub content: TemplateContent,
    /// The columns that it takes.
    pub across: u32,
    /// The rows that it takes.
    pub down: u32,
}

/// What stands in a cell of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateContent {
    /// A printed label; an empty one is an empty cell.
    Label(String),
    /// A field by its name; of the money block by the path of its labels, 本级资金/财政拨款.
    Field {
        /// The name.
        name: String,
        /// Whether a row of nothing but such fields may be left out.
        optional: bool,
        /// What stands in it while the form has no text for it: the place for a seal and a date.
        blank: String,
    },
}

impl<'de> Deserialize<'de> for TemplateRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Block(String),
            Cells(Vec<String>),
        }
        match Written::deserialize(deserializer)? {
            Written::Block(word) => match word.as_str() {
                "资金" => Ok(TemplateRow::Block(TemplateBlock::Funds)),
                "目标" => Ok(TemplateRow::Block(TemplateBlock::Goals)),
                "其他" => Ok(TemplateRow::Block(TemplateBlock::Others)),
                "指标" => Ok(TemplateRow::Block(TemplateBlock::Indicators)),
                other => Err(D::Error::unknown_variant(
                    other,
                    &["资金", "目标", "其他", "指标"],
                )),
            },
            Written::Cells(cells) => Ok(TemplateRow::Cells(
                cells.iter().map(|cell| self::cell(cell)).collect(),
            )),
        }
    }
}

/// Reads `{项目名称}:5`, `其中：本级资金/4`.
fn cell(written: &str) -> TemplateCell {
    let (mut rest, mut across, mut down) = (written, 1, 1);
    while let Some(at) = rest.rfind([':', '/']) {
        let number = match &rest[at + 1..] {
            "*" => REST,
            digits => match digits.parse::<u32>() {
                Ok(number) => number,
                Err(_) => break,
            },
        };
        match &rest[at..=at] {
            ":" => across = number.max(1),
            _ => down = number.max(1),
        }
        rest = &rest[..at];
    }
    let field = rest
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'));
    let content = match field {
        Some(inner) => {
            let (name, blank) = inner.split_once('|').unwrap_or((inner, ""));
            TemplateContent::Field {
                name: name.trim_end_matches('?').to_owned(),
                optional: name.ends_with('?'),
                blank: blank.to_owned(),
            }
        }
        None => TemplateContent::Label(rest.to_owned()),
    };
    TemplateCell {
        content,
        across,
        down,
    }
}

/// Gives the templates that are like another one what they take over, and cells the columns that are left.
pub(super) fn complete(templates: &mut BTreeMap<String, Template>) -> Result<(), ProfileError> {
    let given = templates.clone();
    for (name, template) in templates {
        // Rows of its own come before those of another one.
        if let Some(like) = template.like.as_ref().filter(|_| template.rows.is_empty()) {
            let Some(other) = given.get(like).filter(|other| !other.rows.is_empty()) else {
                let what = format!("like 写的“{like}”不是这份口径里自己写行的表样");
                return Err(ProfileError::Template(name.clone(), what));
            };
            let rows = std::mem::take(&mut template.before).into_iter();
            let after = std::mem::take(&mut template.after);
            template.rows = rows.chain(other.rows.clone()).chain(after).collect();
            template.columns.clone_from(&other.columns);
            template.funds.clone_from(&other.funds);
            template.landscape = other.landscape;
        }
        let columns = template.columns.len() as u32;
        for row in template.rows.iter_mut().chain(&mut template.funds) {
            let TemplateRow::Cells(cells) = row else {
                continue;
            };
            let others = cells.iter().filter(|cell| cell.across != REST);
            let taken: u32 = others.map(|cell| cell.across).sum();
            for cell in cells.iter_mut().filter(|cell| cell.across == REST) {
                cell.across = columns.saturating_sub(taken).max(1);
            }
        }
    }
    Ok(())
}

impl Template {
    /// The word that this form prints for the usual one.
    pub fn head<'t>(&'t self, usual: &'t str) -> &'t str {
        self.heads.get(usual).map_or(usual, String::as_str)
    }

    /// The title for a year; without the year where it is not known.
    pub fn title_of(&self, year: Option<i16>) -> String {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let with = |word: &str| match year.as_str() {
            "" => String::new(),
            year => format!("{year}{word}"),
        };
        self.title
            .replace("{年度}年度", &with("年度"))
            .replace("{年度}年", &with("年"))
    }

    /// That every row fills the columns, and every block stands once.
    pub(super) fn check(&self, kind: &str) -> Result<(), ProfileError> {
        let fault = |what: String| Err(ProfileError::Template(kind.to_owned(), what));
        if self.columns.is_empty() || self.columns.contains(&0) {
            return fault("columns 要写各列的宽度，都大于零".to_owned());
        }
        for (block, word) in [
            (TemplateBlock::Funds, "资金"),
            (TemplateBlock::Goals, "目标"),
            (TemplateBlock::Others, "其他"),
            (TemplateBlock::Indicators, "指标"),
        ] {
            let count = self
                .rows
                .iter()
                .filter(|row| **row == TemplateRow::Block(block))
                .count();
            if count != 1 {
                return fault(format!("rows 里“{word}”应有一处，现有{count}处"));
            }
        }
        for rows in [&self.rows, &self.funds] {
            let mut open: Vec<u32> = vec![0; self.columns.len()];
            for row in rows {
                let TemplateRow::Cells(cells) = row else {
                    continue;
                };
                let mut width: u32 = open.iter().filter(|rows| **rows > 0).count() as u32;
                let mut columns = 0..self.columns.len();
                for cell in cells {
                    width += cell.across;
                    let free: Vec<usize> = columns
                        .by_ref()
                        .filter(|column| open[*column] == 0)
                        .take(cell.across as usize)
                        .collect();
                    for column in free {
                        open[column] = cell.down;
                    }
                }
                if width as usize != self.columns.len() {
                    let shown = cells.iter().filter_map(|cell| match &cell.content {
                        TemplateContent::Label(label) => Some(label.as_str()),
                        TemplateContent::Field { .. } => None,
                    });
                    let shown: Vec<&str> = shown.collect();
                    return fault(format!(
                        "有“{}”的一行占{width}列，应占{}列",
                        shown.join("、"),
                        self.columns.len()
                    ));
                }
                for rows in &mut open {
                    *rows = rows.saturating_sub(1);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_stands_in_it_and_how_large_it_is() {
        let field = cell("{本级资金/财政拨款}:2");
        assert_eq!((field.across, field.down), (2, 1));
        assert_eq!(
            field.content,
            TemplateContent::Field {
                name: "本级资金/财政拨款".to_owned(),
                optional: false,
                blank: String::new(),
            }
        );
        let label = cell("其中：本级资金/4");
        assert_eq!((label.across, label.down), (1, 4));
        assert_eq!(
            label.content,
            TemplateContent::Label("其中：本级资金".to_owned())
        );
        assert_eq!(
            cell("{项目编码?}").content,
            TemplateContent::Field {
                name: "项目编码".to_owned(),
                optional: true,
                blank: String::new(),
            }
        );
        assert_eq!(cell("").content, TemplateContent::Label(String::new()));
    }

    #[test]
    fn a_row_that_does_not_fit_is_named() {
        let text = "columns = [1, 1, 2]\nrows = [[\"项目名称\", \"{项目名称}\"], \"资金\", \"目标\", \"其他\", \"指标\"]";
        let template: Template = toml::from_str(text).unwrap();
        let message = template.check("target").unwrap_err().to_string();
        assert!(
            message.contains("“项目名称”的一行占2列，应占3列"),
            "{message}"
        );
        let missing: Template = toml::from_str("columns = [1]\nrows = [\"资金\"]").unwrap();
        assert!(
            missing
                .check("target")
                .unwrap_err()
                .to_string()
                .contains("目标")
        );
    }

    #[test]
    fn every_built_in_profile_has_a_template_for_every_kind() {
        for profile in crate::profile::all() {
            for kind in [
                "target",
                "declaration",
                "approval",
                "adjustment",
                "self_evaluation",
                "monitoring",
                "department",
            ] {
                assert!(profile.paper.contains_key(kind), "{} {kind}", profile.id);
            }
        }
    }
}
