//! What stands around every page: head, navigation, foot.

use super::Site;
use crate::html::Text;
use std::fmt::{Display, Write};

/// The pages of the navigation.
const PAGES: [(&str, &str); 4] = [
    ("index.html", "项目"),
    ("totals.html", "汇总"),
    ("changes.html", "变动"),
    ("data.html", "数据"),
];

/// A page below the top folder needs this before every address.
pub(super) const UP: &str = "../";

/// A whole page around `main`. `up` leads from its folder to the top one; `here` is the page of the navigation that it belongs to.
pub(super) fn page(site: &Site, title: &str, here: &str, up: &str, main: &str) -> String {
    let mut out = String::with_capacity(main.len() + 2_000);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"jixiao\">\n");
    let _ = write!(
        out,
        "<title>{} · {}</title>\n<link rel=\"stylesheet\" href=\"{up}site.css\">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n<header class=\"top\"><p class=\"brand\"><a href=\"{up}index.html\">{}</a></p>\n<nav aria-label=\"栏目\"><ul>",
        Text(title),
        Text(&site.title),
        Text(&site.title)
    );
    let findings = site.with_findings.then_some(("findings.html", "核对"));
    for (path, word) in PAGES.into_iter().chain(findings) {
        let current = if path == here {
            " aria-current=\"page\""
        } else {
            ""
        };
        let _ = write!(out, "<li><a href=\"{up}{path}\"{current}>{word}</a></li>");
    }
    let _ = write!(
        out,
        "</ul></nav></header>\n<main id=\"main\">\n{main}</main>\n<footer class=\"foot\"><p>{}　{} 发布。表的内容以发布单位的原件为准。</p></footer>\n</body>\n</html>\n",
        Text(&site.publisher()),
        site.as_of
    );
    out
}

/// A table with these heads; the cells of numbers stand to the right.
pub(super) struct Table {
    out: String,
    numbers: Vec<bool>,
}

impl Table {
    /// `heads` with whether the column holds numbers; `caption` says what the table shows.
    pub(super) fn new(caption: &str, heads: &[(&str, bool)]) -> Table {
        let mut out = format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"list\"><caption>{0}</caption><thead><tr>",
            Text(caption)
        );
        for (head, number) in heads {
            let class = if *number { " class=\"n\"" } else { "" };
            let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", Text(head));
        }
        out.push_str("</tr></thead><tbody>\n");
        Table {
            out,
            numbers: heads.iter().map(|(_, number)| *number).collect(),
        }
    }

    /// A row of cells that are escaped already.
    pub(super) fn row(&mut self, cells: &[&dyn Display]) {
        self.out.push_str("<tr>");
        for (index, (cell, number)) in cells.iter().zip(&self.numbers).enumerate() {
            let class = if *number { " class=\"n\"" } else { "" };
            let (tag, scope) = if index == 0 {
                ("th", " scope=\"row\"")
            } else {
                ("td", "")
            };
            let _ = write!(self.out, "<{tag}{scope}{class}>{cell}</{tag}>");
        }
        self.out.push_str("</tr>\n");
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</tbody></table></div>\n");
        self.out
    }
}

/// A link whose text is escaped here.
pub(super) fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", Text(address), Text(text))
}
