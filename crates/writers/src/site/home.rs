//! The first page: how much there is, the search, the departments.

use super::frame::{self, Table, link};
use super::totals::{Money, sentence};
use super::{Site, department, search};
use crate::html::Text;
use serde_json::json;
use std::fmt::{Display, Write};

pub(super) fn page(site: &Site) -> String {
    let departments = site.departments();
    let mut main = format!("<h1>{}</h1>\n", Text(&site.title));
    let _ = writeln!(
        main,
        "<p class=\"lead\">公开绩效表 <b>{}</b> 张，部门 <b>{}</b> 个{}。</p>",
        site.entries.len(),
        departments.len(),
        sentence(site.entries.iter())
    );
    main.push_str("<form class=\"search\" role=\"search\" action=\"index.html\"><label for=\"q\">查找项目</label><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" placeholder=\"项目、单位、指标里的字，空格隔开\">");
    if site.answered {
        main.push_str(" <button>查找</button>");
    }
    main.push_str("</form>\n");
    main.push_str(search::EMPTY);
    main.push_str("<h2>按部门</h2>\n");
    // Two years side by side; more are on the page of sums.
    let years: Vec<_> = Money::by_year(site.entries.iter())
        .into_keys()
        .take(2)
        .collect();
    let words: Vec<String> = years
        .iter()
        .map(|year| match year.0 {
            Some(year) => format!("{year}年资金（万元）"),
            None => "未写年度的资金（万元）".to_owned(),
        })
        .collect();
    let all_years = Money::by_year(site.entries.iter()).len();
    let mut heads = vec![("部门", false), ("绩效表（张）", true)];
    heads.extend(words.iter().map(|word| (word.as_str(), true)));
    if all_years > years.len() {
        heads.push(("其他年度目标表（张）", true));
    }
    let mut table = Table::new("各部门公开的绩效表", &heads);
    for (name, entries) in &departments {
        let sums = Money::by_year(entries.iter().copied());
        let (link, count) = (link(&department::path(name), name), entries.len());
        let shown = years
            .iter()
            .map(|year| sums.get(year).map_or(String::new(), Money::shown));
        let shown: Vec<String> = shown.collect();
        let others = sums.iter().filter(|(year, _)| !years.contains(year));
        let others: usize = others.map(|(_, money)| money.of).sum();
        let mut cells: Vec<&dyn Display> = vec![&link, &count];
        cells.extend(shown.iter().map(|text| text as &dyn Display));
        if all_years > years.len() {
            cells.push(&others);
        }
        table.row(&cells);
    }
    main.push_str(&table.finish());
    if !site.answered {
        main.push_str(
            "<script src=\"search-data.js\"></script>\n<script src=\"search.js\"></script>\n",
        );
    }
    frame::page(site, "项目", "index.html", "", &main)
}

/// What the search looks through, as a script, because a page in a folder may load nothing else.
pub(super) fn search_data(site: &Site) -> String {
    let rows = site.entries.iter().map(|entry| {
        let found = search::Found::of(entry);
        let text = search::text(&entry.form);
        let (year, kind) = (found.year, found.kind);
        json!([
            found.id,
            found.name,
            found.unit,
            found.department,
            year,
            kind,
            entry.form.project.code.as_deref().unwrap_or(""),
            text,
        ])
    });
    let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    // A script ends at `</`, whatever stands around it.
    let rows = rows.join(",\n").replace("</", "<\\/");
    format!("window.JIXIAO_FORMS=[\n{rows}\n];\n")
}
