//! One self-contained page: every form drawn as on paper with its points beside the rows. No script, no outside link.

mod escape;
mod index;
mod paper;
mod points;

use crate::points::Points;
use crate::text::Totals;
use crate::{Levels, Names, advice, head};
pub use escape::{Sentence, Text};
pub use index::word;
use jiff::civil::Date;
use model::{Document, DocumentVerdict, Form, FormVerdict, Note};
pub use paper::{Marked, draw};
pub use points::marked_edit;
use std::fmt::Write;

/// Everything that stands on a page.
pub struct Page<'a> {
    /// The documents with their verdicts, in the order of the inputs.
    pub documents: &'a [(Document, DocumentVerdict)],
    /// What is said over all of them.
    pub totals: Totals<'a>,
    /// The date of the verdict.
    pub as_of: Date,
    /// The version of the rules.
    pub rules_version: &'a str,
    /// Titles of rules and profiles.
    pub names: Names<'a>,
}

/// A form on the page, with the number that its anchors carry.
pub struct Sheet<'a> {
    /// From 1, over all documents.
    pub number: usize,
    /// The form.
    pub form: &'a Form,
    /// The verdict on it.
    pub verdict: &'a FormVerdict,
    /// Its points.
    pub points: Points<'a>,
    /// The words for the levels.
    pub levels: Levels<'a>,
    /// From 1, within its document.
    in_document: usize,
    document: &'a Document,
}

impl<'a> Sheet<'a> {
    /// The `in_document`th form of a document, from 1, as the `number`th of a page.
    pub fn new(
        number: usize,
        document: &'a Document,
        in_document: usize,
        verdict: &'a FormVerdict,
        levels: Levels<'a>,
    ) -> Option<Sheet<'a>> {
        let form = document.forms.get(in_document.checked_sub(1)?)?;
        Some(Sheet {
            number,
            form,
            verdict,
            points: Points::of(form, verdict),
            levels,
            in_document,
            document,
        })
    }
}

/// Writes the page.
pub fn page(page: &Page) -> String {
    let sheets = sheets(page);
    let title = match sheets.as_slice() {
        [only] => format!("{} · 核对结果", head::name(only.form)),
        _ => "绩效目标表核对结果".to_owned(),
    };
    let mut out = String::new();
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"generator\" content=\"jixiao\">\n");
    let _ = write!(
        out,
        "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        Text(&title),
        include_str!("style.css")
    );
    index::push(&mut out, page, &sheets);
    out.push_str("<main>\n");
    for sheet in &sheets {
        push_sheet(&mut out, sheet, page, sheets.len());
    }
    out.push_str("</main>\n<footer>程序只提出要点，改不改由人决定；读出的内容以原件为准。</footer>\n</body>\n</html>\n");
    out
}

fn sheets<'a>(page: &'a Page) -> Vec<Sheet<'a>> {
    let mut sheets = Vec::new();
    for (document, verdict) in page.documents {
        for (in_document, verdict) in (1..).zip(&verdict.forms) {
            let number = sheets.len() + 1;
            let levels = page.names.levels;
            sheets.extend(Sheet::new(number, document, in_document, verdict, levels));
        }
    }
    sheets
}

fn push_sheet(out: &mut String, sheet: &Sheet, page: &Page, count: usize) {
    let Sheet {
        number,
        form,
        verdict,
        ..
    } = sheet;
    let _ = writeln!(
        out,
        "<article class=\"sheet\" id=\"f{number}\" aria-labelledby=\"f{number}t\">"
    );
    let up = if count > 1 {
        "<a class=\"up\" href=\"#top\">回到汇总 ↑</a>"
    } else {
        ""
    };
    let order = if count > 1 {
        format!("{number}　")
    } else {
        String::new()
    };
    let _ = writeln!(
        out,
        "<header class=\"bar\"><h2 id=\"f{number}t\">{order}{}</h2>{up}\n<p>{}</p>\n<p class=\"quiet\">核对口径：{}{}</p></header>",
        Text(head::name(form)),
        facts(sheet),
        Text(&head::profile(verdict, &page.names)),
        if verdict.profile.chosen_by.is_empty() {
            String::new()
        } else {
            format!("（{}）", Text(&verdict.profile.chosen_by))
        },
    );
    push_verified(out, verdict);
    out.push_str("<div class=\"pair\">\n<div class=\"left\">\n");
    let _ = writeln!(
        out,
        "<div class=\"paper\" role=\"region\" aria-label=\"还原的表：{}\" tabindex=\"0\">",
        Text(head::name(form))
    );
    paper::push(out, sheet);
    out.push_str("</div>\n</div>\n<div class=\"right\">\n");
    push_reading(out, form, verdict, &sheet.document.notes);
    points::push(out, sheet);
    out.push_str("</div>\n</div>\n</article>\n");
}

fn facts(sheet: &Sheet) -> String {
    let form = sheet.form;
    let mut facts = vec![Text(form.kind.word()).to_string()];
    facts.extend(form.office().map(|unit| Text(unit).to_string()));
    facts.extend(form.fiscal_year.map(|year| format!("{year}年")));
    facts.extend(
        head::money(form).map(|(label, amount)| format!("{label} <b>{}</b>", Text(&amount))),
    );
    let place = if sheet.document.forms.len() > 1 {
        format!("，第{}张", sheet.in_document)
    } else {
        String::new()
    };
    facts.push(format!(
        "<span class=\"quiet\">{}{place}</span>",
        Text(&sheet.document.source.path)
    ));
    facts.join("<span class=\"dot\" aria-hidden=\"true\">·</span>")
}

