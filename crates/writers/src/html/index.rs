//! The top of the page: counts, what could not be read, and every form with its counts, the gravest first.

use super::{Page, Sheet, Text, level_class};
use crate::points::LEVELS;
use crate::text::{by_code, related, sides};
use crate::{Levels, advice, head};
use model::{Money, Related, Severity, Summary};
use std::fmt::Write;

/// From so many forms on, what they have in common comes before the list of them.
const MANY: usize = 30;

/// Writes the top of the page.
pub(super) fn push(out: &mut String, page: &Page, sheets: &[Sheet]) {
    let summary = page.totals.summary;
    let _ = write!(
        out,
        "<header class=\"top\" id=\"top\">\n<div class=\"title-line\"><h1>绩效目标表核对结果</h1><p class=\"quiet\">核对日期 {}　规则版本 {}</p></div>\n",
        page.as_of,
        Text(page.rules_version)
    );
    let mut parts = vec![
        format!("文件 {} 个", summary.documents),
        format!("表 {} 张", summary.forms),
    ];
    if summary.unread > 0 {
        parts.push(format!("没有读出 {} 个", summary.unread));
    }
    if page.totals.skipped > 0 {
        parts.push(format!("不是文档而略过 {} 个", page.totals.skipped));
    }
    let _ = write!(
        out,
        "<p class=\"count-line\"><span>{}</span>",
        parts.join("，")
    );
    push_levels(out, page, sheets);
    out.push_str("</p>\n");
    push_unread(out, page);
    // Who has thousands of forms first asks what they have in common.
    let many = sheets.len() > MANY;
    if many {
        push_rules(out, summary, page);
    }
    if sheets.len() > 1 {
        push_forms(out, sheets, page.documents.len() > 1, &page.names.levels);
    }
    push_package(out, page, sheets);
    push_formless(out, page);
    if !many {
        push_rules(out, summary, page);
    }
    out.push_str("</header>\n");
}

fn push_levels(out: &mut String, page: &Page, sheets: &[Sheet]) {
    if sheets.is_empty() {
        return;
    }
    let verified = page.totals.points.verified;
    if verified > 0 {
        let _ = write!(
            out,
            "<span class=\"good\">✓ 已核对无误 {verified} 项</span>"
        );
    }
    for level in LEVELS {
        let count: usize = sheets.iter().map(|sheet| sheet.points.count(level)).sum();
        let _ = write!(
            out,
            "<span>{} {count} 条</span>",
            word(level, &page.names.levels)
        );
    }
    let inferred: usize = sheets.iter().map(|sheet| sheet.points.inferred.len()).sum();
    if inferred > 0 {
        let _ = write!(
            out,
            "<span class=\"quiet\">另有 {inferred} 条位置按版面推断，请对照原件</span>"
        );
    }
}

/// A level by shape and word.
pub fn word(level: Severity, levels: &Levels) -> String {
    format!(
        "<span class=\"grade {}\">{}</span>",
        level_class(level),
        levels.word(level)
    )
}

fn push_unread(out: &mut String, page: &Page) {
    if page.totals.unread.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section class=\"unread\"><h2>没有读出的文件 {} 个</h2><ul>",
        page.totals.unread.len()
    );
    for (path, error) in page.totals.unread {
        let _ = writeln!(
            out,
            "<li><b>{}</b>　{}</li>",
            Text(path),
            Text(&error.message)
        );
    }
    out.push_str("</ul></section>\n");
}

fn push_formless(out: &mut String, page: &Page) {
    let empty: Vec<_> = page
        .documents
        .iter()
        .map(|(document, _)| document)
        .filter(|document| document.error.is_none() && document.forms.is_empty())
        .collect();
    if empty.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section class=\"unread\"><h2>没有找到表的文件 {} 个</h2><ul>",
        empty.len()
    );
    // The same remark is made once, with all the files that it holds for.
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for document in empty {
        let notes: Vec<&str> = document
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        let notes = notes.join("；");
        match groups.iter_mut().find(|(known, _)| *known == notes) {
            Some((_, paths)) => paths.push(&document.source.path),
            None => groups.push((notes, vec![&document.source.path])),
        }
    }
    for (notes, paths) in groups {
        let paths: Vec<String> = paths.iter().map(|path| Text(path).to_string()).collect();
        let _ = writeln!(
            out,
            "<li><b>{}</b>　{}</li>",
            paths.join("、"),
            Text(&notes)
        );
    }
    out.push_str("</ul></section>\n");
}

