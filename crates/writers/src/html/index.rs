//! The top of the page: counts, what could not be read, and every form with its counts, the gravest first.

use super::{Page, Sheet, Text, level_class};
use crate::points::LEVELS;
use crate::text::{by_code, related};
use crate::{advice, head};
use model::{Severity, Summary};
use std::fmt::Write;

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
    push_levels(out, sheets);
    out.push_str("</p>\n");
    push_unread(out, page);
    push_formless(out, page);
    push_package(out, page);
    if sheets.len() > 1 {
        push_forms(out, sheets);
    }
    push_rules(out, summary, page);
    out.push_str("</header>\n");
}

fn push_levels(out: &mut String, sheets: &[Sheet]) {
    if sheets.is_empty() {
        return;
    }
    for level in LEVELS {
        let count: usize = sheets.iter().map(|sheet| sheet.points.count(level)).sum();
        let _ = write!(out, "<span>{} {count} 条</span>", word(level));
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
pub(super) fn word(level: Severity) -> String {
    format!(
        "<span class=\"grade {}\">{}</span>",
        level_class(level),
        level.word()
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
    for document in empty {
        let notes: Vec<String> = document
            .notes
            .iter()
            .map(|note| Text(&note.message).to_string())
            .collect();
        let _ = writeln!(
            out,
            "<li><b>{}</b>　{}</li>",
            Text(&document.source.path),
            notes.join("；")
        );
    }
    out.push_str("</ul></section>\n");
}

fn push_package(out: &mut String, page: &Page) {
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
            word(finding.severity),
            Text(&finding.message)
        );
        if !finding.related.is_empty() {
            let list: Vec<String> = finding
                .related
                .iter()
                .map(|other| Text(&related(other)).to_string())
                .collect();
            let _ = write!(out, "<br><small>{}</small>", list.join("；"));
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

fn push_forms(out: &mut String, sheets: &[Sheet]) {
    let mut order: Vec<&Sheet> = sheets.iter().collect();
    order.sort_by_key(|sheet| {
        let count = |level| std::cmp::Reverse(sheet.points.count(level));
        (
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Hint),
            sheet.number,
        )
    });
    out.push_str("<section><h2>各表（要点多的在前）</h2><table class=\"list\"><thead><tr><th scope=\"col\" class=\"n\">序号</th>");
    out.push_str(
        "<th scope=\"col\">项目</th><th scope=\"col\">单位</th><th scope=\"col\" class=\"n\">资金</th>",
    );
    out.push_str("<th scope=\"col\" class=\"n\">已核对无误</th>");
    for level in LEVELS {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", level.word());
    }
    out.push_str("<th scope=\"col\" class=\"n\">位置待对照</th><th scope=\"col\">文件</th></tr></thead><tbody>\n");
    for sheet in order {
        let number = sheet.number;
        let _ = write!(
            out,
            "<tr><td class=\"n\">{number}</td><th scope=\"row\"><a href=\"#f{number}\">{}</a></th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>",
            Text(head::name(sheet.form)),
            Text(head::unit_name(sheet.form).unwrap_or("")),
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
        let _ = writeln!(
            out,
            "<td class=\"n\">{}</td><td class=\"quiet\">{}</td></tr>",
            sheet.points.inferred.len(),
            Text(&sheet.document.source.path)
        );
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
        "<details class=\"rules\"><summary>按规则汇总</summary><table class=\"list\"><thead><tr>",
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