fn push_verified(out: &mut String, verdict: &FormVerdict) {
    if verdict.verified.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section class=\"ok\"><h3>已核对无误 {} 项</h3><ul>",
        verdict.verified.len()
    );
    for statement in &verdict.verified {
        let _ = writeln!(out, "<li>{}</li>", Text(&statement.message));
    }
    out.push_str("</ul></section>\n");
}

fn push_reading(out: &mut String, form: &Form, verdict: &FormVerdict, document_notes: &[Note]) {
    let quality = head::quality(form, verdict);
    if quality.is_empty()
        && form.notes.is_empty()
        && form.readings.is_empty()
        && document_notes.is_empty()
    {
        return;
    }
    out.push_str("<section class=\"reading\"><h3>阅读提示</h3><ul>\n");
    for line in &quality {
        let _ = writeln!(out, "<li>{}</li>", Text(line));
    }
    for note in form.notes.iter().chain(document_notes) {
        let _ = writeln!(out, "<li>{}{}</li>", Text(&note.message), place(&note.at));
    }
    for reading in &form.readings {
        let _ = write!(
            out,
            "<li>另一读法：{}\n<table class=\"other\"><thead><tr>",
            Text(&reading.why)
        );
        out.push_str("<th scope=\"col\">行</th><th scope=\"col\">现按</th><th scope=\"col\">另一读法</th></tr></thead><tbody>\n");
        for other in &reading.rows {
            let Some(row) = form.row(&other.row) else {
                continue;
            };
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                Text(other.row.trim_start_matches('r')),
                reading_cell(&row.level2, &row.name, &row.value.raw),
                reading_cell(&other.level2, &other.name, &other.value.raw),
            );
        }
        out.push_str("</tbody></table></li>\n");
    }
    out.push_str("</ul></section>\n");
}

fn reading_cell(level2: &Option<String>, name: &str, value: &str) -> String {
    let value = if value.is_empty() { "（空）" } else { value };
    format!(
        "<b>{}</b>　{}：{}",
        Text(level2.as_deref().unwrap_or("（无）")),
        Text(name),
        Text(value)
    )
}

/// Places, small, after the text they belong to.
fn place(at: &[model::Place]) -> String {
    let places = advice::places(at);
    if places.is_empty() {
        places
    } else {
        format!(" <small class=\"at\">{}</small>", Text(&places))
    }
}

/// The class of a level.
pub fn level_class(severity: model::Severity) -> &'static str {
    match severity {
        model::Severity::Error => "must",
        model::Severity::Warning => "should",
        model::Severity::Hint => "may",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn example_page() -> String {
        let documents = [example::checked(), example::unread()];
        let (unread, _) = example::unread();
        let unread = [(unread.source.path, unread.error.unwrap())];
        let totals = Totals {
            summary: &example::summary(),
            points: Default::default(),
            package: &[example::over_forms()],
            unread: &unread,
            skipped: 0,
        };
        page(&Page {
            documents: &documents,
            totals,
            as_of: jiff::civil::date(2026, 3, 1),
            rules_version: "2026.1",
            names: example::NAMES,
        })
    }

    #[test]
    fn the_page_is_whole_and_alone() {
        let page = example_page();
        if let Some(path) = std::env::var_os("JIXIAO_EXAMPLE_PAGE") {
            std::fs::write(path, &page).unwrap();
        }
        // These came after Chromium 86, or leave the page.
        let newer = [
            ":is(",
            ":where(",
            "inset:",
            "aspect-ratio",
            "accent-color",
            "@layer",
            "-inline:",
            "-block:",
        ];
        for part in newer {
            assert!(!page.contains(part), "{part}");
        }
        for part in [
            "http",
            "<script",
            "@import",
            "url(",
            ":has(",
            "color-mix",
            "@container",
            "src=",
        ] {
            assert!(!page.contains(part), "{part}");
        }
        for part in [
            "lang=\"zh-CN\"",
            "已核对无误 2 项",
            "参训人员满意度&lt;script&gt;",
            "另一读法：二级指标的标签印在下一行",
            "未归入任何栏目的文字",
            "附件2 &amp; 说明",
            "位置按版面推断，请对照原件",
            "文件里只有图片，没有文字。",
            "另有 1 条已说明理由",
            "<ins>≥＿＿人</ins>",
            "定性值过多",
            "几张表之间 1 条",
            "甲.txt 第2张 指标第3行",
        ] {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn every_link_has_its_target_and_every_id_is_single() {
        let page = example_page();
        let after = |mark: &str| -> Vec<String> {
            page.split(mark)
                .skip(1)
                .map(|rest| rest[..rest.find('"').unwrap()].to_owned())
                .collect()
        };
        let mut ids = after(" id=\"");
        for link in after("href=\"#") {
            assert!(ids.contains(&link), "{link}");
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn tags_are_balanced() {
        let page = example_page();
        for tag in [
            "article", "section", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li",
            "details", "div", "p", "a",
        ] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}
