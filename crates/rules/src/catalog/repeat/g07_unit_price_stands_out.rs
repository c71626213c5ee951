//! G07: a unit price is far above that of the same thing in the other forms of the package.

use crate::package::{Package, said};
use crate::rule::{Check, Rule, TARGET};
use law::regulation::cite;
use model::{Exact, Finding, Related, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// G07.
pub static RULE: Rule = Rule {
    code: "G07",
    name: "unit-price-stands-out",
    severity: Severity::Hint,
    cites: &[cite("绩效合理性")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("g07_unit_price_stands_out.md"),
    check: Check::Package(check),
};

/// So many prices make a comparison.
const PRICES: usize = 4;

/// A price of so many times the middle one stands out.
const TIMES: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

fn check(rule: &Rule, package: &Package) -> Vec<Finding> {
    // By name and unit: the form, the row, the price.
    let mut groups = BTreeMap::<_, Vec<(usize, usize, Decimal)>>::new();
    for (index, form) in package.forms.iter().enumerate() {
        for (number, row) in form.rows.iter().enumerate() {
            if let Some((price, per)) = &row.price {
                groups
                    .entry((row.norm.as_str(), per.as_str()))
                    .or_default()
                    .push((index, number, *price));
            }
        }
    }
    let mut findings = Vec::new();
    for ((_, per), mut prices) in groups {
        if prices.len() < PRICES {
            continue;
        }
        prices.sort_by_key(|(.., price)| *price);
        // Of an even number of prices the lower middle one: a price is not measured by itself.
        let middle = prices[(prices.len() - 1) / 2].2;
        for (index, number, price) in &prices {
            if middle <= Decimal::ZERO || *price < middle.saturating_mul(TIMES) {
                continue;
            }
            let form = &package.forms[*index];
            let row = &form.rows[*number];
            let message = format!(
                "“{}”为{}元/{per}，同批{}张表的中位数为{}元/{per}，请核对单价的依据。",
                row.name,
                Exact(*price),
                prices.len(),
                Exact(middle)
            );
            let mut finding = said(rule, form, Some(row), message);
            finding
                .facts
                .insert("expected".into(), middle.to_string().into());
            finding
                .facts
                .insert("found".into(), price.to_string().into());
            finding.facts.insert("prices".into(), prices.len().into());
            finding.related = prices
                .iter()
                .filter(|(other, ..)| other != index)
                .take(10)
                .map(|(other, number, _)| Related {
                    document: Some(package.forms[*other].document.clone()),
                    form: Some(package.forms[*other].number),
                    row: Some(package.forms[*other].rows[*number].id.clone()),
                })
                .collect();
            findings.push(finding);
        }
    }
    findings.sort_by(|a, b| {
        a.facts
            .get("document")
            .map(ToString::to_string)
            .cmp(&b.facts.get("document").map(ToString::to_string))
    });
    findings
}
