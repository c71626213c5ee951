//! K06: every row in words has full points, or every actual value is its target to the digit.

use crate::progress;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::ProjectTrait;
use model::Severity;

/// K06.
pub static RULE: Rule = Rule {
    code: "K06",
    name: "all-full-points",
    severity: Severity::Hint,
    cites: &[cite("R10-score")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k06_all_full_points.md"),
    check: Check::Form(check),
};

/// Fewer rows in words than this make no pattern.
const FEW_IN_WORDS: usize = 2;

/// Fewer rows that can be compared than this make no pattern.
const FEW_COMPARED: usize = 5;

fn check(subject: &Subject, report: &mut Report) {
    let worded: Vec<&Row> = subject
        .judged()
        .filter(|row| row.row.actual.is_some() && progress::is_qualitative(row.value()))
        .collect();
    let full = |row: &&Row| row.row.weight.is_some() && row.row.score == row.row.weight;
    if worded.len() >= FEW_IN_WORDS && worded.iter().all(full) {
        let message = format!(
            "{}个定性指标得分均为满分，请逐项核对佐证材料，并在备注中写明依据。",
            worded.len()
        );
        report
            .form(Vec::new(), message)
            .fact("count", worded.len())
            .related(worded);
        return;
    }
    let compared: Vec<bool> = subject
        .judged()
        .filter_map(|row| progress::reached(row, row.row.actual.as_ref()?, subject.dates))
        .map(|reached| reached.same)
        .collect();
    // A payment to a fixed list is exact by nature.
    if subject.is(ProjectTrait::Fixed)
        || compared.len() < FEW_COMPARED
        || !compared.iter().all(|same| *same)
    {
        return;
    }
    let message = format!(
        "{}个指标的实际完成值均与指标值相同，请逐项核对是否为实际数，并备好佐证材料。",
        compared.len()
    );
    report
        .form(Vec::new(), message)
        .fact("count", compared.len());
}
