//! `datapackage.json` (Data Package 1): which files there are, what their fields are, how large and what hash.

use super::{Table, sha256};
use crate::site::Site;
use crate::site::files::File;
use serde_json::{Value, json};

/// What tells the rows of a table apart.
pub(super) fn key(table: &str) -> &'static [&'static str] {
    match table {
        "projects" => &["form_id"],
        "funds" => &["form_id", "line"],
        "indicators" => &["form_id", "row"],
        _ => &[],
    }
}

pub(super) fn package(site: &Site, tables: &[Table], files: &[File]) -> Result<String, String> {
    let resources: Vec<Value> = files
        .iter()
        .filter_map(|file| resource(file, tables))
        .collect();
    let mut package = json!({
        "profile": "data-package",
        "name": "project-performance",
        "title": site.title,
        "description": "项目支出绩效表的公开数据。金额单位元；各字段含义见 dictionary.csv。 Performance forms of budget projects; amounts in CNY; fields in dictionary.csv.",
        "created": format!("{}T00:00:00Z", site.as_of),
        "version": site.as_of.to_string(),
        "contributors": [{"title": site.publisher(), "role": "publisher"}],
        "resources": resources,
    });
    if let Some(licence) = &site.licence {
        package["licenses"] = match licence.address() {
            Some(address) => json!([{"name": licence.0, "path": address}]),
            None => json!([{"title": licence.0, "path": "LICENSE.txt"}]),
        };
    }
    if let Some(address) = &site.address {
        package["homepage"] = json!(address);
    }
    serde_json::to_string_pretty(&package)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

fn resource(file: &File, tables: &[Table]) -> Option<Value> {
    let path = file.path.strip_prefix("data/")?;
    let (name, ending) = path.rsplit_once('.')?;
    let (bytes, hash) = (file.bytes.len(), format!("sha256:{}", sha256(&file.bytes)));
    let table = tables
        .iter()
        .find(|table| table.name == name && ending == "csv");
    let Some(table) = table else {
        let (format, kind) = match ending {
            "json" => ("json", "application/json"),
            "sqlite" => ("sqlite", "application/vnd.sqlite3"),
            "csv" => ("csv", "text/csv"),
            _ => return None,
        };
        return Some(json!({
            "name": name.to_lowercase(), "path": path, "format": format, "mediatype": kind,
            "bytes": bytes, "hash": hash,
        }));
    };
    let fields: Vec<Value> = table
        .fields
        .iter()
        .map(|field| {
            let [chinese, english] = field.title;
            json!({"name": field.name, "type": field.kind.word(), "title": chinese, "description": english})
        })
        .collect();
    let [chinese, english] = table.title;
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if !key(table.name).is_empty() {
        schema["primaryKey"] = json!(key(table.name));
    }
    if table.name != "projects" {
        schema["foreignKeys"] = json!([{"fields": "form_id", "reference": {"resource": "projects", "fields": "form_id"}}]);
    }
    Some(json!({
        "profile": "tabular-data-resource",
        "name": table.name, "path": path, "title": chinese, "description": english,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": bytes, "hash": hash, "schema": schema,
    }))
}
