//! K02: points that the scoring rule does not give, points above their weight, a total that is not the sum (I20, I21), a grade
//! that is not the total's.

use crate::execution;
use crate::points;
use crate::progress;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::{Exact, Severity};
use rust_decimal::Decimal;

/// K02.
pub static RULE: Rule = Rule {
    code: "K02",
    name: "wrong-points",
    severity: Severity::Error,
    cites: &[cite("R10-score"), cite("R10-grade")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k02_wrong_points.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in &subject.rows {
        of_row(subject, row, report);
    }
    of_execution(subject, report);
    of_total(subject, report);
    of_grade(subject, report);
}

fn of_row(subject: &Subject, row: &Row, report: &mut Report) {
    let (Some(weight), Some(score)) = (row.row.weight, row.row.score) else {
        return;
    };
    let path = row.row.path();
    if score.0 > weight.0 || score.0.is_sign_negative() && !score.0.is_zero() {
        let message = format!("“{path}”得分{score}不在0分至分值{weight}之间，请核对。");
        report
            .row(row, message)
            .fact("identity", "I20")
            .fact("found", score.to_string());
        return;
    }
    // A rule printed beside the row is the form's own.
    if row.row.rule.is_some() || row.row.is_inferred() {
        return;
    }
    let Some(expected) = points::of_row(subject, row) else {
        return;
    };
    if expected.fits(score.0, subject.profile.parameters.score_tolerance.0) {
        return;
    }
    // Points taken off by hand, with a reason.
    if score.0 < expected.points && progress::is_explained(row) {
        return;
    }
    let points = execution::two_decimals(expected.points);
    let should = match expected.only {
        true => format!("应为{points}分，"),
        false => String::new(),
    };
    let message = format!(
        "“{path}”分值{weight}，{}，{should}表中得分{score}，请核对；另有计分办法或扣分的，请写明。",
        expected.written
    );
    report
        .row(row, message)
        .fact("expected", points.to_string())
        .fact("found", score.to_string());
}

fn of_execution(subject: &Subject, report: &mut Report) {
    let Some(total) = execution::total(subject.form) else {
        return;
    };
    let (Some(weight), Some(score)) = (total.line.weight, total.line.score) else {
        return;
    };
    let Some(expected) = points::of_execution(subject, &total, weight.0) else {
        return;
    };
    if total.line.note.is_some()
        || expected.fits(score.0, subject.profile.parameters.score_tolerance.0)
    {
        return;
    }
    let points = execution::two_decimals(expected.points);
    let message = format!(
        "预算执行率分值{weight}，{}，应为{points}分，表中得分{score}，请核对。",
        expected.written
    );
    report
        .form(total.places(), message)
        .fact("expected", points.to_string())
        .fact("found", score.to_string());
}

fn of_total(subject: &Subject, report: &mut Report) {
    let Some(evaluation) = &subject.form.evaluation else {
        return;
    };
    let Some(total) = evaluation.total else {
        return;
    };
    let mut terms: Vec<Decimal> = evaluation
        .execution_score
        .iter()
        .map(|score| score.0)
        .collect();
    let mut weights: Vec<Decimal> = Vec::new();
    if let Some(line) = execution::total(subject.form) {
        weights.extend(line.line.weight.map(|weight| weight.0));
    }
    let mut blank = false;
    for row in &subject.rows {
        match (row.row.weight, row.row.score) {
            (Some(weight), Some(score)) => {
                terms.push(score.0);
                weights.push(weight.0);
            }
            // No points for a row without an actual value are none.
            (Some(_), None) if row.row.actual.is_none() || row.is_not_applicable() => blank = true,
            (None, None) => {}
            _ => return,
        }
    }
    if terms.len() < 2 || subject.rows.iter().any(|row| row.row.is_inferred()) {
        return;
    }
    let all = terms.iter().chain(&weights).chain([&total.0]);
    if all
        .into_iter()
        .any(|points| points.abs() > Decimal::ONE_THOUSAND)
    {
        return;
    }
    let sum: Decimal = terms.iter().sum();
    let tolerance = subject.profile.parameters.score_tolerance.0 * Decimal::from(terms.len());
    let weight: Decimal = weights.iter().sum();
    // Rows that do not apply are left out, and the rest stands for 100.
    let based_anew = blank
        .then(|| {
            sum.checked_div(weight)
                .map(|share| share.saturating_mul(Decimal::ONE_HUNDRED))
        })
        .flatten();
    // 预算执行率 as a row of the table stands in the money table as well.
    let twice = subject
        .rows
        .iter()
        .any(|row| row.name.text.contains("执行率"));
    let once = evaluation
        .execution_score
        .filter(|_| twice)
        .map(|score| sum - score.0);
    let unread = evaluation.execution_score.is_none() && !twice && weight != Decimal::ONE_HUNDRED;
    if unread {
        return;
    }
    let holds = [Some(sum), based_anew, once]
        .into_iter()
        .flatten()
        .any(|sum| (sum - total.0).abs() <= tolerance);
    let written: Vec<String> = terms.iter().map(|term| Exact(*term).to_string()).collect();
    let written = written.join("＋");
    if holds && total.0 <= Decimal::ONE_HUNDRED {
        report.verified(
            format!("总分{written}＝{total}"),
            Vec::new(),
            &[("identity", "I21".into())],
        );
        return;
    }
    let sum = Exact(sum);
    let message = if holds {
        format!("总分{total}超过100，请核对各行分值和得分。")
    } else {
        format!("各项得分{written}，合计{sum}，表中总分为{total}，请核对改为相等。")
    };
    report
        .form(Vec::new(), message)
        .fact("identity", "I21")
        .fact("expected", sum.to_string())
        .fact("found", total.to_string());
}

fn of_grade(subject: &Subject, report: &mut Report) {
    let Some(evaluation) = &subject.form.evaluation else {
        return;
    };
    let (Some(total), Some(grade)) = (evaluation.total, &evaluation.grade) else {
        return;
    };
    let expected = match () {
        () if total.0 >= Decimal::from(90) => "优",
        () if total.0 >= Decimal::from(80) => "良",
        () if total.0 >= Decimal::from(60) => "中",
        () => "差",
    };
    if ["优", "良", "中", "差"].contains(&grade.as_str()) && grade != expected {
        let message = format!("总分{total}对应的等级为“{expected}”，表中为“{grade}”，请核对。");
        report
            .form(Vec::new(), message)
            .fact("expected", expected)
            .fact("found", grade.as_str());
    }
}
