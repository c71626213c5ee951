//! C06: a task or promise of the overall goal has no indicator.

use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::List;
use model::text::Pairs;
use model::value::DateSpan;
use model::{IndicatorClass, Severity};

/// C06.
pub static RULE: Rule = Rule {
    code: "C06",
    name: "promise-without-indicator",
    severity: Severity::Hint,
    cites: &[cite("R88-22-相关性"), cite("目标相关性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("c06_promise_without_indicator.md"),
    check: Check::Form(check),
};

/// Openings of clauses that give the background.
const BACKGROUND: &[&str] = &["为了", "为", "根据", "依据", "按照", "围绕", "通过"];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    if subject.rows.is_empty() {
        return;
    }
    let mut open = Vec::new();
    let mut numbered = false;
    for clause in goal.text.text.split(['，', '。', '；', ',', ';', '\n']) {
        let clause = law::vocabulary::without_number(clause.trim());
        if clause.is_empty() || BACKGROUND.iter().any(|word| clause.starts_with(word)) {
            continue;
        }
        let text = Text::of(clause);
        if text.has_number() && is_covered(subject, &text) || is_occasion(&text) {
            continue;
        }
        let promise = promises(subject, clause);
        let task = text.lists.has(List::Activity) || promise;
        if !task || best_match(subject, &text) >= cover(subject) {
            continue;
        }
        // What must be kept up needs a row of its own; other work may be measured under another wording.
        let measured = !promise
            && (has_row_with_its_date(subject, &text)
                || !text.has_number() && has_row_in_other_words(subject, &text));
        if !measured {
            numbered |= text.has_number();
            open.push(clause);
        }
    }
    if open.is_empty() {
        return;
    }
    let list: Vec<String> = open
        .iter()
        .map(|clause| crate::quote::quoted(clause))
        .collect();
    report
        .goal(format!(
            "总体目标中的{}没有对应的指标，请补充指标或从目标中移出。",
            list.join("、")
        ))
        .severity(if numbered {
            Severity::Warning
        } else {
            Severity::Hint
        })
        .fact("clauses", open);
}

/// 项目实施后, 建设过程中: when something is so, and no task itself.
fn is_occasion(text: &Text) -> bool {
    const ENDS: [&str; 4] = ["后", "期间", "过程中", "的同时"];
    !text.has_number() && ENDS.iter().any(|end| text.text.ends_with(end))
}

fn cover(subject: &Subject) -> f64 {
    subject
        .profile
        .parameters
        .goal_task_cover
        .to_string()
        .parse()
        .unwrap_or(0.3)
}

/// Whether the clause sets up something to be kept; 档案 in the name of the work or of the unit (数字档案馆) is none.
fn promises(subject: &Subject, clause: &str) -> bool {
    let names = [
        subject.form.project_name(),
        subject.form.unit.name.as_deref().unwrap_or(""),
    ];
    law::vocabulary::words_of(List::Promise, clause)
        .iter()
        .any(|word| !names.iter().any(|name| name.contains(word)))
}

/// Whether every date of the clause stands in a row that, like the rest of the clause, is about the same work.
fn has_row_with_its_date(subject: &Subject, clause: &Text) -> bool {
    let mut rest = clause.text.to_owned();
    let mut dates = Vec::new();
    while let Some(mention) = crate::dates::deadline_in(&rest, subject.dates) {
        rest.replace_range(mention.range.clone(), "，");
        dates.push(mention.span);
    }
    if dates.is_empty() || !text_numbers_are_covered(subject, clause) {
        return false;
    }
    for word in ["完成", "全部", "全年", "全面", "任务", "各项", "工作"] {
        rest = rest.replace(word, "，");
    }
    let work: Vec<Pairs> = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| piece.chars().count() >= 2)
        .map(Pairs::of)
        .collect();
    let project = Pairs::of(subject.form.project_name());
    let about = |row: &Row| {
        let shares = |piece: &Pairs| {
            piece.contained_in(&row.name.pairs) > 0.0 || piece.contained_in(&project) > 0.0
        };
        work.is_empty() || work.iter().any(shares)
    };
    let same = |a: &DateSpan, b: &DateSpan| a.to == b.to && (a.to.is_some() || a.basis == b.basis);
    dates.iter().all(|date| {
        subject.rows.iter().any(|row| {
            let named = row.deadline.as_ref().map(|mention| &mention.span);
            let stated = row.value().date.as_ref().into_iter().chain(named);
            about(row) && stated.into_iter().any(|other| same(other, date))
        })
    })
}

fn text_numbers_are_covered(subject: &Subject, clause: &Text) -> bool {
    !clause.has_number() || is_covered(subject, clause)
}

/// Whether a row names what the clause does (开展禁毒宣传 beside 禁毒宣传场次), the clause holds a row's name in pieces, or it
/// only says what the project itself is called.
fn has_row_in_other_words(subject: &Subject, clause: &Text) -> bool {
    let verbs = law::vocabulary::words_of(List::Activity, clause.text);
    let object = verbs
        .iter()
        .filter_map(|verb| Some(clause.text.rfind(verb)? + verb.len()))
        .max()
        .map(|at| Pairs::of(&clause.text[at..]));
    let named = |row: &Row| {
        object
            .as_ref()
            .is_some_and(|object| object.contained_in(&row.name.pairs) >= 0.5)
            || row.name.pairs.contained_in(&clause.pairs) >= 0.4
    };
    let project = Pairs::of(subject.form.project_name());
    subject.rows.iter().any(named) || project.contained_in(&clause.pairs) >= 0.5
}

fn best_match(subject: &Subject, clause: &Text) -> f64 {
    subject
        .rows
        .iter()
        .map(|row| clause.pairs.contained_in(&row.name.pairs))
        .fold(0.0, f64::max)
}

/// Whether every number of the clause stands in a value, a name, or the money block.
fn is_covered(subject: &Subject, clause: &Text) -> bool {
    let budget = subject.budget();
    let lines: Vec<_> = subject
        .form
        .funds
        .lines
        .iter()
        .filter_map(|line| line.amount.yuan)
        .map(model::Money::yuan)
        .collect();
    clause
        .numbers
        .iter()
        .filter(|number| !number.date)
        .all(|number| {
            let money = number.is_money()
                && (budget == Some(number.number) || lines.contains(&number.number));
            let row = subject.rows.iter().any(|row| {
                let scaled = Text::of(&row.value().raw);
                row.name
                    .numbers
                    .iter()
                    .chain(&scaled.numbers)
                    .any(|other| other.number == number.number)
            });
            money || row || is_sum_of_rows(subject, number)
        })
}

/// Whether the counts of the quantity rows with this unit add up to the number.
fn is_sum_of_rows(subject: &Subject, number: &Quantity) -> bool {
    let counts: Vec<_> = subject
        .of_class(IndicatorClass::Quantity)
        .filter(|row| !row.name.text.starts_with("其中"))
        .filter_map(Row::count)
        .filter(|(_, unit)| *unit == number.unit)
        .map(|(count, _)| count)
        .collect();
    counts.len() >= 2
        && counts
            .iter()
            .fold(rust_decimal::Decimal::ZERO, |sum, count| {
                sum.saturating_add(*count)
            })
            == number.number
}
