//! The money: by the rows of the template where everything has its place in them, else line by line.

use super::line::{is_at, row};
use super::{Cell, Kind, Paper};
use law::profile::{Template, TemplateContent, TemplateRow};
use model::{Amount, Exact, Form, FormKind, FundLine, Place};

/// The totals as forms print them.
const TOTAL: &str = "项目总额";
const ANNUAL: &str = "年度资金总额";

pub(super) fn write(form: &Form, template: &Template, paper: &mut Paper) {
    if is_executed(form) {
        executed(form, template, paper);
    } else if fits(form, template) {
        let rows = template.funds.iter().filter_map(|row| match row {
            TemplateRow::Cells(cells) => Some(cells),
            TemplateRow::Block(_) => None,
        });
        for row in rows.filter_map(|cells| row(form, cells)) {
            paper.push_drawn(row, template.columns.len());
        }
    } else {
        listed(form, paper);
    }
}

/// How many columns the block needs.
pub(super) fn width(form: &Form, template: &Template) -> usize {
    match is_executed(form) {
        true => columns(form, template).len() + 2,
        false => 0,
    }
}

/// Whether every line of the form has a field in the rows of the template.
fn fits(form: &Form, template: &Template) -> bool {
    let cells = template.funds.iter().flat_map(|row| match row {
        TemplateRow::Cells(cells) => cells.as_slice(),
        TemplateRow::Block(_) => &[],
    });
    let names: Vec<&str> = cells
        .filter_map(|cell| match &cell.content {
            TemplateContent::Field { name, .. } => Some(name.as_str()),
            TemplateContent::Label(_) => None,
        })
        .collect();
    let lines = &form.funds.lines;
    !names.is_empty()
        && !lines.is_empty()
        && lines.iter().all(|line| {
            let empty = line.amount.raw.is_empty() && line.note.is_none();
            empty || names.iter().any(|name| is_at(line, name))
        })
}

fn is_executed(form: &Form) -> bool {
    let reports = matches!(form.kind, FormKind::SelfEvaluation | FormKind::Monitoring);
    reports
        || form.funds.lines.iter().any(|line| {
            line.executed.is_some()
                || line.initial.is_some()
                || line.rate.is_some()
                || line.score.is_some()
                || line.forecast.is_some()
        })
}

/// One line below the other, the block's label to the left of them.
fn listed(form: &Form, paper: &mut Paper) {
    let funds = &form.funds;
    let of_total = |line: &&FundLine| line.path.len() > 1 && line.path[0] == TOTAL;
    if funds.lines.iter().any(|line| of_total(&line)) {
        return side_by_side(form, paper);
    }
    let totals = [(TOTAL, &funds.total), (ANNUAL, &funds.annual_total)];
    let totals = totals
        .into_iter()
        .filter_map(|(label, amount)| Some((label.to_owned(), amount.as_ref()?)));
    let ordered = in_tree_order(&funds.lines);
    let own = labels(&ordered).into_iter().zip(&ordered);
    let lines: Vec<(String, &Amount)> = totals
        .chain(own.map(|(label, line)| (label, &line.amount)))
        .collect();
    let columns = paper.columns.len();
    let words = 2.min(columns - 2);
    let height = lines.len();
    for (index, (label, amount)) in lines.into_iter().enumerate() {
        let mut cells = Vec::new();
        if index == 0 {
            cells.push(Cell::new(Kind::Label, block_label(form)).down(height));
        }
        cells.push(Cell::new(Kind::Label, label).across(words));
        let cell = Cell::new(Kind::Number, amount.raw.as_str()).at(amount.at.as_ref());
        cells.push(cell.across(columns - 1 - words));
        paper.push(cells);
    }
}

/// The two totals side by side, each with its lines below it.
fn side_by_side(form: &Form, paper: &mut Paper) {
    let funds = &form.funds;
    let (left, right): (Vec<&FundLine>, Vec<&FundLine>) = funds
        .lines
        .iter()
        .partition(|line| line.path.len() > 1 && line.path[0] == TOTAL);
    let side = |label: &str, total: &Option<Amount>, lines: &[&FundLine]| -> Vec<(String, Cell)> {
        let cell = |amount: Option<&Amount>| match amount {
            Some(amount) => Cell::new(Kind::Number, amount.raw.as_str()).at(amount.at.as_ref()),
            None => Cell::new(Kind::Number, ""),
        };
        let first = (label.to_owned(), cell(total.as_ref()));
        let lines = lines.iter().enumerate().map(|(index, line)| {
            let among = if index == 0 { "其中：" } else { "" };
            (format!("{among}{}", line.label), cell(Some(&line.amount)))
        });
        std::iter::once(first).chain(lines).collect()
    };
    let sides = [
        side(TOTAL, &funds.total, &left),
        side(ANNUAL, &funds.annual_total, &right),
    ];
    let columns = paper.columns.len();
    let height = sides.iter().map(Vec::len).max().unwrap_or(0);
    // Label and amount of the left half, then of the right one, which takes what is left.
    let spans = [1, 1, 1, columns.saturating_sub(4)];
    for row in 0..height {
        let mut cells = Vec::new();
        if row == 0 {
            cells.push(Cell::new(Kind::Label, block_label(form)).down(height));
        }
        for (half, spans) in sides.iter().zip(spans.chunks(2)) {
            let empty = || (String::new(), Cell::new(Kind::Number, ""));
            let (label, amount) = half.get(row).cloned().unwrap_or_else(empty);
            cells.push(Cell::new(Kind::Label, label).across(spans[0]));
            cells.push(amount.across(spans[1]));
        }
        paper.push(cells);
    }
}

