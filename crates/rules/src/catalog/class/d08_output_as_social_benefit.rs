//! D08: the social benefit counts what was done.

use crate::cost::same_counted;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List};
use model::{IndicatorClass, Severity};

/// D08.
pub static RULE: Rule = Rule {
    code: "D08",
    name: "output-as-social-benefit",
    severity: Severity::Hint,
    cites: &[cite("R101-benefit")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d08_output_as_social_benefit.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let outputs: Vec<&Row> = subject
        .judged()
        .filter(|row| row.class.is_some_and(IndicatorClass::is_output))
        .collect();
    for row in subject.of_class(IndicatorClass::Social) {
        let Some(output) = outputs.iter().find(|output| counts_again(row, output)) else {
            continue;
        };
        report
            .row(
                row,
                format!(
                    "社会效益“{}”（{}）与“{}”数的是同一件事，请改填项目带来的变化；{}。",
                    row.name.text,
                    row.value().raw,
                    output.row.path(),
                    subject.leave_out(IndicatorClass::Social),
                ),
            )
            .related([*output])
            .fact("found", row.name.text);
    }
}

/// Whether a benefit row counts what an output row counts already.
fn counts_again(row: &Row, output: &Row) -> bool {
    // 新增, 下降: the name says what changed.
    if row.name.lists.has(List::Change) || row.name.lists.has(List::Outcome) {
        return false;
    }
    // A share and a number are two things, whatever they are called.
    let is_share = |row: &Row| row.has_head(HeadKind::Rate);
    if is_share(row) != is_share(output) {
        return false;
    }
    let likeness = row.name.pairs.dice(&output.name.pairs);
    if likeness >= 0.75 {
        return true;
    }
    let (Some((number, unit)), Some((counted, other))) = (row.count(), output.count()) else {
        return false;
    };
    // More people than were served directly may have benefited.
    let beyond = row.name.lists.has(List::Beyond) && number != counted;
    // One unit is no proof: 现场观众 and 参赛运动员 are both persons.
    let least = if number == counted { 0.15 } else { 0.4 };
    same_counted(&unit, &other) && !number.is_zero() && !beyond && likeness >= least
}
