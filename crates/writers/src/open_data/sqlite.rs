//! All tables in one SQLite file.

use super::package::key;
use super::{Datum, Kind, Table};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The database. Equal tables give equal bytes.
pub(super) fn database(tables: &[Table]) -> Result<Vec<u8>, String> {
    fill(tables).map_err(|error| format!("SQLite：{error}"))
}

fn fill(tables: &[Table]) -> rusqlite::Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    let transaction = database.transaction()?;
    for table in tables {
        let columns: Vec<String> = table
            .fields
            .iter()
            .map(|field| format!("\"{}\" {}", field.name, column(field.kind)))
            .collect();
        let name = table.name;
        let mut columns = columns;
        if !key(name).is_empty() {
            columns.push(format!("PRIMARY KEY ({})", key(name).join(", ")));
        }
        if name != "projects" {
            columns.push("FOREIGN KEY (form_id) REFERENCES projects (form_id)".to_owned());
        }
        transaction.execute_batch(&format!("CREATE TABLE \"{name}\" ({})", columns.join(", ")))?;
        let places: Vec<String> = (1..=table.fields.len())
            .map(|number| format!("?{number}"))
            .collect();
        let text = format!("INSERT INTO \"{name}\" VALUES ({})", places.join(", "));
        let mut insert = transaction.prepare(&text)?;
        for row in &table.rows {
            insert.execute(params_from_iter(row.iter().map(value)))?;
        }
    }
    transaction.execute_batch(
        "CREATE TABLE dictionary (table_name TEXT, field TEXT, type TEXT, chinese TEXT, english TEXT)",
    )?;
    {
        let mut insert =
            transaction.prepare("INSERT INTO dictionary VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for table in tables {
            for field in &table.fields {
                let [chinese, english] = field.title;
                insert.execute([table.name, field.name, field.kind.word(), chinese, english])?;
            }
        }
    }
    transaction.commit()?;
    Ok(database.serialize("main")?.to_vec())
}

fn column(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Day => "TEXT",
        Kind::Whole => "INTEGER",
        Kind::Number => "NUMERIC",
    }
}

/// A number as text, which a NUMERIC column turns into a number without rounding it first.
fn value(datum: &Datum) -> Value {
    match datum {
        Datum::Nothing => Value::Null,
        Datum::Text(_) | Datum::Number(_) => Value::Text(datum.printed()),
    }
}
