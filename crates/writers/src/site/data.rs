//! The page of the open data: the files, what each field means, how to use and cite them.

use super::Site;
use super::frame::{self, Table, link};
use crate::html::Text;
use crate::open_data;
use std::fmt::Write;

pub(super) fn page(site: &Site, tables: &[open_data::Table]) -> String {
    let mut main = String::from(
        "<h1>数据</h1>\n<p class=\"lead\">页面上的表都可以按数据下载，内容相同。金额一律换算成元，旁边保留原文；没有写的留空，不补。</p>\n",
    );
    let mut files = Table::new(
        "数据文件",
        &[("文件", false), ("内容", false), ("行数", true)],
    );
    for table in tables {
        let path = format!("data/{}.csv", table.name);
        files.row(&[&link(&path, &path), &table.title[0], &table.rows.len()]);
    }
    for (path, what) in [
        ("data/dictionary.csv", "字段说明，中英文"),
        ("data/forms.json", "全部表的结构（jixiao.forms/1）"),
        ("data/history.json", "以前的版本"),
        #[cfg(feature = "sqlite")]
        ("data/data.sqlite", "以上各表合成一个 SQLite 文件"),
        (
            "data/datapackage.json",
            "Data Package 描述，含各文件的大小和 SHA-256",
        ),
        ("data/LICENSE.txt", "许可"),
        ("CITATION.cff", "引用格式"),
    ] {
        files.row(&[&link(path, path), &what, &""]);
    }
    main.push_str(&files.finish());
    main.push_str("<p>csv 是 UTF-8 编码（带 BOM），Excel、WPS 可以直接打开；以 = + - @ 开头的文字前加了一个撇号，免得被当成公式，json 和 SQLite 里没有。</p>\n");
    main.push_str("<h2>许可和引用</h2>\n");
    match &site.licence {
        Some(licence) => {
            let name = match licence.address() {
                Some(address) => link(address, &licence.0),
                None => Text(&licence.0).to_string(),
            };
            let _ = writeln!(main, "<p>许可：{name}。</p>");
        }
        None => main.push_str("<p>发布单位没有另行声明许可。使用时请注明来源。</p>\n"),
    }
    let _ = writeln!(
        main,
        "<p>引用：{}，《{}》，{}。</p>",
        Text(&site.publisher()),
        Text(&site.title),
        site.as_of
    );
    for table in tables {
        let _ = writeln!(main, "<h2>{}.csv</h2>", table.name);
        let mut fields = Table::new(
            table.title[0],
            &[
                ("字段", false),
                ("类型", false),
                ("含义", false),
                ("English", false),
            ],
        );
        for field in &table.fields {
            let [chinese, english] = field.title;
            fields.row(&[&field.name, &field.kind.word(), &chinese, &english]);
        }
        main.push_str(&fields.finish());
    }
    frame::page(site, "数据", "data.html", "", &main)
}
