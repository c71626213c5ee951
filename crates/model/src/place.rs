//! Where something stands in its document, counted from 1; a merged cell has the place of its first one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// A cell of a page with geometry.
    Page {
        /// Page, from 1.
        page: u32,
        /// Table on the page, from 1; 0 for text outside ruled tables, whose lines are counted as rows.
        table: u32,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
        /// Left, top, right, bottom in points from the upper left corner.
        #[serde(rename = "box")]
        bounds: [f32; 4],
    },
    /// A cell of a sheet; hidden rows count.
    Sheet {
        /// The sheet's name.
        sheet: String,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// A cell of a table in a document.
    Table {
        /// Table in reading order, from 1.
        table: u32,
        /// Row, from 1.
        row: u32,
        /// Grid column, from 1.
        column: u32,
    },
    /// A cell of a line of text.
    Text {
        /// Line, from 1.
        line: u32,
        /// Cell of the line, from 1.
        cell: u32,
    },
}

impl Place {
    /// A cell of a line of text.
    pub fn text(line: u32, cell: u32) -> Place {
        Place::Text { line, cell }
    }
}

impl Eq for Place {}

impl fmt::Display for Place {
    /// The place as a person looks for it: 第24行第1格, 表1第3行第2列, 工作表“A”B7.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Text { line, cell } => write!(f, "第{line}行第{cell}格"),
            Place::Table { table, row, column } => write!(f, "表{table}第{row}行第{column}列"),
            Place::Sheet { sheet, row, column } => {
                write!(f, "工作表“{sheet}”{}{row}", column_letters(*column))
            }
            Place::Page {
                page, row, column, ..
            } => write!(f, "第{page}页第{row}行第{column}列"),
        }
    }
}

/// A sheet column as its letters: 1 is A, 27 is AA.
fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.max(1);
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|b| *b as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_a_person_looks_for_them() {
        let sheet = Place::Sheet {
            sheet: "表一".into(),
            row: 7,
            column: 28,
        };
        assert_eq!(sheet.to_string(), "工作表“表一”AB7");
        assert_eq!(Place::text(24, 1).to_string(), "第24行第1格");
    }

    #[test]
    fn each_kind_of_place_comes_back_from_json_as_itself() {
        let places = [
            Place::text(3, 1),
            Place::Table {
                table: 1,
                row: 2,
                column: 3,
            },
            Place::Sheet {
                sheet: "a".into(),
                row: 2,
                column: 3,
            },
            Place::Page {
                page: 1,
                table: 1,
                row: 2,
                column: 3,
                bounds: [0.0, 1.0, 2.0, 3.5],
            },
        ];
        for place in places {
            let json = serde_json::to_string(&place).unwrap();
            assert_eq!(
                serde_json::from_str::<Place>(&json).unwrap(),
                place,
                "{json}"
            );
        }
    }
}
