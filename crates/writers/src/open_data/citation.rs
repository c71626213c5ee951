//! How the data may be used, and how they are cited.

use crate::site::Site;
use std::fmt::Write;

/// The licence of the data as a text.
pub(super) fn licence(site: &Site) -> String {
    let mut out = format!(
        "{}\n发布：{}\n日期：{}\n\n",
        site.title,
        site.publisher(),
        site.as_of
    );
    match &site.licence {
        Some(licence) => {
            let _ = writeln!(out, "许可：{}", licence.0);
            if let Some(address) = licence.address() {
                let _ = writeln!(out, "全文：{address}");
            }
        }
        None => {
            out.push_str("发布单位没有另行声明许可。使用时请注明来源，并以发布单位的原件为准。\n")
        }
    }
    out
}

/// `CITATION.cff` (1.2.0).
pub(super) fn citation(site: &Site) -> String {
    let mut out = String::from("cff-version: 1.2.0\n");
    out.push_str(
        "message: 引用这批数据时请注明下列信息。 Please cite these data as below.\ntype: dataset\n",
    );
    let _ = writeln!(out, "title: {}", quoted(&site.title));
    let _ = writeln!(out, "authors:\n  - name: {}", quoted(&site.publisher()));
    let _ = writeln!(out, "date-released: {}", site.as_of);
    let _ = writeln!(out, "version: {}", quoted(&site.as_of.to_string()));
    if let Some(address) = &site.address {
        let _ = writeln!(out, "url: {}", quoted(address));
    }
    if let Some(licence) = site.licence.as_ref().filter(|own| own.address().is_some()) {
        let _ = writeln!(out, "license: {}", licence.0);
    }
    out
}

/// A text as YAML takes it in double quotes: the same signs are escaped as in JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
