//! B08: the number of people or things in a cost text differs from the quantity row or the goal (I15).

use crate::cost::same_counted;
use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use model::text::{Pairs, is_han};
use model::{Exact, IndicatorClass, Severity};

/// B08.
pub static RULE: Rule = Rule {
    code: "B08",
    name: "cost-quantity-differs",
    severity: Severity::Warning,
    cites: &[cite("R88-13-4")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("b08_cost_quantity_differs.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let quantities: Vec<&Row> = subject
        .judged()
        .filter(|row| row.class == Some(IndicatorClass::Quantity))
        .collect();
    for row in subject.judged() {
        let Some(calculation) = &row.calculation else {
            continue;
        };
        for count in calculation
            .groups
            .iter()
            .flat_map(|group| &group.counts)
            .filter(|count| count.is_count())
        {
            if agrees(&quantities, count) {
                let message = format!(
                    "成本所列{}{}与数量指标一致",
                    Exact(count.number),
                    count.unit
                );
                report.verified(
                    message,
                    row.row.cells.name.clone(),
                    &[
                        ("identity", "I15".into()),
                        ("count", Exact(count.number).to_string().into()),
                    ],
                );
                continue;
            }
            let whole = || noun_before_numbers(&row.name);
            let Some(noun) = noun_before(row.name.text, count).or_else(whole) else {
                continue;
            };
            let of_unit = |quantity: &&&Row| {
                let unit = quantity.count().map(|(_, unit)| unit);
                unit.is_some_and(|unit| same_counted(&unit, &count.unit))
            };
            let only = quantities.iter().filter(of_unit).count() == 1;
            let pairs = Pairs::of(noun);
            let other = quantities.iter().filter(of_unit).find_map(|quantity| {
                let (number, _) = quantity.count()?;
                let named = quantity.name.text.contains(noun);
                // 筛查妇女 beside 农村妇女筛查人数: the same words in another order, and no other row counts in this unit.
                let same = named || only && pairs.contained_in(&quantity.name.pairs) >= MOST;
                same.then(|| {
                    (
                        format!("数量指标“{}”", quantity.name.text),
                        number,
                        Some(*quantity),
                    )
                })
            });
            let in_goal = || {
                let goal = &subject.goal.as_ref()?.text;
                let number = goal.numbers.iter().find(|number| {
                    number.is_count()
                        && same_counted(&number.unit, &count.unit)
                        && noun_before(goal.text, number)
                            .is_some_and(|other| same_noun(other, noun))
                })?;
                Some(("总体目标".to_owned(), number.number, None))
            };
            let Some((place, number, quantity)) = other.or_else(in_goal) else {
                continue;
            };
            if number != count.number {
                report
                    .row(
                        row,
                        format!(
                            "成本所列“{noun}”为{}{}，{place}为{}{}，请核实改为同一个数。",
                            Exact(count.number),
                            count.unit,
                            Exact(number),
                            count.unit
                        ),
                    )
                    .related(quantity)
                    .fact("identity", "I15")
                    .fact("expected", Exact(number).to_string())
                    .fact("found", Exact(count.number).to_string());
            }
        }
    }
}

/// A quantity row with the same number and unit, in its value or in its name.
fn agrees(quantities: &[&Row], count: &Quantity) -> bool {
    quantities.iter().any(|row| {
        let stated = row.count().is_some_and(|(number, unit)| {
            number == count.number && same_counted(&unit, &count.unit)
        });
        let named = |name: &Text| {
            name.numbers.iter().any(|n| {
                n.is_count() && n.number == count.number && same_counted(&n.unit, &count.unit)
            })
        };
        stated || named(&row.name)
    })
}

/// How much of a noun must stand in the name of the only row that counts in its unit.
const MOST: f64 = 0.6;

/// What a cost row is about, before its first number: 彩超购置 of 彩超购置成本，8万元/台×15台.
fn noun_before_numbers<'t>(name: &Text<'t>) -> Option<&'t str> {
    let first = name.numbers.first()?;
    let before = &name.text[..first.range.start];
    let end = before.find(|c| !is_han(c)).unwrap_or(before.len());
    let noun = &before[..end];
    let noun = ["成本", "费用", "经费", "支出", "单价", "标准"]
        .iter()
        .fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
    (noun.chars().count() >= 2).then_some(noun)
}

/// The noun directly before a number: Han characters of the same clause, at least two.
fn noun_before<'t>(text: &'t str, count: &Quantity) -> Option<&'t str> {
    let before = &text[..count.range.start];
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !is_han(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let noun = &before[start..];
    let noun = ["共计", "总计", "合计", "计", "共", "约", "为", "有"]
        .iter()
        .fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
    (noun.chars().count() >= 2).then_some(noun)
}

/// Whether two nouns end alike, or one ends with the other: 受训护林员 and 护林员.
fn same_noun(a: &str, b: &str) -> bool {
    a.ends_with(b) || b.ends_with(a)
}
