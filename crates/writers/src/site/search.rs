//! The search of the first page as a server answers it: every word must stand in a form's names, unit, goals or indicators. `search.js` does
//! the same in a folder.

use super::{Entry, Site};
use crate::html::Text;
use model::Form;
use std::fmt::Write;

/// Characters of a form's goals and indicators that the search looks through.
const TEXT: usize = 600;

/// Forms that one answer lists.
const SHOWN: usize = 100;

/// What the first page says where nothing is asked.
pub(super) const EMPTY: &str = "<p id=\"count\" class=\"hint\" role=\"status\">不用脚本也可以从下面的部门逐级查看。</p>\n<ul id=\"found\" class=\"found\"></ul>\n";

/// The field of the search, while nothing is asked.
const FIELD: &str = "<input id=\"q\" name=\"q\" type=\"search\"";

/// What the search knows of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The identifier.
    pub id: String,
    /// What the project is called.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// The department.
    pub department: String,
    /// The year, as it is shown.
    pub year: String,
    /// The word for the kind.
    pub kind: &'static str,
}

impl Found {
    pub(super) fn of(entry: &Entry) -> Found {
        let form = &entry.form;
        Found {
            id: entry.id.clone(),
            name: entry.name().to_owned(),
            unit: form.unit.name.clone().unwrap_or_default(),
            department: entry.department().to_owned(),
            year: form
                .fiscal_year
                .map(|year| year.to_string())
                .unwrap_or_default(),
            kind: form.kind.word(),
        }
    }
}

/// Goals and indicators of a form, as far as they are looked through.
pub(super) fn text(form: &Form) -> String {
    let goals = form.goals.iter().map(|goal| goal.text.as_str());
    let names = form.indicators.iter().map(|row| row.name.as_str());
    let text: Vec<&str> = goals.chain(names).collect();
    text.join(" ").chars().take(TEXT).collect()
}

/// Full-width signs as half-width ones, letters small.
fn fold(text: &str) -> String {
    let signs = text.chars().map(|sign| match sign {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        sign => sign,
    });
    signs.flat_map(char::to_lowercase).collect()
}

/// The forms of a site, ready to be looked through.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<(Found, String)>,
}

impl Index {
    /// Of a site.
    pub fn of(site: &Site) -> Index {
        let rows = site.entries.iter().map(|entry| {
            let found = Found::of(entry);
            let code = entry.form.project.code.as_deref().unwrap_or("");
            let all = [
                found.name.as_str(),
                &found.unit,
                &found.department,
                &found.year,
                found.kind,
                code,
                &text(&entry.form),
            ];
            let folded = fold(&all.join(" "));
            (found, folded)
        });
        Index {
            rows: rows.collect(),
        }
    }

    /// The forms in which every word stands, those with the first word in their name before the others.
    fn found(&self, asked: &str) -> Vec<&Found> {
        let folded = fold(asked);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let Some(first) = words.first() else {
            return Vec::new();
        };
        let rows = self.rows.iter();
        let mut found: Vec<(bool, &Found)> = rows
            .filter(|(_, text)| words.iter().all(|word| text.contains(word)))
            .map(|(found, _)| (!fold(&found.name).contains(first), found))
            .collect();
        found.sort_by_key(|(later, _)| *later);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// The first page of a site with the answer to what was asked.
    pub fn answer(&self, page: &str, asked: &str) -> String {
        if asked.trim().is_empty() {
            let said = format!("共 {} 张表，写几个字就能找。", self.rows.len());
            return page.replacen(EMPTY, &list(&said, &[]), 1);
        }
        let found = self.found(asked);
        let said = match found.len() {
            0 => "没有找到。换个说法，或少写几个字再试。".to_owned(),
            count if count > SHOWN => {
                format!("找到 {count} 张，先列 {SHOWN} 张，再写几个字可以缩小范围")
            }
            count => format!("找到 {count} 张"),
        };
        let shown = &found[..found.len().min(SHOWN)];
        let field = format!("{FIELD} value=\"{}\"", Text(asked));
        page.replacen(FIELD, &field, 1)
            .replacen(EMPTY, &list(&said, shown), 1)
    }
}

fn list(said: &str, found: &[&Found]) -> String {
    let mut out = format!(
        "<p id=\"count\" class=\"hint\" role=\"status\">{}</p>\n<ul id=\"found\" class=\"found\">\n",
        Text(said)
    );
    for one in found {
        let unit = match one.unit.is_empty() {
            true => &one.department,
            false => &one.unit,
        };
        let year = match one.year.is_empty() {
            true => String::new(),
            false => format!("{}年", one.year),
        };
        let parts = [unit.as_str(), &year, one.kind];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(
            out,
            "<li><a href=\"forms/{}.html\">{}</a>　{}</li>",
            Text(&one.id),
            Text(&one.name),
            Text(&said.join("　"))
        );
    }
    out.push_str("</ul>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::{entry, site};

    #[test]
    fn every_word_is_asked_for_and_names_come_first() {
        let mut named = entry();
        named.id = "2026-named".to_owned();
        named.form.project.name = Some("ＡＢ<b>水库</b>".to_owned());
        let mut other = entry();
        other.form.project.name = Some("巡查".to_owned());
        other.form.goals[0].text = "ab 水库 十座".to_owned();
        let site = Site {
            answered: true,
            ..site(vec![other, named])
        };
        let index = Index::of(&site);
        let ids = |asked: &str| -> Vec<String> {
            let found = index.found(asked);
            found.into_iter().map(|one| one.id.clone()).collect()
        };
        assert_eq!(ids("ab　水库"), ["2026-named", "2026-abc"]);
        assert_eq!(ids("AB 十座"), ["2026-abc"]);
        assert!(ids("没有这几个字").is_empty());
        let pages = site.pages(&crate::open_data::tables(&site));
        assert!(!pages.iter().any(|file| file.path.ends_with(".js")));
        let home = String::from_utf8(pages[0].bytes.clone()).unwrap();
        assert!(!home.contains("<script"), "{home}");
        let page = index.answer(&home, "水库 \"><script>");
        assert!(
            page.contains("value=\"水库 &quot;&gt;&lt;script&gt;\""),
            "{page}"
        );
        assert!(page.contains("没有找到"), "{page}");
        let page = index.answer(&home, "水库");
        assert!(
            page.contains("找到 2 张") && !page.contains("<b>水库"),
            "{page}"
        );
        assert!(index.answer(&home, " ").contains("共 2 张表"));
    }
}
