//! H01: a rate that is not executed ÷ budget, more executed than there was, or a forecast below what is spent already (I18).

use crate::execution::{self, Executed};
use crate::report::Report;
use crate::rule::{Check, MONITORING, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Exact, Place, Severity};

/// H01.
pub static RULE: Rule = Rule {
    code: "H01",
    name: "wrong-execution",
    severity: Severity::Error,
    cites: &[cite("R136-form")],
    kinds: MONITORING,
    criterion: "",
    page: include_str!("h01_wrong_execution.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let lines = execution::lines(subject.form);
    rates(subject, &lines, report);
    let over = |line: &&Executed| line.executed > line.budget && line.line.note.is_none();
    let spent = |executed: &Executed| {
        format!(
            "{}预算{}、已执行{}",
            executed.line.label,
            subject.amount(executed.budget),
            subject.amount(executed.executed)
        )
    };
    let advice = "执行数大于预算数，请核对；预算有调整的，请列出调整后预算数。";
    say(
        report,
        lines.iter().filter(over),
        spent,
        advice,
        "over_budget",
    );
    let forecast = |line: &Executed| line.line.forecast.as_ref().and_then(execution::number);
    let behind = |line: &&Executed| forecast(line).is_some_and(|end| end < line.executed);
    let written = |line: &Executed| {
        format!(
            "{}已执行{}、全年预计执行{}",
            line.line.label,
            subject.amount(line.executed),
            subject.amount(forecast(line).unwrap_or_default())
        )
    };
    let advice = "全年预计执行数小于已执行数，请核对。";
    say(
        report,
        lines.iter().filter(behind),
        written,
        advice,
        "forecast_below_executed",
    );
    let sums = execution::sums(subject);
    for sum in sums
        .iter()
        .filter(|sum| sum.word == "执行数" && sum.sum != sum.stated)
    {
        let message = format!(
            "执行数合计为{}，各项之和为{}（{}），请核对改为相等。",
            subject.amount(sum.stated),
            subject.amount(sum.sum),
            sum.written
        );
        report.form(sum.at.clone(), message).fact("identity", "I19");
    }
}

/// Printed rates against executed ÷ budget; lines that are off in the same table are one point.
fn rates(subject: &Subject, lines: &[Executed], report: &mut Report) {
    let rated = || {
        lines
            .iter()
            .filter_map(|line| Some((line, line.line.rate?, line.rate()?)))
    };
    let off: Vec<&Executed> = rated()
        .filter(|(line, printed, _)| !line.holds(*printed))
        .map(|(line, ..)| line)
        .collect();
    let written = |line: &Executed| {
        let printed = line.line.rate.unwrap_or_default();
        format!(
            "{}{}，表中为{printed}%",
            line.line.label,
            line.written(subject)
        )
    };
    let advice = "执行率应为执行数除以预算数，请核对执行数或执行率。";
    let holds = off.is_empty();
    say(report, off.into_iter(), written, advice, "rate");
    if let Some((line, ..)) = rated().next().filter(|_| holds) {
        let message = format!("{}执行率{}", line.line.label, line.written(subject));
        report.verified(message, line.places(), &[("identity", "I18".into())]);
    }
}

/// One point for all lines that are off in the same way.
fn say<'a, 'b: 'a>(
    report: &mut Report,
    lines: impl Iterator<Item = &'a Executed<'b>>,
    written: impl Fn(&Executed) -> String,
    advice: &str,
    found: &str,
) {
    let lines: Vec<&Executed> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let parts: Vec<String> = lines.iter().map(|line| written(line)).collect();
    let at: Vec<Place> = lines.iter().flat_map(|line| line.places()).collect();
    let first = lines[0];
    report
        .form(at, format!("{}：{advice}", parts.join("；")))
        .fact("found", found)
        .fact("executed", Exact(first.executed).to_string())
        .fact("budget", Exact(first.budget).to_string());
}
