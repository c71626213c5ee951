//! What stands in the open data.

use super::*;
use crate::site::tests::{entry, site};

fn written(site: &Site) -> Vec<File> {
    files(site, &tables(site)).unwrap()
}

fn file(site: &Site, path: &str) -> Vec<u8> {
    let file = written(site).into_iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("no {path}")).bytes
}

#[test]
fn numbers_are_numbers_in_yuan_beside_the_typed_text() {
    let site = site(vec![entry()]);
    let text = String::from_utf8(file(&site, "data/projects.csv")).unwrap();
    let mut lines = text.trim_start_matches(csv::BYTE_ORDER_MARK).lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cells: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cell = |name: &str| cells[heads.iter().position(|head| *head == name).unwrap()];
    assert_eq!((cell("annual_yuan"), cell("annual_text")), ("72000", "7.2"));
    assert_eq!(cell("form_id"), "2026-abc");
}

#[test]
fn every_field_is_described_in_both_languages_and_every_row_has_all() {
    for table in tables(&site(vec![entry()])) {
        for field in &table.fields {
            assert!(
                field.title.iter().all(|title| !title.is_empty()),
                "{}",
                field.name
            );
        }
        assert!(table.rows.iter().all(|row| row.len() == table.fields.len()));
        assert!(!table.rows.is_empty(), "{}", table.name);
    }
}

#[test]
fn the_package_names_every_file_with_its_hash() {
    let site = site(vec![entry()]);
    let package: serde_json::Value =
        serde_json::from_slice(&file(&site, "data/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    for name in ["projects", "funds", "indicators", "findings"] {
        let own = resources
            .iter()
            .find(|resource| resource["name"] == name)
            .unwrap();
        let bytes = file(&site, &format!("data/{name}.csv"));
        assert_eq!(own["hash"], format!("sha256:{}", sha256(&bytes)));
        assert_eq!(own["bytes"], bytes.len());
    }
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
}

#[test]
fn equal_sites_give_equal_bytes() {
    let site = site(vec![entry()]);
    assert_eq!(written(&site), written(&site));
}

#[cfg(feature = "sqlite")]
#[test]
fn the_database_holds_the_same_rows() {
    let site = site(vec![entry()]);
    let bytes = file(&site, "data/data.sqlite");
    let mut database = rusqlite::Connection::open_in_memory().unwrap();
    database
        .deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true)
        .unwrap();
    let (yuan, name): (f64, String) = database
        .query_row(
            "SELECT annual_yuan, project_name FROM projects",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((yuan, name.as_str()), (72_000.0, "护林员培训"));
    let rows: u32 = database
        .query_row(
            "SELECT count(*) FROM indicators JOIN projects USING (form_id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(rows as usize, site.entries[0].form.indicators.len());
}

#[test]
fn a_citation_is_one_line_a_field_whatever_the_title_holds() {
    let mut site = site(vec![entry()]);
    site.title = "甲\"乙\n丙: #丁".to_owned();
    let text = String::from_utf8(file(&site, "CITATION.cff")).unwrap();
    assert!(text.contains("title: \"甲\\\"乙\\n丙: #丁\"\n"), "{text}");
}
