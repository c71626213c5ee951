//! The points of a form as a list: each linked with its row, the covered ones folded, the code last and small.

use super::escape::Sentence;
use super::index::word;
use super::{Sheet, Text, level_class, place};
use crate::advice;
use crate::points::{Point, short_path};
use model::{Edit, Finding, Form, Indicator};
use std::fmt::Write;

/// Writes the list.
pub(super) fn push(out: &mut String, sheet: &Sheet) {
    let points = &sheet.points;
    out.push_str("<section class=\"list-of-points\">\n");
    if points.confirmed.is_empty() {
        let text = if sheet.verdict.quality.judged {
            "没有发现需要看的要点"
        } else {
            "没有核对内容"
        };
        let _ = writeln!(out, "<h3>{text}</h3>");
    } else {
        let _ = writeln!(
            out,
            "<h3>要点 {} 条<small>{}</small></h3>",
            points.confirmed.len(),
            points.counts(&sheet.levels)
        );
    }
    if !sheet.verdict.waived.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"quiet\">另有 {} 条已说明理由，不再提示。</p>",
            sheet.verdict.waived.len()
        );
    }
    push_list(out, sheet, &points.confirmed);
    if !points.inferred.is_empty() {
        let count = points.inferred.len();
        let _ = writeln!(
            out,
            "<h3 class=\"apart\">位置按版面推断，请对照原件<small>{count} 条，不计入上面的条数</small></h3>"
        );
        push_list(out, sheet, &points.inferred);
    }
    out.push_str("</section>\n");
}

fn push_list(out: &mut String, sheet: &Sheet, points: &[Point]) {
    if points.is_empty() {
        return;
    }
    out.push_str("<ol>\n");
    for point in points {
        push_point(out, sheet, point);
    }
    out.push_str("</ol>\n");
}

fn push_point(out: &mut String, sheet: &Sheet, point: &Point) {
    let (form, finding) = (sheet.form, point.finding);
    let _ = write!(
        out,
        "<li class=\"point {0}\" id=\"f{1}p{2}\" value=\"{2}\"><p class=\"title\"><span class=\"mark {0}\" aria-hidden=\"true\">{2}</span>{3} ",
        level_class(point.severity),
        sheet.number,
        point.number,
        word(point.severity, &sheet.levels),
    );
    match point.row {
        Some(row) => out.push_str(&row_link(sheet, row)),
        None => {
            let _ = write!(out, "<b>{}</b>", Text(&point.subject(form)));
        }
    }
    let _ = writeln!(
        out,
        "{}</p>\n<p>{}</p>",
        place(&finding.at),
        Sentence(&finding.message)
    );
    if !point.others.is_empty() {
        let links: Vec<String> = point
            .others
            .iter()
            .map(|row| row_link(sheet, row))
            .collect();
        let word = advice::others_word(point.row.is_some());
        let _ = writeln!(out, "<p class=\"same\">{word}{}</p>", links.join("、"));
    }
    push_fix(out, form, finding);
    push_covered(out, point);
    let cites: Vec<String> = advice::citations(&finding.citations)
        .into_iter()
        .map(|(word, text)| format!("{word}：{}", Text(&text)))
        .collect();
    let _ = writeln!(
        out,
        "<p class=\"cite\">{} <span class=\"code\" title=\"指纹 {}\">{}</span></p></li>",
        cites.join("<br>"),
        Text(&finding.id),
        Text(&finding.code)
    );
}

fn row_link(sheet: &Sheet, row: &Indicator) -> String {
    format!(
        "<a href=\"#f{}{}\">{}</a>",
        sheet.number,
        Text(&row.id),
        Text(&short_path(row))
    )
}

fn push_fix(out: &mut String, form: &Form, finding: &Finding) {
    let Some(fix) = &finding.fix else { return };
    let _ = write!(
        out,
        "<div class=\"fix\"><p>改法：{} <small>{}</small></p>",
        Text(&fix.title),
        Text(advice::safety(fix))
    );
    let lines = advice::edits(form, fix, finding);
    if !lines.is_empty() {
        out.push_str("<ul>");
        for (edit, line) in fix.edits.iter().zip(&lines) {
            let _ = write!(out, "<li>{}</li>", marked_edit(edit, line));
        }
        out.push_str("</ul>");
    }
    out.push_str("</div>\n");
}

/// An edit's line with what goes and what comes marked as such.
pub fn marked_edit(edit: &Edit, line: &str) -> String {
    let mut html = Text(line).to_string();
    if let Edit::Set { from, to, .. } = edit {
        // The last occurrences: the label before them may quote a row's name.
        for (text, tag) in [(to, "ins"), (from, "del")] {
            let quoted = format!("“{}”", Text(text));
            if !text.is_empty()
                && let Some(at) = html.rfind(&quoted)
            {
                html.replace_range(
                    at..at + quoted.len(),
                    &format!("<{tag}>{}</{tag}>", Text(text)),
                );
            }
        }
    }
    html
}

fn push_covered(out: &mut String, point: &Point) {
    if point.covered.is_empty() {
        return;
    }
    let items: String = point
        .covered
        .iter()
        .map(|finding| {
            format!(
                "<li>{} <span class=\"code\">{}</span></li>",
                Sentence(&finding.message),
                Text(&finding.code)
            )
        })
        .collect();
    let count = point.covered.len();
    let _ = writeln!(
        out,
        "<details><summary>相关依据 {count} 条</summary><ul>{items}</ul></details>"
    );
    // A closed fold prints nothing: paper gets its own copy.
    let _ = writeln!(
        out,
        "<div class=\"on-paper\">相关依据：<ul>{items}</ul></div>"
    );
}
