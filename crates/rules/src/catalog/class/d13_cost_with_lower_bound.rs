//! D13: a cost has a lower bound.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List};
use model::{IndicatorClass, Operator, Severity};

/// D13.
pub static RULE: Rule = Rule {
    code: "D13",
    name: "cost-with-lower-bound",
    severity: Severity::Warning,
    cites: &[cite("R101-cost")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d13_cost_with_lower_bound.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Cost) {
        let below = matches!(
            row.value().operator,
            Some(Operator::AtLeast | Operator::MoreThan)
        );
        if !below || grows_with_thrift(row) {
            continue;
        }
        let guaranteed = row.name.lists.has(List::Guaranteed);
        let advice = if guaranteed {
            "如为应当保证的发放标准，可移到数量或质量指标；如为成本，请改为上限（≤）"
        } else {
            "成本应当控制在一定数额以内，请改为上限（≤）"
        };
        let message = format!(
            "“{}”的指标值“{}”是下限，{advice}。",
            row.row.path(),
            row.value().raw
        );
        let severity = if guaranteed {
            Severity::Hint
        } else {
            Severity::Warning
        };
        report
            .value(row, message)
            .severity(severity)
            .fact("found", row.value().raw.as_str());
    }
}

/// 成本节约率, 政府采购率: of a rate in the cost row more is better.
fn grows_with_thrift(row: &Row) -> bool {
    row.name.lists.has(List::Reduction) || row.has_head(HeadKind::Rate)
}
