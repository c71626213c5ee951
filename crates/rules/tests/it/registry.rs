//! Tests that walk every rule.

use crate::fixture::examples;
use crate::pages::findings;
use rules::catalog;
use std::collections::HashSet;

#[test]
fn codes_and_names_are_unique_and_sorted() {
    let codes: Vec<&str> = catalog().iter().map(|rule| rule.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    assert_eq!(codes, sorted);
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
    assert_eq!(
        catalog()
            .iter()
            .map(|rule| rule.name)
            .collect::<HashSet<_>>()
            .len(),
        codes.len()
    );
}

#[test]
fn a_page_is_titled_with_its_code_and_has_both_kinds_of_example() {
    for rule in catalog() {
        assert!(
            rule.page.starts_with(&format!("# {} ", rule.code)),
            "{}",
            rule.code
        );
        assert!(
            !rule.title().is_empty() && rule.summary().chars().count() >= 20,
            "{}",
            rule.code
        );
        let examples = examples(rule.page);
        assert!(
            examples.iter().any(|example| example.bad),
            "{} 没有不合格的例子",
            rule.code
        );
        assert!(
            examples.iter().any(|example| !example.bad),
            "{} 没有合格的例子",
            rule.code
        );
    }
}

#[test]
fn words_that_judge_people_reach_no_screen() {
    for rule in catalog() {
        for word in ["口号", "照抄", "冒充", "粘贴", "一律", "错误"] {
            assert!(
                !rule.page.contains(word),
                "{} 的说明页有“{word}”",
                rule.code
            );
        }
    }
}

#[test]
fn a_fix_silences_its_finding() {
    for rule in catalog() {
        for example in examples(rule.page)
            .into_iter()
            .filter(|example| example.bad && example.forms.len() == 1)
        {
            for finding in findings(rule, &example) {
                let Some(fix) = &finding.fix else { continue };
                let mut mended = crate::fixture::examples(rule.page)
                    .into_iter()
                    .find(|e| e.title == example.title)
                    .unwrap();
                let dates = law::calendar::dates(mended.forms[0].fiscal_year);
                mended.forms[0] = model::edit::apply(&mended.forms[0], &fix.edits, dates).unwrap();
                let left = findings(rule, &mended);
                assert!(
                    left.iter().all(|other| other.row != finding.row),
                    "{} {}：{left:?}",
                    rule.code,
                    example.title
                );
            }
        }
    }
}

#[test]
fn every_criterion_is_an_item_of_the_review_sheet_or_none() {
    for rule in catalog() {
        let known = law::review::items()
            .iter()
            .any(|item| item.name == rule.criterion);
        assert!(
            known || rule.criterion.is_empty(),
            "{}: {}",
            rule.code,
            rule.criterion
        );
    }
}
