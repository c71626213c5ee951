//! What became of forms since they were first published: new versions with what changed, and withdrawals.

use super::frame::{self, Table, link};
use super::{Past, Site, page_of};
use crate::html::Text;
use model::change::changes;
use model::{Change, Form};
use std::fmt::Write;

pub(super) fn page(site: &Site) -> String {
    let mut main = String::from("<h1>变动</h1>\n");
    let replaced: Vec<_> = site
        .entries
        .iter()
        .filter(|entry| !entry.past.is_empty())
        .collect();
    let _ = writeln!(
        main,
        "<p class=\"lead\">公开以后改过的表 <b>{}</b> 张，撤下的 <b>{}</b> 张。表的地址不变，旧版保留在数据里；不宜再公开的只留摘要和日期。</p>",
        replaced.len(),
        site.withdrawn.len()
    );
    for entry in replaced {
        let _ = writeln!(
            main,
            "<h2>{}</h2>\n<p>{}</p>",
            link(&entry.page(), entry.name()),
            Text(entry.form.office().unwrap_or(""))
        );
        past(&mut main, Some(&entry.form), &entry.past);
    }
    if !site.withdrawn.is_empty() {
        main.push_str("<h2>已撤下</h2>\n");
        let mut table = Table::new(
            "已撤下的表",
            &[
                ("项目", false),
                ("单位", false),
                ("撤下日期", false),
                ("内容摘要", false),
            ],
        );
        for last in site.withdrawn.iter().filter_map(|gone| gone.past.first()) {
            table.row(&[
                &link(&page_of(&last.id), &last.name),
                &Text(last.form.as_ref().and_then(Form::office).unwrap_or("")),
                &last.until,
                &format_args!("<code>{}</code>", last.hash),
            ]);
        }
        main.push_str(&table.finish());
    }
    frame::page(site, "变动", "changes.html", "", &main)
}

/// The earlier versions, the newest first, each with what the next one changed; `now` is the version in force, if there is one.
pub(super) fn past(main: &mut String, now: Option<&Form>, past: &[Past]) {
    let mut later = now;
    for (index, version) in past.iter().enumerate() {
        let number = past.len() - index;
        let _ = writeln!(
            main,
            "<h3>第{number}版，有效至 {}</h3>\n<p>内容摘要 <code>{}</code></p>",
            version.until, version.hash
        );
        match (&version.form, later) {
            (Some(form), Some(later)) => main.push_str(&table(number, &changes(form, later))),
            (None, _) => main.push_str("<p>这一版的内容不再公开。</p>\n"),
            (Some(_), None) => {}
        }
        later = version.form.as_ref();
    }
}

fn table(number: usize, changes: &[Change]) -> String {
    let mut table = Table::new(
        &format!("第{}版与第{number}版的不同", number + 1),
        &[
            ("内容", false),
            ("栏目", false),
            ("原来", false),
            ("改为", false),
        ],
    );
    for change in changes {
        table.row(&[
            &Text(&change.subject),
            &change.field,
            &Text(&change.from),
            &Text(&change.to),
        ]);
    }
    table.finish()
}
