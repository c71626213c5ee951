//! What the papers of the desk say, and what they leave to persons.

use super::*;
use crate::{Names, example};
use jiff::civil::date;
use model::Change;

fn texts(paper: &Paper) -> Vec<&str> {
    let cells = paper.rows.iter().flat_map(|row| &row.cells);
    cells.map(|cell| cell.text.as_str()).collect()
}

#[test]
fn a_review_sheet_has_eight_items_with_drafts_and_no_grade() {
    let (document, verdict) = example::checked();
    let mut verdict = verdict.forms[0].clone();
    for finding in &mut verdict.findings {
        finding.criterion = Some("指标科学性".to_owned());
        (finding.inferred, finding.covered_by) = (false, None);
        finding.covers.clear();
    }
    let paper = review(&document.forms[0], &verdict);
    let said = texts(&paper);
    for item in law::review::items() {
        assert!(said.contains(&item.name.as_str()), "{}", item.name);
    }
    let draft = said.iter().find(|text| text.starts_with("1．")).unwrap();
    assert!(draft.contains(&verdict.findings[0].message), "{draft}");
    assert!(
        !draft.contains(&verdict.findings[0].code),
        "no code in an opinion"
    );
    assert!(
        !said
            .iter()
            .any(|text| matches!(*text, "优" | "良" | "中" | "差"))
    );
}

#[test]
fn points_on_inferred_places_are_no_drafts() {
    let (document, verdict) = example::checked();
    let mut verdict = verdict.forms[0].clone();
    for finding in &mut verdict.findings {
        finding.inferred = true;
        finding.criterion = Some("指标科学性".to_owned());
    }
    let paper = review(&document.forms[0], &verdict);
    assert!(!texts(&paper).iter().any(|text| text.starts_with("1．")));
    assert!(
        paper.below.iter().any(|line| line.contains("请先对照原件")),
        "{:?}",
        paper.below
    );
}

#[test]
fn a_change_that_nobody_asked_for_asks_for_its_reason() {
    let (document, _) = example::checked();
    let change = |field: &'static str| Change {
        subject: "数量指标—培训人数".to_owned(),
        field,
        from: String::new(),
        to: "≥150人".to_owned(),
    };
    let paper = comparison(
        &document.forms[0],
        &[
            Reasoned {
                change: change("指标值"),
                reason: "请补充指标值。".to_owned(),
            },
            Reasoned {
                change: change("三级指标"),
                reason: String::new(),
            },
        ],
    );
    let said = texts(&paper);
    assert!(said.contains(&"请补充指标值。") && said.contains(&"（意见没有提到，请说明）"));
    assert!(said.contains(&"（空）"));
}

#[test]
fn the_counts_below_the_list_of_opinions_are_those_of_the_list() {
    let (document, _) = example::checked();
    let one = |outcome| Taken {
        outcome,
        place: String::new(),
        opinion: String::new(),
        change: String::new(),
    };
    let all = [
        Outcome::Settled,
        Outcome::Settled,
        Outcome::Open,
        Outcome::Fresh,
    ];
    let paper = adoption(&document.forms[0], &all.map(one));
    assert_eq!(
        paper.below,
        ["原有意见3条，已落实2条，未落实1条；修改后新出现1条。"]
    );
}

#[test]
fn evidence_tells_where_what_and_how_and_concludes_nothing() {
    let (document, verdict) = example::checked();
    let verdict = &verdict.forms[0];
    let material = Material {
        source: &document.source,
        number: 1,
        hash: "abc",
        as_of: date(2026, 1, 15),
        rules_version: "0.1.0",
        names: Names::NONE,
    };
    let papers = evidence(&document.forms[0], verdict, &material);
    let grave = crate::points::Points::of(&document.forms[0], verdict);
    let grave = grave.confirmed.iter();
    let grave = grave
        .filter(|point| point.severity > model::Severity::Hint)
        .count();
    assert_eq!(papers.len(), grave);
    let said = texts(&papers[0]);
    for part in ["核实情况", "被审计单位意见", "abc"] {
        assert!(said.contains(&part), "{part}");
    }
    assert!(said.iter().any(|text| text.contains("以2026-01-15为准")));
}

#[test]
fn the_report_counts_what_came_in() {
    let (document, verdict) = example::checked();
    let mut tally = Tally::default();
    tally.add(&document, &verdict);
    let (unread, said) = example::unread();
    tally.add(&unread, &said);
    let letter = summary(&tally, date(2026, 1, 15), Recount::Files, &Names::NONE);
    let said = texts(&letter.tables[0].1);
    let number = |name: &str| {
        let at = said.iter().position(|text| *text == name).unwrap();
        said[at + 1]
    };
    assert_eq!(
        (number("文件"), number("没有读出的文件"), number("绩效表")),
        ("2", "1", "1")
    );
    assert_eq!(number("2026年资金合计（万元）"), "7.2");
    assert!(
        letter.after.iter().any(|line| line.contains("下一步")),
        "left to be written"
    );
    // On the server nobody is sent to the command line, and its lots say themselves what was not read.
    let letter = summary(&tally, date(2026, 1, 15), Recount::Desk, &Names::NONE);
    let tables = letter.tables.iter().map(|(_, table)| texts(table).concat());
    let said = letter.text.concat() + &tables.collect::<String>();
    assert!(
        !said.contains("jixiao ") && !said.contains("路径"),
        "{said}"
    );
    assert!(said.contains("核对总览“各表”的行数") && !said.contains("没有读出的文件"));
}
