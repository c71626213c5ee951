//! C07: a number of the goal contradicts the indicator of the same thing, or the money block (I22, I23).

use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::head;
use model::text::Pairs;
use model::{Exact, Severity, ValueKind};
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashSet};

/// C07.
pub static RULE: Rule = Rule {
    code: "C07",
    name: "goal-numbers-differ",
    severity: Severity::Warning,
    cites: &[cite("规范完整性"), cite("目标相关性")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("c07_goal_numbers_differ.md"),
    check: Check::Form(check),
};

/// How much of the shorter name must stand in the other one.
const SAME: f64 = 0.6;

/// Words directly before a sum of money that make it the cost of the whole project.
const WHOLE: &[&str] = &[
    "共",
    "共计",
    "合计",
    "总计",
    "全年支出",
    "支出",
    "总投资",
    "年度资金",
    "安排资金",
    "投入资金",
    "所需资金",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let text = &goal.text;
    let known = Known::of(subject, text);
    let mut agreed: Vec<String> = Vec::new();
    let mut all = true;
    for number in text.numbers.iter().filter(|number| !number.date) {
        if stands(subject, &known, number) {
            let words = number.words(text.text).to_owned();
            if !agreed.contains(&words) {
                agreed.push(words);
            }
            continue;
        }
        all = false;
        if let Some(row) = contradicted(subject, text, number) {
            report
                .goal(format!(
                    "总体目标中的“{}”与“{}”的指标值“{}”不一致，请核对改为同一个数。",
                    phrase(text.text, number),
                    row.row.path(),
                    row.value().raw
                ))
                .related([row])
                .fact("identity", "I22")
                .fact("found", number.words(text.text));
        } else if let Some(budget) = contradicted_budget(subject, text, number) {
            report
                .goal(format!(
                    "总体目标中的“{}”与{}{}不一致，请核对改为同一个数。",
                    phrase(text.text, number),
                    subject.budget_word(),
                    subject.amount(budget)
                ))
                .fact("identity", "I23")
                .fact("expected", Exact(budget).to_string())
                .fact("found", number.words(text.text));
        }
    }
    if all && agreed.len() > 1 {
        report.verified(
            format!("总体目标中的{}与指标、资金一致", agreed.join("、")),
            goal.at.clone(),
            &[("identity", "I22".into())],
        );
    }
}

/// What the numbers of the goal are looked for in, worked out once.
struct Known {
    /// The numbers in the value of each row.
    values: Vec<Vec<Quantity>>,
    /// The counts of the rows.
    counts: Vec<(Decimal, String)>,
    /// Products of two numbers of the goal.
    products: HashSet<Decimal>,
}

impl Known {
    fn of(subject: &Subject, goal: &Text) -> Known {
        let values = subject
            .rows
            .iter()
            .map(|row| Text::of(&row.value().raw).numbers);
        let numbers: BTreeSet<Decimal> = goal.numbers.iter().map(|number| number.number).collect();
        let products = numbers
            .iter()
            .flat_map(|a| numbers.iter().filter_map(|b| a.checked_mul(*b)));
        Known {
            values: values.collect(),
            counts: subject.judged().filter_map(Row::count).collect(),
            products: products.collect(),
        }
    }
}

/// Whether the number stands again in a value, a name, or the money block.
fn stands(subject: &Subject, known: &Known, number: &Quantity) -> bool {
    let money = number.is_money()
        && (subject.budget() == Some(number.number)
            || subject
                .form
                .funds
                .lines
                .iter()
                .filter_map(|line| line.amount.yuan)
                .any(|yuan| yuan.yuan() == number.number));
    let again = subject.rows.iter().zip(&known.values).any(|(row, value)| {
        // The numbers of a cost calculation are its own: B08 compares them.
        let named = row.calculation.is_none().then_some(&row.name.numbers);
        let mut numbers = named.into_iter().flatten().chain(value);
        let same = |other: &Quantity| {
            let unitless = other.unit.is_empty() || number.unit.is_empty();
            other.number == number.number && (unitless || same_unit(&other.unit, &number.unit))
        };
        let stated = row.value().number.is_some_and(|own| own.0 == number.number)
            && row
                .value()
                .unit
                .as_deref()
                .is_none_or(|unit| same_unit(unit, &number.unit));
        numbers.any(same) || stated
    });
    let priced = number.is_money()
        && subject.rows.iter().any(|row| {
            let cost = row.total_cost().or(row.price().map(|(price, _)| price));
            cost == Some(number.number)
        });
    money || again || priced || is_sum(known, number)
}

/// Whether counts of the rows with this unit add up to the number.
fn is_sum(known: &Known, number: &Quantity) -> bool {
    let own: Decimal = known
        .counts
        .iter()
        .filter(|(_, unit)| same_unit(unit, &number.unit))
        .map(|(count, _)| *count)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    // 6期、每期20人: products of two numbers of the goal are no new facts.
    let product = known.products.contains(&number.number);
    own == number.number || product && !number.is_money() && number.number > Decimal::ONE
}

/// The row that measures the same thing in the same unit and states another number, in its value or, beside 100%, in its name.
fn contradicted<'s>(subject: &'s Subject, text: &Text, number: &Quantity) -> Option<&'s Row<'s>> {
    let phrases = nouns(text.text, number);
    let fits = |row: &&Row| {
        let open = row.value_open || row.class_open || row.calculation.is_some();
        !open
            && stated(row, number).is_some()
            && phrases
                .iter()
                .any(|(phrase, behind)| is_same(phrase, *behind, row))
    };
    let mut rows = subject.judged().filter(fits);
    let row = rows.next()?;
    // Two rows of one name leave open which of them is meant.
    let single = rows.next().is_none();
    (single && stated(row, number) != Some(number.number)).then_some(row)
}

