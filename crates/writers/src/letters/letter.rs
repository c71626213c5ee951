//! 退回修改意见函: what a department is asked to change, as a letter.

use super::{Department, Opinion, Signature, sorted};
use crate::Levels;
use crate::paper::{Cell, Kind, Paper, Row};
use jiff::civil::Date;

/// A letter before it is painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Letter {
    /// The title.
    pub title: String,
    /// Whom it is written to.
    pub to: String,
    /// What it says before the tables.
    pub text: Vec<String>,
    /// Tables, each with a line above it.
    pub tables: Vec<(String, Paper)>,
    /// What it says after them.
    pub after: Vec<String>,
    /// Who writes, and when: to the right, with room for a seal.
    pub signed: Vec<String>,
}

/// Head and width, in shares of the page, of each column.
const COLUMNS: [(&str, u32); 7] = [
    ("序号", 8),
    ("单位、项目", 26),
    ("级别", 12),
    ("位置", 20),
    ("原文", 26),
    ("意见", 42),
    ("建议写法", 22),
];

const TITLE: &str = "关于修改项目支出绩效表的意见函";

/// A day that a person fills in.
const BLANK: &str = "＿＿＿＿年＿＿月＿＿日";

fn day_in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The letter to a department.
pub(super) fn letter(
    name: &str,
    department: &Department,
    levels: &Levels,
    signature: Option<&Signature>,
) -> Letter {
    let [due, on] = [
        signature.map(|signature| signature.due),
        signature.map(|signature| signature.on),
    ]
    .map(|day| day.map_or(BLANK.to_owned(), day_in_words));
    let mut text = vec![format!(
        "你部门报送项目支出绩效表{}张。经核对，{}张需要修改或说明，意见{}条，列在下面。请逐条修改，不作修改的在回复中说明理由，于{due}前重新报送。",
        department.forms,
        department.named.len(),
        department.confirmed.len()
    )];
    if department.confirmed.is_empty() {
        text = vec![format!(
            "你部门报送项目支出绩效表{}张。以下位置按版面推断，请对照原件核实。",
            department.forms
        )];
    }
    let mut tables = Vec::new();
    if !department.confirmed.is_empty() {
        tables.push(("修改意见".to_owned(), table(&department.confirmed, levels)));
    }
    if !department.inferred.is_empty() {
        let line = "以下位置由程序按版面推断，请先对照原件，确认后再修改";
        tables.push((line.to_owned(), table(&department.inferred, levels)));
    }
    Letter {
        title: match signature.map_or(1, |signature| signature.round) {
            0 | 1 => TITLE.to_owned(),
            round => format!("{TITLE}（第{round}轮）"),
        },
        to: format!("{name}："),
        text,
        tables,
        after: vec!["联系人：＿＿＿＿　　联系电话：＿＿＿＿＿＿＿＿".to_owned()],
        signed: vec![
            signature.map_or("（单位名称、盖章）".to_owned(), |signature| {
                format!("{}（盖章）", signature.office)
            }),
            on,
        ],
    }
}

fn table(opinions: &[Opinion], levels: &Levels) -> Paper {
    let head = COLUMNS.map(|(title, _)| Cell::new(Kind::Label, title));
    let mut rows = vec![Row::head(head.to_vec())];
    for (number, opinion) in (1..).zip(sorted(opinions)) {
        let whose = [opinion.unit.as_str(), &opinion.project];
        let whose: Vec<&str> = whose.into_iter().filter(|text| !text.is_empty()).collect();
        rows.push(Row::of(vec![
            Cell::new(Kind::Short, number.to_string()),
            Cell::new(Kind::Text, whose.join("\n")),
            Cell::new(Kind::Short, levels.word(opinion.severity)),
            Cell::new(Kind::Text, opinion.place.as_str()),
            Cell::new(Kind::Text, opinion.original.as_str()),
            Cell::new(Kind::Text, opinion.opinion.as_str()),
            Cell::new(Kind::Text, opinion.advice.as_str()),
        ]));
    }
    Paper {
        columns: COLUMNS.map(|(_, width)| width).to_vec(),
        rows,
        landscape: true,
        ..Paper::default()
    }
}
