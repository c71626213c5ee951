//! Two points on one row: both remedies can be followed. A pair that no person has looked at fails the test.

use crate::engine::{root, run};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs that were read side by side, and why both can be followed.
const READ: &[(&str, &str, &str)] = &[
    (
        "A02",
        "D09",
        "the placeholder goes from the value, the mechanism into the name",
    ),
    (
        "A06",
        "D09",
        "who leaves the row out has nothing to fill in; who keeps it writes name and value",
    ),
    ("A06", "F02", "the name is ended, the value filled in"),
    (
        "B06",
        "B08",
        "price, count and product are checked together",
    ),
    ("B06", "D05", "the sum is mended, the row moved"),
    (
        "B07",
        "B08",
        "the amount and the count are different numbers of the text",
    ),
    (
        "B07",
        "D13",
        "the amount is lowered to the budget, its sign turned",
    ),
    ("B08", "D05", "the count is mended, the row moved"),
    ("B08", "D13", "the count is mended, the sign turned"),
    ("D02", "E12", "the name says how well, the value how much"),
    (
        "D06",
        "E12",
        "the name says what economic effect, the value how much",
    ),
    ("D14", "E13", "the row is moved, its value made a number"),
    ("E01", "E18", "two rows also part the points"),
    ("E03", "F01", "the text once, then measured"),
    ("E05", "E18", "the unit is added, the points parted"),
    ("K02", "K03", "the score is redone, the reason written"),
];

#[test]
fn both_points_of_a_row_can_be_followed() {
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for folder in ["samples/forms", "samples/labelled"] {
        let mut names: Vec<String> = std::fs::read_dir(root().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| {
                name.ends_with(".html") || name.ends_with(".docx") || name.ends_with(".xlsx")
            })
            .collect();
        names.sort();
        for name in names {
            let bytes = std::fs::read(root().join(folder).join(&name)).unwrap();
            let run = run(&[(&name, bytes)]);
            for form in &run.documents[0].1.forms {
                let leading = form
                    .findings
                    .iter()
                    .filter(|finding| finding.covered_by.is_none());
                let mut rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
                for finding in leading {
                    if let Some(row) = &finding.row {
                        rows.entry(row).or_default().insert(&finding.code);
                    }
                }
                for codes in rows.values() {
                    for (at, first) in codes.iter().enumerate() {
                        for second in codes.iter().skip(at + 1) {
                            let pair = ((*first).to_owned(), (*second).to_owned());
                            found.entry(pair).or_insert_with(|| name.clone());
                        }
                    }
                }
            }
        }
    }
    let read =
        |pair: &(String, String)| READ.iter().any(|(a, b, _)| (*a, *b) == (&pair.0, &pair.1));
    let unread: Vec<_> = found.iter().filter(|(pair, _)| !read(pair)).collect();
    assert!(unread.is_empty(), "{unread:#?}");
    let gone: Vec<_> = READ
        .iter()
        .filter(|(a, b, _)| !found.contains_key(&((*a).to_owned(), (*b).to_owned())))
        .collect();
    assert!(gone.is_empty(), "no sample has these any more: {gone:#?}");
}
