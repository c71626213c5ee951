//! The published forms as open data: a row a project, a fund line, an indicator, with one description for csv, SQLite, the Data Package
//! and the dictionary. Amounts are numbers in 元 beside the typed text; nothing is rounded.

mod citation;
mod package;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;

use crate::csv;
use crate::site::Site;
use crate::site::files::File;
use model::Exact;
use sha2::{Digest, Sha256};

/// The schema name of the file of earlier versions.
pub const HISTORY_SCHEMA: &str = "jixiao.history/1";

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// What it holds, Chinese and English.
    pub title: [&'static str; 2],
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its rows, a cell a field.
    pub rows: Vec<Vec<Datum>>,
}

/// A field of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Of what kind its cells are.
    pub kind: Kind,
    /// What it means, Chinese and English.
    pub title: [&'static str; 2],
}

/// Kinds of field, by their Data Package names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `string`.
    Text,
    /// `integer`.
    Whole,
    /// `number`: exact decimals.
    Number,
    /// `date`, as 2026-01-15.
    Day,
}

impl Kind {
    /// The word of the Data Package.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Whole => "integer",
            Kind::Number => "number",
            Kind::Day => "date",
        }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing is stated.
    Nothing,
    /// A text or a day.
    Text(String),
    /// A number.
    Number(Exact),
}

impl Datum {
    fn text(text: Option<&str>) -> Datum {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => Datum::Text(text.to_owned()),
            None => Datum::Nothing,
        }
    }

    fn number(number: Option<Exact>) -> Datum {
        number.map_or(Datum::Nothing, Datum::Number)
    }

    fn count(count: usize) -> Datum {
        Datum::Number(Exact(count.into()))
    }

    /// The cell as it stands in a csv file.
    fn printed(&self) -> String {
        match self {
            Datum::Nothing => String::new(),
            Datum::Text(text) => text.clone(),
            Datum::Number(number) => number.0.normalize().to_string(),
        }
    }
}

/// All tables of a site.
pub fn tables(site: &Site) -> Vec<Table> {
    rows::tables(site)
}

/// The files of the open data with these tables of the site, all in the folder `data`.
///
/// # Errors
/// A message of whatever could not be written.
pub fn files(site: &Site, tables: &[Table]) -> Result<Vec<File>, String> {
    let mut files: Vec<File> = tables
        .iter()
        .map(|table| File::text(format!("data/{}.csv", table.name), csv_text(table)))
        .collect();
    files.push(File::text(
        "data/dictionary.csv".to_owned(),
        dictionary(tables),
    ));
    files.push(File::text("data/forms.json".to_owned(), forms(site)?));
    files.push(File::text("data/history.json".to_owned(), history(site)?));
    #[cfg(feature = "sqlite")]
    files.push(File {
        path: "data/data.sqlite".to_owned(),
        bytes: sqlite::database(tables)?,
    });
    files.push(File::text(
        "data/LICENSE.txt".to_owned(),
        citation::licence(site),
    ));
    files.push(File::text(
        "CITATION.cff".to_owned(),
        citation::citation(site),
    ));
    let package = package::package(site, tables, &files)?;
    files.push(File::text("data/datapackage.json".to_owned(), package));
    Ok(files)
}

fn csv_text(table: &Table) -> String {
    let heads = table.fields.iter().map(|field| field.name.to_owned());
    let mut out = csv::BYTE_ORDER_MARK.to_owned() + &csv::line(heads.collect());
    for row in &table.rows {
        out.push_str(&csv::line(row.iter().map(Datum::printed).collect()));
    }
    out
}

/// What each field means, a line a field.
fn dictionary(tables: &[Table]) -> String {
    let head = ["table", "field", "type", "中文说明", "English"];
    let mut out = csv::BYTE_ORDER_MARK.to_owned() + &csv::line(head.map(str::to_owned).to_vec());
    for table in tables {
        for field in &table.fields {
            let [chinese, english] = field.title;
            let cells = [table.name, field.name, field.kind.word(), chinese, english];
            out.push_str(&csv::line(cells.map(str::to_owned).to_vec()));
        }
    }
    out
}

/// The forms as `jixiao.forms/1`, a document a form, its path that of its page.
fn forms(site: &Site) -> Result<String, String> {
    let documents = site.entries.iter().map(|entry| model::Document {
        source: model::Source {
            path: entry.page(),
            ..entry.source.clone()
        },
        forms: vec![entry.form.clone()],
        ..model::Document::default()
    });
    let forms = model::Forms::new(documents.collect());
    serde_json::to_string(&forms)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

/// Earlier versions and forms that were withdrawn.
fn history(site: &Site) -> Result<String, String> {
    let text = serde_json::to_string_pretty(&site.history()).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests;
