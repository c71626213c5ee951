//! Who leads whom: one row, one point. What one remedy answers is folded under the finding that names the remedy.
//!
//! The table is that of the defect catalogue, section 0.5, in the order in which leaders win.

use model::Finding;
use std::collections::HashSet;

/// A leader, whether it covers on every row that it names, and what it covers.
struct Leader {
    code: &'static str,
    all_rows: bool,
    covers: &'static [&'static str],
}

const LEADERS: &[Leader] = &[
    // What is not filled in is no sum that is wrong.
    Leader {
        code: "A01",
        all_rows: false,
        covers: &["B01", "B02", "B03"],
    },
    Leader {
        code: "B05",
        all_rows: false,
        covers: &["B01", "B02", "B07"],
    },
    Leader {
        code: "C01",
        all_rows: false,
        covers: &["C02", "C03", "C06"],
    },
    Leader {
        code: "C02",
        all_rows: false,
        covers: &["C03", "C06"],
    },
    Leader {
        code: "G03",
        all_rows: true,
        covers: &[
            "D06", "D07", "D09", "A06", "E03", "E16", "G02", "G04", "F04",
        ],
    },
    Leader {
        code: "G02",
        all_rows: false,
        covers: &["E03", "E16", "D09"],
    },
    Leader {
        code: "D07",
        all_rows: false,
        covers: &["A06", "E03"],
    },
    Leader {
        code: "D06",
        all_rows: false,
        covers: &["E03", "E16"],
    },
    Leader {
        code: "G01",
        all_rows: false,
        covers: &["D01", "E11", "E15", "E16", "F03"],
    },
    Leader {
        code: "E01",
        all_rows: false,
        covers: &["D01", "E15", "E16"],
    },
    Leader {
        code: "E14",
        all_rows: false,
        covers: &["D03", "E04", "E05", "E07", "E11"],
    },
    Leader {
        code: "E06",
        all_rows: false,
        covers: &["D01", "E11"],
    },
    Leader {
        code: "D11",
        all_rows: false,
        covers: &["E10"],
    },
    Leader {
        code: "E13",
        all_rows: false,
        covers: &["E03", "E12", "E16", "D09"],
    },
    Leader {
        code: "D01",
        all_rows: false,
        covers: &["E11", "E16"],
    },
    Leader {
        code: "D02",
        all_rows: false,
        covers: &["E03", "E15"],
    },
    Leader {
        code: "E07",
        all_rows: false,
        covers: &["E15", "E08"],
    },
    Leader {
        code: "E03",
        all_rows: false,
        covers: &["E12", "E16", "D09"],
    },
    Leader {
        code: "E12",
        all_rows: false,
        covers: &["D09"],
    },
    Leader {
        code: "E09",
        all_rows: false,
        covers: &["E10", "E04"],
    },
    Leader {
        code: "F03",
        all_rows: false,
        covers: &["E16"],
    },
    Leader {
        code: "B09",
        all_rows: false,
        covers: &["D03", "D04", "E04"],
    },
    // Where the chance is ticked anew, the cause follows from it.
    Leader {
        code: "H03",
        all_rows: false,
        covers: &["H02"],
    },
    // A number in place of the sentence is short, and so are the rows that one row is parted into.
    Leader {
        code: "E13",
        all_rows: false,
        covers: &["F06"],
    },
    Leader {
        code: "E16",
        all_rows: false,
        covers: &["F06"],
    },
];

/// Folds the findings of one form.
pub(crate) fn fold(findings: &mut [Finding]) {
    for leader in LEADERS {
        for index in 0..findings.len() {
            if findings[index].code != leader.code || findings[index].covered_by.is_some() {
                continue;
            }
            let reach = reach(&findings[index], leader.all_rows);
            let id = findings[index].id.clone();
            for other in 0..findings.len() {
                let covered = other != index
                    && findings[other].covered_by.is_none()
                    && leader.covers.contains(&findings[other].code.as_str())
                    && within(&findings[index], &findings[other], &reach);
                if covered {
                    findings[other].covered_by = Some(id.clone());
                    let below = findings[other].id.clone();
                    findings[index].covers.push(below);
                }
            }
        }
    }
    fold_counts(findings);
    settle(findings);
}

/// The rows that a leader speaks for; none for a finding on the form.
fn reach(finding: &Finding, all_rows: bool) -> HashSet<String> {
    let named = finding
        .related
        .iter()
        .filter(|_| all_rows)
        .filter_map(|related| related.row.clone());
    finding.row.iter().cloned().chain(named).collect()
}

/// Whether the other finding stands on no row but those the leader speaks for.
fn within(leader: &Finding, other: &Finding, reach: &HashSet<String>) -> bool {
    match (&leader.row, &other.row) {
        (_, Some(row)) => reach.contains(row),
        // A finding that lists rows is folded when the leader speaks for all of them.
        (Some(_), None) => {
            let mut rows = other
                .related
                .iter()
                .filter_map(|related| related.row.as_ref())
                .peekable();
            rows.peek().is_some() && rows.all(|row| reach.contains(row))
        }
        (None, None) => {
            let field = leader.field();
            field.is_some() && field == other.field()
                || leader.at.iter().any(|place| other.at.contains(place))
        }
    }
}

/// E02 counts rows; when each of them has a point of its own it is folded under the first of these.
fn fold_counts(findings: &mut [Finding]) {
    let Some(index) = findings.iter().position(|finding| finding.code == "E02") else {
        return;
    };
    let leads = |row: &str| {
        findings.iter().position(|finding| {
            let names = finding
                .related
                .iter()
                .any(|related| related.row.as_deref() == Some(row));
            finding.code != "E02"
                && finding.covered_by.is_none()
                && (finding.row.as_deref() == Some(row) || finding.row.is_some() && names)
        })
    };
    let rows: Vec<Option<usize>> = findings[index]
        .related
        .iter()
        .filter_map(|related| related.row.as_deref())
        .map(leads)
        .collect();
    if rows.is_empty() || rows.iter().any(Option::is_none) {
        return;
    }
    if let Some(first) = rows[0] {
        let (leader, below) = (findings[first].id.clone(), findings[index].id.clone());
        findings[index].covered_by = Some(leader);
        findings[first].covers.push(below);
    }
}

/// A covered finding leads nothing: what it covered goes to its own leader.
fn settle(findings: &mut [Finding]) {
    for index in 0..findings.len() {
        let Some(above) = findings[index].covered_by.clone() else {
            continue;
        };
        let below = std::mem::take(&mut findings[index].covers);
        for finding in findings.iter_mut() {
            if finding.id == above {
                finding.covers.extend(below.iter().cloned());
            }
            if below.contains(&finding.id) {
                finding.covered_by = Some(above.clone());
            }
        }
    }
}