/// 项目资金（万元）.
fn block_label(form: &Form) -> String {
    match form.amount_unit {
        Some(unit) => format!("项目资金\n（{}）", unit.word()),
        None => "项目资金".to_owned(),
    }
}

/// The lines with those below another one directly behind it: blocks that were printed side by side come apart again.
fn in_tree_order(lines: &[FundLine]) -> Vec<FundLine> {
    let mut left: Vec<&FundLine> = lines.iter().collect();
    let mut ordered: Vec<FundLine> = Vec::new();
    while !left.is_empty() {
        let line = left.remove(0).clone();
        let path = line.path.clone();
        ordered.push(line);
        let mut rest = Vec::new();
        for other in left {
            if other.path.len() > path.len() && other.path.starts_with(&path) {
                ordered.push(other.clone());
            } else {
                rest.push(other);
            }
        }
        left = rest;
    }
    ordered
}

/// The labels of the lines. Where lines stand below others, numbers say which: （一）, below it 1、, below that （1）.
fn labels(lines: &[FundLine]) -> Vec<String> {
    let deep = lines.iter().any(|line| line.path.len() > 1);
    let mut counts = [0_usize; 3];
    let mut labels = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let level = line.path.len().clamp(1, 3) - 1;
        counts[level] += 1;
        counts[level + 1..].fill(0);
        labels.push(match (deep, level) {
            (false, _) => plain_label(lines, index),
            (true, 0) => format!("（{}）{}", chinese(counts[0]), line.label),
            (true, 1) => format!("{}、{}", counts[1], line.label),
            (true, _) => format!("（{}）{}", counts[2], line.label),
        });
    }
    labels
}

/// 一, 二 … 十九; beyond that, digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        1..=9 => DIGITS[number].to_owned(),
        10..=19 => format!("十{}", DIGITS[number - 10]),
        number => number.to_string(),
    }
}

/// The label of a line that stands below no other; the first of them has 其中 before it, and no total has.
fn plain_label(lines: &[FundLine], index: usize) -> String {
    let line = &lines[index];
    let first = lines[..index].iter().all(is_total);
    if first && !is_total(line) {
        format!("其中：{}", line.label)
    } else {
        line.label.clone()
    }
}

fn is_total(line: &FundLine) -> bool {
    line.label.ends_with("总额") || line.label.ends_with("总计") || line.label.ends_with("合计")
}

/// A column of the money of a year that is under way or over.
struct Column {
    head: String,
    text: Says,
    at: At,
}

/// Where the amount of a column stands.
type At = fn(&FundLine) -> Option<&Place>;

fn place(amount: &Option<Amount>) -> Option<&Place> {
    amount.as_ref()?.at.as_ref()
}

/// What a line says in a column.
type Says = fn(&FundLine) -> Option<String>;

fn raw(amount: &Option<Amount>) -> Option<String> {
    amount.as_ref().map(|amount| amount.raw.clone())
}

fn number(number: Option<Exact>) -> Option<String> {
    number.map(|number| number.to_string())
}

fn columns(form: &Form, template: &Template) -> Vec<Column> {
    let through = form
        .through_month
        .map_or_else(String::new, |month| format!("1—{month}月"));
    let monitored = form.kind == FormKind::Monitoring;
    let budget = if monitored {
        "年初预算数"
    } else {
        "全年预算数"
    };
    let executed = if monitored {
        format!("{through}执行数")
    } else {
        "全年执行数".to_owned()
    };
    let reports = form.kind == FormKind::SelfEvaluation;
    // What was spent is no part of a form that only changes the budget.
    let spent = template.words.is_empty();
    let nowhere: At = |_| None;
    let all: [(String, Says, bool, At); 8] = [
        (
            "年初预算数".to_owned(),
            |line| raw(&line.initial),
            reports,
            |line| place(&line.initial),
        ),
        (
            budget.to_owned(),
            |line| Some(line.amount.raw.clone()),
            true,
            |line| line.amount.at.as_ref(),
        ),
        (
            executed,
            |line| raw(&line.executed),
            spent,
            |line| place(&line.executed),
        ),
        (
            "分值".to_owned(),
            |line| number(line.weight),
            reports,
            nowhere,
        ),
        (
            format!("{through}执行率"),
            |line| line.rate.map(|rate| format!("{rate}%")),
            spent,
            nowhere,
        ),
        (
            "得分".to_owned(),
            |line| number(line.score),
            reports,
            nowhere,
        ),
        (
            "全年预计执行数".to_owned(),
            |line| raw(&line.forecast),
            monitored,
            |line| place(&line.forecast),
        ),
        ("原因".to_owned(), |line| line.note.clone(), false, nowhere),
    ];
    let lines = &form.funds.lines;
    let filled = |text: Says| {
        lines
            .iter()
            .any(|line| text(line).is_some_and(|text| !text.is_empty()))
    };
    all.into_iter()
        .filter(|(_, text, always, _)| *always || filled(*text))
        .map(|(head, text, _, at)| Column {
            head: template.head(&head).to_owned(),
            text,
            at,
        })
        .collect()
}

