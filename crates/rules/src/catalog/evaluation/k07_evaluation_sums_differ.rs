//! K07: the total row of a self-evaluation differs from its sources (I19), from its own rate (I18), or from the amount that
//! the text quotes (I22).

use crate::execution;
use crate::numbers::{Quantity, quantities};
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::{List, words_of};
use model::{Exact, Severity};

/// K07.
pub static RULE: Rule = Rule {
    code: "K07",
    name: "evaluation-sums-differ",
    severity: Severity::Error,
    cites: &[cite("R10-score")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k07_evaluation_sums_differ.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for sum in execution::sums(subject) {
        let stated = subject.amount(sum.stated);
        let gap = sum.sum - sum.stated;
        if gap.abs() <= subject.profile.tolerance.0 {
            let message = format!("{}合计{stated}＝{}", sum.word, sum.written);
            report.verified(message, sum.at, &[("identity", "I19".into())]);
            continue;
        }
        let word = if gap.is_sign_negative() { "少" } else { "多" };
        let message = format!(
            "{}合计为{stated}，各来源之和为{}（{}），{word}{}，请核对改为相等，执行率和得分随之重算。",
            sum.word,
            subject.amount(sum.sum),
            sum.written,
            subject.amount(gap.abs())
        );
        report
            .form(sum.at, message)
            .fact("identity", "I19")
            .fact("expected", Exact(sum.sum).to_string())
            .fact("found", Exact(sum.stated).to_string());
    }
    of_rate(subject, report);
    of_text(subject, report);
}

fn of_rate(subject: &Subject, report: &mut Report) {
    let Some(total) = execution::total(subject.form) else {
        return;
    };
    if total.executed > total.budget && total.line.note.is_none() {
        let message = format!(
            "全年执行数{}大于全年预算数{}，请核对；预算有调整的，请填调整后的预算数。",
            subject.amount(total.executed),
            subject.amount(total.budget)
        );
        report
            .form(total.places(), message)
            .fact("found", "over_budget");
    }
    let Some(printed) = total.line.rate else {
        return;
    };
    let Some(rate) = total.rate() else { return };
    if total.holds(printed) {
        let message = format!("执行率{}", total.written(subject));
        report.verified(message, total.places(), &[("identity", "I18".into())]);
        return;
    }
    let message = format!(
        "执行率应为全年执行数除以全年预算数：{}，表中为{printed}%，请核对。",
        total.written(subject)
    );
    report
        .form(total.places(), message)
        .fact("identity", "I18")
        .fact("expected", execution::two_decimals(rate).to_string())
        .fact("found", printed.to_string());
}

/// The amount that the text says was spent, when it says one.
fn of_text(subject: &Subject, report: &mut Report) {
    let Some(total) = execution::total(subject.form) else {
        return;
    };
    let Some(result) = subject
        .form
        .annual_goal()
        .and_then(|goal| goal.result.as_deref())
    else {
        return;
    };
    let numbers = quantities(result);
    let spent: Vec<&Quantity> = numbers
        .iter()
        .filter(|number| {
            number.is_money()
                && !number.is_price()
                && follows_spending(&result[..number.range.start])
        })
        .collect();
    let [spent] = spent.as_slice() else { return };
    if spent.number == total.executed {
        return;
    }
    let message = format!(
        "实际完成情况写支出{}，全年执行数为{}，请核对改为一致。",
        spent.words(result),
        subject.amount(total.executed)
    );
    report
        .goal(message)
        .severity(Severity::Warning)
        .fact("identity", "I22")
        .fact("expected", Exact(total.executed).to_string())
        .fact("found", Exact(spent.number).to_string());
}

/// Whether the text before an amount ends in a word of spending, a few signs between.
fn follows_spending(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(6).collect();
    let tail: String = tail.into_iter().rev().collect();
    let clause = tail
        .rsplit(['，', '。', '；', '、', '（', '其'])
        .next()
        .unwrap_or("");
    !words_of(List::Spending, clause).is_empty()
}