/// The row's number in the unit of another one.
fn stated(row: &Row, number: &Quantity) -> Option<Decimal> {
    let value = row.value();
    if value.is_hundred_percent() && number.is_count() {
        let mut named = row.name.numbers.iter();
        let own = named.find(|own| own.is_count() && same_unit(&own.unit, &number.unit))?;
        return Some(own.number);
    }
    let unit = value.unit.as_deref().unwrap_or_default();
    let scale = Decimal::from(if unit.starts_with('万') { 10_000 } else { 1 });
    // 70人 visited twice are 140人次.
    let visits = unit.ends_with("人次") != number.unit.ends_with("人次");
    (value.kind == ValueKind::Number && same_unit(unit, &number.unit) && !visits)
        .then(|| value.number?.0.checked_mul(scale))
        .flatten()
}

/// Whether words beside a number name what the row measures: a rate by its whole name, a count by most of it.
fn is_same(phrase: &str, behind: bool, row: &Row) -> bool {
    let name = row.name.text;
    let pairs = Pairs::of(phrase);
    if row.value().unit.as_deref() == Some("%") && !row.value().is_hundred_percent() {
        let same_head = head(phrase).map(|head| head.word) == head(name).map(|head| head.word);
        return same_head && Pairs::of(name).dice(&pairs) >= 0.75;
    }
    let measured = head(name).map_or(name, |head| name.strip_suffix(head.word).unwrap_or(name));
    let measured: String = measured.chars().filter(|c| !c.is_ascii_digit()).collect();
    let own = Pairs::of(&measured);
    if own.len() < 2 || pairs.len() < 2 {
        let (a, b) = (phrase.chars().count(), measured.chars().count());
        return phrase.ends_with(measured.as_str()) && b >= 2
            || measured.ends_with(phrase) && a >= 2;
    }
    // 3个物资储备点 is not 物资储备点覆盖乡镇: what stands behind a number is the thing itself.
    own.contained_in(&pairs) >= SAME || !behind && pairs.contained_in(&own) >= SAME
}

/// The Han characters directly before a number in its clause, without date and comparing words, and those directly behind it;
/// whether they stand behind.
fn nouns(text: &str, number: &Quantity) -> Vec<(String, bool)> {
    let mut before = han_before(text, number);
    while let Some(rest) = COMPARING.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    let behind = &text[number.range.end..];
    let end = behind
        .find(|c| !model::text::is_han(c))
        .unwrap_or(behind.len());
    [(before, false), (&behind[..end], true)]
        .into_iter()
        .filter(|(noun, _)| noun.chars().count() >= 2)
        .map(|(noun, behind)| (noun.to_owned(), behind))
        .collect()
}

/// The Han characters before a number; 日前, 月底前 of a date before them are no part of it.
fn han_before<'t>(text: &'t str, number: &Quantity) -> &'t str {
    let before = &text[..number.range.start];
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !model::text::is_han(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let noun = &before[start..];
    DATED
        .iter()
        .find_map(|word| noun.strip_prefix(word))
        .unwrap_or(noun)
}

/// What a date leaves in front of a noun.
const DATED: &[&str] = &[
    "月底前",
    "月末前",
    "月中旬前",
    "月上旬前",
    "月下旬前",
    "日前",
    "月前",
    "年底前",
    "年内",
    "年",
    "日",
    "月",
];

/// Words between a noun and its number.
const COMPARING: &[&str] = &[
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "不大于",
    "不小于",
    "达到",
    "达",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "保持在",
    "控制在",
    "下降到",
    "降到",
    "降至",
    "约",
    "为",
    "共计",
    "合计",
    "总计",
    "共",
    "计",
    "超过",
];

fn same_unit(a: &str, b: &str) -> bool {
    let plain = |unit: &str| match unit.trim_start_matches('万') {
        "人" | "名" | "人次" | "位" => "人".to_owned(),
        other => other.to_owned(),
    };
    !b.is_empty() && plain(a) == plain(b)
}

/// The amount of the budget, when the goal states another one for the whole.
fn contradicted_budget(subject: &Subject, text: &Text, number: &Quantity) -> Option<Decimal> {
    let budget = subject.budget()?;
    let before = &text.text[..number.range.start];
    let whole =
        number.is_money() && !number.is_price() && WHOLE.iter().any(|word| before.ends_with(word));
    (whole && number.number != budget).then_some(budget)
}

/// The number with the words of its clause before it, or without such with those behind it.
fn phrase(text: &str, number: &Quantity) -> String {
    let before = han_before(text, number);
    let words = number.words(text);
    if !before.is_empty() {
        return format!("{before}{words}");
    }
    let behind: String = text[number.range.end..]
        .chars()
        .take_while(|c| model::text::is_han(*c))
        .take(8)
        .collect();
    format!("{words}{behind}")
}