/// A table of budgets and what was spent of them.
fn executed(form: &Form, template: &Template, paper: &mut Paper) {
    let columns = columns(form, template);
    // Where the page has many columns they are narrow, and a label takes two.
    let wide = paper.columns.len() > columns.len() + 6 || columns.len() <= 2;
    let label_across = if wide { 2 } else { 1 };
    let spans = spans(&paper.columns[1 + label_across..], columns.len());
    let lines = with_totals(form);
    let mut head = vec![
        Cell::new(Kind::Label, block_label(form)).down(lines.len() + 1),
        Cell::new(Kind::Label, "").across(label_across),
    ];
    head.extend(
        columns
            .iter()
            .zip(&spans)
            .map(|(column, span)| Cell::new(Kind::Label, column.head.as_str()).across(*span)),
    );
    paper.push(head);
    for (label, line) in labels(&lines).into_iter().zip(&lines) {
        let mut cells = vec![Cell::new(Kind::Label, label).across(label_across)];
        cells.extend(columns.iter().zip(&spans).map(|(column, span)| {
            let kind = match column.head.as_str() {
                "原因" => Kind::Text,
                _ => Kind::Number,
            };
            Cell::new(kind, (column.text)(line).unwrap_or_default())
                .across(*span)
                .at((column.at)(line))
        }));
        paper.push(cells);
    }
}

/// The lines, before them the totals that no line repeats.
fn with_totals(form: &Form) -> Vec<FundLine> {
    let funds = &form.funds;
    // A line that says total and the same amount is the total under another name.
    let known = |label: &str, amount: &Amount| {
        funds.lines.iter().any(|line| {
            let same = is_total(line) && line.path.len() == 1 && line.amount.raw == amount.raw;
            line.label == label || same
        })
    };
    let totals = [(TOTAL, &funds.total), (ANNUAL, &funds.annual_total)];
    let mut lines: Vec<FundLine> = totals
        .into_iter()
        .filter_map(|(label, amount)| {
            let amount = amount.clone()?;
            (!known(label, &amount)).then_some((label, amount))
        })
        .map(|(label, amount)| FundLine::plain(label.to_owned(), vec![label.to_owned()], amount))
        .collect();
    lines.extend(in_tree_order(&funds.lines));
    lines
}

/// How many of these columns each of `count` cells takes, so that the cells are about equally wide.
fn spans(widths: &[u32], count: usize) -> Vec<usize> {
    let all: u32 = widths.iter().sum();
    let mut spans = vec![0; count];
    let (mut cell, mut done) = (0, 0);
    for (index, width) in widths.iter().enumerate() {
        spans[cell] += 1;
        done += width;
        let left = widths.len() - index - 1;
        // Where the cell should end; the column behind it is taken only where that comes nearer.
        let end = all * (cell as u32 + 1) / count as u32;
        let next = widths.get(index + 1).copied().unwrap_or(0);
        let full = done.abs_diff(end) <= (done + next).abs_diff(end);
        // Every cell after this one needs a column.
        if cell + 1 < count && (full || left == count - cell - 1) {
            cell += 1;
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_share_the_width_and_each_has_a_column() {
        assert_eq!(spans(&[22, 13, 13, 13, 8, 8, 7, 7], 4), [1, 2, 2, 3]);
        assert_eq!(spans(&[40, 1, 1], 3), [1, 1, 1]);
        assert_eq!(spans(&[1, 1, 40], 3), [1, 1, 1]);
        assert_eq!(spans(&[5; 6], 6), [1; 6]);
    }

    #[test]
    fn numbers_say_which_line_stands_below_which() {
        let line = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|label| label.to_string()).collect();
            let label = path[path.len() - 1].clone();
            FundLine::plain(label, path, Amount::parse("1", None, None))
        };
        let tree = [
            line(&["财政拨款小计"]),
            line(&["财政拨款小计", "政府性基金"]),
            line(&["其他收入"]),
        ];
        assert_eq!(
            labels(&tree),
            ["（一）财政拨款小计", "1、政府性基金", "（二）其他收入"]
        );
        let flat = [
            line(&["年度资金总额"]),
            line(&["财政拨款"]),
            line(&["其他资金"]),
        ];
        assert_eq!(
            labels(&flat),
            ["年度资金总额", "其中：财政拨款", "其他资金"]
        );
    }
}
