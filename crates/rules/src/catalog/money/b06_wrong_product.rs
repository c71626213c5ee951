//! B06: price × quantity × times differs from the product that the text or its value states (I14).

use crate::cost::{price_rows, written};
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use model::{Exact, Money, MoneyUnit, Place, Severity};
use rust_decimal::Decimal;

/// B06.
pub static RULE: Rule = Rule {
    code: "B06",
    name: "wrong-product",
    severity: Severity::Error,
    cites: &[cite("实现可能性"), cite("资金匹配性")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("b06_wrong_product.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let mut told = false;
    for row in subject.judged() {
        told |= inside(subject, row, report);
    }
    if !told {
        over_rows(subject, report);
    }
}

/// A calculation inside one name, against what it states and its value.
fn inside(subject: &Subject, row: &Row, report: &mut Report) -> bool {
    let Some(calculation) = &row.calculation else {
        return false;
    };
    let value = row.total_cost();
    let product = calculation.product();
    if let Some(stated) = calculation.stated {
        let Some(terms) = calculation.terms_for(stated) else {
            let terms: Vec<Vec<Decimal>> = calculation
                .groups
                .iter()
                .map(|g| {
                    std::iter::once(g.price.number)
                        .chain(g.counts.iter().map(|c| c.number))
                        .collect()
                })
                .collect();
            report
                .row(
                    row,
                    format!(
                        "{}的算式不符：{}＝{}元，文中为{}元，请核对单价、数量与合计。",
                        quoted(row.name.text),
                        written(&terms),
                        Exact(product),
                        Exact(stated)
                    ),
                )
                .fact("identity", "I14")
                .fact("expected", Exact(product).to_string())
                .fact("found", Exact(stated).to_string());
            return true;
        };
        if let Some(value) = value.filter(|value| *value != stated) {
            report
                .value(
                    row,
                    format!(
                        "算式{}＝{}元，指标值为{}（{}元），请核对改为相等。",
                        written(&terms),
                        Exact(stated),
                        row.value().raw,
                        Exact(value)
                    ),
                )
                .fact("identity", "I14")
                .fact("expected", Exact(stated).to_string())
                .fact("found", Exact(value).to_string());
            return true;
        }
    }
    let Some(total) = value.or(calculation.stated) else {
        return false;
    };
    match calculation.terms_for(total) {
        Some(terms) => {
            let mut places = row.row.cells.name.clone();
            places.extend(row.row.cells.value.iter().cloned());
            holds(subject, report, &terms, total, places);
            true
        }
        // A value alone may be a share or a limit: only a stated product binds.
        None => false,
    }
}

/// Price rows beside quantity rows: their sum is the budget, or nothing is said.
fn over_rows(subject: &Subject, report: &mut Report) {
    let Some(pairs) = price_rows(subject) else {
        return;
    };
    let mut terms = Vec::new();
    let mut places = Vec::new();
    for (price, count) in pairs {
        let (Some((amount, _)), Some((number, _))) = (price.price(), count.count()) else {
            return;
        };
        terms.push(vec![amount, number]);
        places.extend(
            price
                .row
                .cells
                .value
                .iter()
                .chain(&count.row.cells.value)
                .cloned(),
        );
    }
    let total: Decimal = terms
        .iter()
        .map(|factors| crate::cost::product(factors))
        .fold(Decimal::ZERO, Decimal::saturating_add);
    if subject.budget() == Some(total) {
        holds(subject, report, &terms, total, places);
    } else if let Some(goal) = &subject.goal {
        stated_in_goal(&goal.text, report, &terms, total, places);
    }
}

fn stated_in_goal(
    goal: &Text,
    report: &mut Report,
    terms: &[Vec<Decimal>],
    total: Decimal,
    places: Vec<Place>,
) {
    if goal
        .numbers
        .iter()
        .any(|number| number.is_money() && !number.is_price() && number.number == total)
    {
        report.verified(
            format!(
                "{}＝{}元，与总体目标所列金额一致",
                written(terms),
                Exact(total)
            ),
            places,
            &[("total", Exact(total).to_string().into())],
        );
    }
}

/// `450×160＝72000元＝7.2万元＝年度资金总额`
fn holds(
    subject: &Subject,
    report: &mut Report,
    terms: &[Vec<Decimal>],
    total: Decimal,
    places: Vec<Place>,
) {
    let mut message = format!("{}＝", written(terms));
    if terms.len() > 1 {
        let products: Vec<String> = terms
            .iter()
            .map(|t| Exact(crate::cost::product(t)).to_string())
            .collect();
        message += &format!("{}＝", products.join("＋"));
    }
    message += &format!("{}元", Exact(total));
    if total >= Decimal::from(10_000) {
        message += &format!("＝{}万元", Money(Exact(total)).in_unit(MoneyUnit::Wan));
    }
    if subject.budget() == Some(total) {
        message += &format!("＝{}", subject.budget_word());
    }
    report.verified(
        message,
        places,
        &[
            ("identity", "I14".into()),
            ("total", Exact(total).to_string().into()),
        ],
    );
}
