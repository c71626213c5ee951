//! Two points on one row of any sample: both remedies can be followed. A pair that no person has looked at fails the test.

use crate::judged::sets;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
    (
        "A06",
        "D01",
        "the row moves to its class, and its value is filled in",
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
    (
        "D09",
        "E05",
        "the name says what stays, the value gets its unit",
    ),
    ("D14", "E13", "the row is moved, its value made a number"),
    ("E01", "E18", "two rows also part the points"),
    ("E03", "F01", "the text once, then measured"),
    (
        "E12",
        "G02",
        "the row says something of its own, the value how much",
    ),
    ("E05", "E18", "the unit is added, the points parted"),
    ("K02", "K03", "the score is redone, the reason written"),
];

#[test]
fn both_points_of_a_row_can_be_followed() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for set in sets(&samples).unwrap() {
        let mut rows: BTreeMap<(String, u32, String), BTreeSet<String>> = BTreeMap::new();
        for (spots, finding) in set.judge() {
            let leads = finding.covered_by.is_none();
            if let (Some(row), Some(spot)) = (finding.row, spots.first().filter(|_| leads)) {
                let row = (spot.file.clone(), spot.form, row);
                rows.entry(row).or_default().insert(finding.code);
            }
        }
        for ((file, ..), codes) in rows {
            for first in &codes {
                for second in codes.range(first.clone()..).skip(1) {
                    let pair = (first.clone(), second.clone());
                    found.entry(pair).or_insert_with(|| file.clone());
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