fn push_package(out: &mut String, page: &Page, sheets: &[Sheet]) {
    if page.totals.package.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section><h2>几张表之间 {} 条</h2><ul class=\"package\">",
        page.totals.package.len()
    );
    for finding in page.totals.package {
        let _ = write!(
            out,
            "<li>{} {}",
            word(finding.severity, &page.names.levels),
            Text(&finding.message)
        );
        for (word, places) in sides(finding) {
            let list: Vec<String> = places
                .iter()
                .map(|place| linked(place, page.documents.len() == 1, sheets))
                .collect();
            let _ = write!(out, "<br><small>{word}：{}</small>", advice::listed(&list));
        }
        for (word, text) in advice::citations(&finding.citations) {
            let _ = write!(out, "<br><small>{word}：{}</small>", Text(&text));
        }
        let _ = writeln!(
            out,
            " <small class=\"code\">{}</small></li>",
            Text(&finding.code)
        );
    }
    out.push_str("</ul></section>\n");
}

/// A row or form of another sheet, with the name of its project, linked where it stands on this page.
fn linked(place: &Related, alone: bool, sheets: &[Sheet]) -> String {
    let words = related(place, alone);
    let sheet = sheets.iter().find(|sheet| {
        place.document.as_deref() == Some(&sheet.document.source.path)
            && place.form.map(|form| form as usize) == Some(sheet.in_document)
    });
    let Some(sheet) = sheet else {
        return Text(&words).to_string();
    };
    let row = place
        .row
        .as_deref()
        .filter(|id| sheet.form.row(id).is_some());
    format!(
        "<a href=\"#f{}{}\">{}“{}”</a>",
        sheet.number,
        Text(row.unwrap_or("")),
        Text(&words),
        Text(head::name(sheet.form))
    )
}

fn push_forms(out: &mut String, sheets: &[Sheet], several: bool, levels: &Levels) {
    let mut order: Vec<&Sheet> = sheets.iter().collect();
    order.sort_by_key(|sheet| {
        let grave = sheet.points.count(Severity::Error) > 0;
        let amount = sheet.form.funds.budget().map(Money::yuan);
        (!grave, std::cmp::Reverse(amount), sheet.number)
    });
    let _ = write!(
        out,
        "<section><h2>各表（有{}的在前，再按资金）</h2>",
        levels.error
    );
    out.push_str("<table class=\"list\"><thead><tr><th scope=\"col\" class=\"n\">序号</th>");
    out.push_str(
        "<th scope=\"col\">项目</th><th scope=\"col\">单位</th><th scope=\"col\" class=\"n\">资金</th>",
    );
    out.push_str("<th scope=\"col\" class=\"n\">已核对无误</th>");
    for level in LEVELS {
        let _ = write!(
            out,
            "<th scope=\"col\" class=\"n\">{}</th>",
            levels.word(level)
        );
    }
    out.push_str("<th scope=\"col\" class=\"n\">位置待对照</th>");
    if several {
        out.push_str("<th scope=\"col\">文件</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for sheet in order {
        let number = sheet.number;
        let _ = write!(
            out,
            "<tr><td class=\"n\">{number}</td><th scope=\"row\"><a href=\"#f{number}\">{}</a></th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>",
            Text(head::name(sheet.form)),
            Text(sheet.form.office().unwrap_or("")),
            Text(
                &head::money(sheet.form)
                    .map(|(_, amount)| amount)
                    .unwrap_or_default()
            ),
            sheet.verdict.verified.len(),
        );
        for level in LEVELS {
            let count = sheet.points.count(level);
            let class = if count > 0 {
                level_class(level)
            } else {
                "none"
            };
            let _ = write!(out, "<td class=\"n {class}\">{count}</td>");
        }
        let _ = write!(out, "<td class=\"n\">{}</td>", sheet.points.inferred.len());
        if several {
            let path = Text(&sheet.document.source.path);
            let _ = write!(out, "<td class=\"quiet\">{path}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></section>\n");
}

fn push_rules(out: &mut String, summary: &Summary, page: &Page) {
    let rows = by_code(summary, &page.names);
    let [head, rows @ ..] = rows.as_slice() else {
        return;
    };
    if rows.is_empty() {
        return;
    }
    out.push_str(
        "<details class=\"rules\"><summary>按规则汇总（条数含并入别的要点的）</summary><table class=\"list\"><thead><tr>",
    );
    for cell in head {
        let _ = write!(out, "<th scope=\"col\">{cell}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in rows {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            Text(&row[0]),
            Text(&row[1]),
            row[2],
            row[3]
        );
    }
    out.push_str("</tbody></table></details>\n");
}
