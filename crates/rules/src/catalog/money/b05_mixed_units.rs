//! B05: two amounts that should be equal differ by exactly ten thousand: 元 and 万元 were mixed.

use crate::identity;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Amount, IndicatorClass, Severity};
use rust_decimal::Decimal;

/// B05.
pub static RULE: Rule = Rule {
    code: "B05",
    name: "mixed-units",
    severity: Severity::Error,
    cites: &[cite("规范完整性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("b05_mixed_units.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let funds = &subject.form.funds;
    let mut pairs: Vec<(String, &Amount, String, &Amount)> = Vec::new();
    if let (Some(total), Some(annual)) = (&funds.total, &funds.annual_total) {
        pairs.push(("项目总额".into(), total, "年度资金总额".into(), annual));
    }
    let sums = identity::blocks(subject.form)
        .into_iter()
        .chain(identity::parts(subject.form));
    for sum in sums {
        // Only one part with an amount is bound to equal its total.
        let filled: Vec<_> = sum
            .parts
            .iter()
            .filter(|line| line.amount.for_sum().is_some_and(|a| !a.is_zero()))
            .collect();
        if let [one] = filled.as_slice() {
            pairs.push((
                sum.total_label.clone(),
                sum.total,
                one.label.clone(),
                &one.amount,
            ));
        }
    }
    // A part cannot be ten thousand times its total.
    let total = funds
        .annual_total
        .as_ref()
        .map(|total| ("年度资金总额", total))
        .or(funds.total.as_ref().map(|total| ("项目总额", total)));
    if let Some((label, total)) = total {
        for line in &funds.lines {
            let known = pairs.iter().any(|pair| std::ptr::eq(pair.3, &line.amount));
            let larger = line
                .amount
                .yuan
                .zip(total.yuan)
                .is_some_and(|(part, total)| part > total);
            if larger && !known {
                pairs.push((label.into(), total, line.label.clone(), &line.amount));
            }
        }
    }
    for (first_label, first, second_label, second) in pairs {
        let (Some(a), Some(b)) = (first.yuan, second.yuan) else {
            continue;
        };
        if mixed(a.yuan(), b.yuan()) {
            let at = [&first.at, &second.at]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
            report
                .form(at, format!("{first_label}“{}”与{second_label}“{}”应相等，却恰好相差一万倍，请核对是否混用了元和万元。", first.raw, second.raw))
                .fact("expected", first.raw.as_str())
                .fact("found", second.raw.as_str());
        }
    }
    let Some(budget) = subject.budget() else {
        return;
    };
    for row in subject
        .of_class(IndicatorClass::Cost)
        .filter(|row| !row.verified_cost)
    {
        if let Some(cost) = row.total_cost()
            && mixed(cost, budget)
        {
            report
                .value(
                    row,
                    format!(
                        "成本“{}”与{}{}恰好相差一万倍，请核对是否混用了元和万元。",
                        row.value().raw,
                        subject.budget_word(),
                        subject.amount(budget)
                    ),
                )
                .fact("expected", subject.amount(budget))
                .fact("found", row.value().raw.as_str());
        }
    }
}

fn mixed(a: Decimal, b: Decimal) -> bool {
    let ten_thousand = Decimal::from(10_000);
    !a.is_zero()
        && !b.is_zero()
        && (a == b.saturating_mul(ten_thousand) || b == a.saturating_mul(ten_thousand))
}
