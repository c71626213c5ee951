//! 审核表: the eight items with draft opinions; grades and points are empty.

use super::{DATE, labelled, row, titled};
use crate::head as form_head;
use crate::paper::{Cell, Kind, Paper, Row};
use crate::points::{Point, Points};
use law::review::items;
use model::{Form, FormVerdict};

/// The review sheet of a form. Every point on a stated place is a draft opinion under its criterion; points on inferred places are none
/// until a person has looked.
pub fn review(form: &Form, verdict: &FormVerdict) -> Paper {
    let mut paper = titled("项目支出绩效目标审核表", &[11, 13, 7, 27, 31, 11]);
    paper.landscape = false;
    paper.line[1] = form
        .fiscal_year
        .map(|year| format!("（{year}年度）"))
        .unwrap_or_default();
    let half = |label: &str, text: &str, label2: &str, text2: &str| {
        row(vec![
            Cell::new(Kind::Label, label),
            Cell::new(Kind::Text, text).across(2),
            Cell::new(Kind::Label, label2),
            Cell::new(Kind::Text, text2).across(2),
        ])
    };
    let name = |text: &Option<String>| text.clone().unwrap_or_default();
    let money = form_head::money(form).map(|(word, amount)| format!("{word}{amount}"));
    paper.rows = vec![
        labelled("项目名称", name(&form.project.name), 6),
        half(
            "主管部门",
            &name(&form.department.name),
            "实施单位",
            &name(&form.unit.name),
        ),
        half(
            "项目编码",
            &name(&form.project.code),
            "项目资金",
            &money.unwrap_or_default(),
        ),
    ];
    let titles = [
        "审核内容",
        "具体内容",
        "分值",
        "审核要点",
        "审核意见（草稿）",
        "等级或得分",
    ];
    let cells = titles.map(|title| Cell::new(Kind::Label, title));
    paper.rows.push(Row::head(cells.to_vec()));
    let points = Points::of(form, verdict);
    for (number, item) in items().iter().enumerate() {
        let mut cells = Vec::new();
        let first = number == 0 || items()[number - 1].area != item.area;
        if first {
            let rest = items()[number..].iter();
            let down = rest.take_while(|other| other.area == item.area).count();
            cells.push(Cell::new(Kind::Label, item.area.as_str()).down(down));
        }
        let own = points.confirmed.iter();
        let own = own.filter(|point| point.finding.criterion.as_deref() == Some(&item.name));
        let drafts: Vec<String> = (1..)
            .zip(own)
            .map(|(number, point)| format!("{number}．{}", draft(point)))
            .collect();
        cells.extend([
            Cell::new(Kind::Label, item.name.as_str()),
            Cell::new(Kind::Short, item.points.to_string()),
            Cell::new(Kind::Text, item.asks.as_str()),
            Cell::new(Kind::Text, drafts.join("\n")),
            Cell::new(Kind::Short, ""),
        ]);
        paper.rows.push(row(cells));
    }
    paper.rows.extend([
        half("总分", "", "综合评定等级", ""),
        labelled("总体意见", "\n\n", 6),
        half("审核人", "", "审核日期", DATE),
    ]);
    paper.below = vec![
        "注：审核意见（草稿）由核对要点拟出，供审核人取舍；等级、得分和总体意见由审核人填写。八项审核用于重点项目，其他项目写审核结论和意见即可。".to_owned(),
    ];
    if !points.inferred.is_empty() {
        paper.below.push(format!(
            "另有{}条要点的位置按版面推断，未列入草稿，请先对照原件。",
            points.inferred.len()
        ));
    }
    paper
}

/// A point as an opinion, with what is folded under it and what it rests on.
pub fn draft(point: &Point) -> String {
    let mut text = point.finding.message.clone();
    for covered in point.covered.iter().filter(|covered| !covered.inferred) {
        text = format!("{}；{}", text.trim_end_matches('。'), covered.message);
    }
    let binding = point
        .finding
        .citations
        .iter()
        .filter(|citation| citation.binding);
    let binding: Vec<String> = binding
        .map(|citation| {
            let clause = citation.clause.as_deref().unwrap_or_default();
            format!("{}{clause}", citation.document)
        })
        .collect();
    match binding.is_empty() {
        true => text,
        false => format!("{text}（依据：{}）", binding.join("；")),
    }
}
