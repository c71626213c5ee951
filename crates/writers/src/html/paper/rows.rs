//! The indicator table: level cells merged as on paper, numbered links to the points at the end of each row.

use super::super::{Sheet, Text, level_class};
use super::marks::mark;
use crate::columns::{self, Column};
use crate::points::Point;
use model::{Horizon, Indicator, Place};
use std::fmt::Write;

pub(super) fn push(out: &mut String, sheet: &Sheet) {
    let rows = &sheet.form.indicators;
    if rows.is_empty() {
        return;
    }
    let columns: Vec<&Column> = columns::filled(rows)
        .into_iter()
        // The printed name stands below the name.
        .filter(|column| column.label != columns::PRINTED)
        .collect();
    let wide = if columns.len() > 1 { " wide" } else { "" };
    let _ = write!(out, "<table class=\"form rows{wide}\"><thead><tr>");
    out.push_str("<th scope=\"col\" class=\"level1\">一级指标</th><th scope=\"col\" class=\"level2\">二级指标</th><th scope=\"col\" class=\"name\">三级指标</th>");
    out.push_str("<th scope=\"col\" class=\"value\">指标值</th>");
    for column in &columns {
        let class = if column.number {
            " class=\"score\""
        } else {
            ""
        };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", column.label);
    }
    out.push_str("<th scope=\"col\" class=\"marks\">要点</th></tr></thead>\n");
    let both = [Horizon::Annual, Horizon::Whole]
        .into_iter()
        .all(|horizon| rows.iter().any(|row| row.horizon == horizon));
    let mut start = 0;
    while start < rows.len() {
        let same = |row: &&Indicator| {
            row.level1 == rows[start].level1 && row.horizon == rows[start].horizon
        };
        let count = rows[start..].iter().take_while(same).count();
        let group = &rows[start..start + count];
        if both && (start == 0 || rows[start - 1].horizon != rows[start].horizon) {
            let label = if rows[start].horizon == Horizon::Annual {
                "年度指标"
            } else {
                "实施期指标"
            };
            let width = 5 + columns.len();
            let _ = writeln!(
                out,
                "<tbody><tr><th scope=\"colgroup\" colspan=\"{width}\">{label}</th></tr></tbody>"
            );
        }
        push_group(out, sheet, group, &columns);
        start += count;
    }
    out.push_str("</table>\n");
}

fn push_group(out: &mut String, sheet: &Sheet, group: &[Indicator], columns: &[&Column]) {
    out.push_str("<tbody>\n");
    for (index, row) in group.iter().enumerate() {
        let class = if row.is_inferred() {
            " class=\"inferred\""
        } else {
            ""
        };
        let _ = write!(out, "<tr id=\"f{}{}\"{class}>", sheet.number, Text(&row.id));
        if index == 0 {
            let level1 = row.level1.as_deref().unwrap_or("");
            let _ = write!(
                out,
                "<th scope=\"rowgroup\" rowspan=\"{}\" class=\"branch\">{}</th>",
                group.len(),
                Text(level1)
            );
        }
        if index == 0 || group[index - 1].level2 != row.level2 {
            let span = group[index..]
                .iter()
                .take_while(|other| other.level2 == row.level2)
                .count();
            let level2 = row.level2.as_deref().unwrap_or("");
            let _ = write!(
                out,
                "<th scope=\"row\" rowspan=\"{span}\" class=\"branch\">{}</th>",
                Text(level2)
            );
        }
        let points: Vec<&Point> = sheet
            .points
            .all()
            .filter(|point| point.row.is_some_and(|on| on.id == row.id))
            .collect();
        let also: Vec<&Point> = sheet
            .points
            .all()
            .filter(|point| point.others.iter().any(|other| other.id == row.id))
            .collect();
        let all: Vec<&Point> = points.iter().chain(&also).copied().collect();
        let _ = write!(
            out,
            "<td{}>{}{}</td>",
            hit(&all, &row.cells.name),
            name(row),
            inferred_row(row)
        );
        let value_hit = hit(&all, &row.cells.value);
        let _ = write!(out, "<td{value_hit}>{}</td>", Text(&row.value.raw));
        for column in columns {
            let class = if column.number { " class=\"n\"" } else { "" };
            let _ = write!(
                out,
                "<td{class}>{}</td>",
                Text(&(column.text)(row).unwrap_or_default())
            );
        }
        out.push_str("<td class=\"marks\">");
        for point in &points {
            out.push_str(&mark(sheet, point, false));
        }
        for point in &also {
            out.push_str(&mark(sheet, point, true));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n");
}

/// The class of a cell that a point of its row speaks of.
fn hit(points: &[&Point], cell: &[Place]) -> String {
    points
        .iter()
        .find(|point| point.finding.at.iter().any(|place| cell.contains(place)))
        .map(|point| format!(" class=\"hit {}\"", level_class(point.severity)))
        .unwrap_or_default()
}

/// The name; what is printed before it stays before it, and another text stands below it.
fn name(row: &Indicator) -> String {
    let name = Text(&row.name);
    let core = if row.core { "★" } else { "" };
    match &row.printed {
        None => format!("{core}{name}"),
        Some(printed) => match printed.strip_suffix(&row.name) {
            Some(before) => format!("<span class=\"quiet\">{}</span>{name}", Text(before)),
            None => format!(
                "{core}{name}<small class=\"printed\">原文：{}</small>",
                Text(printed)
            ),
        },
    }
}

fn inferred_row(row: &Indicator) -> String {
    if !row.is_inferred() {
        return String::new();
    }
    let why = row
        .inferred_from
        .as_ref()
        .map(|from| format!("：{}", Text(&from.note)))
        .unwrap_or_default();
    format!("<small class=\"tag\">位置按版面推断{why}</small>")
}
