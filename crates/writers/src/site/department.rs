//! The forms of a department.

use super::frame::{self, Table, UP, link};
use super::totals::{sentence, ten_thousands};
use super::{Entry, Site};
use crate::html::Text;
use crate::open_data::sha256;
use std::fmt::Write;

/// The address of the page of a department: made of its name, so that it stays.
pub(super) fn path(name: &str) -> String {
    format!("departments/{}.html", &sha256(name.as_bytes())[..12])
}

pub(super) fn page(site: &Site, name: &str, entries: &[&Entry]) -> String {
    let mut main = format!("<h1>{}</h1>\n", Text(name));
    let _ = writeln!(
        main,
        "<p class=\"lead\">公开绩效表 <b>{}</b> 张{}。</p>",
        entries.len(),
        sentence(entries.iter().copied())
    );
    let mut table = Table::new(
        &format!("{name}公开的绩效表"),
        &[
            ("项目", false),
            ("实施单位", false),
            ("年度", false),
            ("表种", false),
            ("年度资金（万元）", true),
            ("指标", true),
        ],
    );
    for entry in entries {
        let form = &entry.form;
        let yuan = entry.form.funds.this_year();
        table.row(&[
            &link(&format!("{UP}{}", entry.page()), entry.name()),
            &Text(form.unit.name.as_deref().unwrap_or("")),
            &form
                .fiscal_year
                .map(|year| year.to_string())
                .unwrap_or_default(),
            &form.kind.word(),
            &yuan
                .map(ten_thousands)
                .unwrap_or_else(|| "未写明".to_owned()),
            &form.indicators.len(),
        ]);
    }
    main.push_str(&table.finish());
    frame::page(site, name, "index.html", UP, &main)
}
