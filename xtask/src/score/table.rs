//! The scores as a table of text: one line a document, then the totals beside their floor.

use super::document::Outcome;
use super::floor::Floor;
use super::tally::{COLUMNS, Tally};

/// Draws the table. With `differences` every one of them stands below its document.
pub fn draw(outcomes: &[Outcome], floor: Option<&Floor>, differences: bool) -> String {
    let width = outcomes.iter().map(|outcome| wide(&outcome.name)).max();
    let width = width.unwrap_or_default().max(4);
    let mut out = String::new();
    let heads = ["表", "字段", "准确率", "召回率", "F1", "指标值", "自评"];
    out.push_str(&left("文件", width));
    for head in heads {
        out.push_str(&right(head, 8));
    }
    out.push('\n');
    for outcome in outcomes {
        out.push_str(&left(&outcome.name, width));
        for cell in cells(&outcome.tally) {
            out.push_str(&right(&cell, 8));
        }
        out.push_str(&format!("  {}", state(outcome)));
        out.truncate(out.trim_end().len());
        out.push('\n');
        for line in outcome.wrong.iter().filter(|_| differences) {
            out.push_str(&format!("    {line}\n"));
        }
    }
    out + "\n" + &summary(outcomes, floor)
}

fn cells(tally: &Tally) -> [String; 7] {
    let extra = match tally.extra {
        0 => String::new(),
        extra => format!("+{extra}"),
    };
    let forms = format!("{}/{}{extra}", tally.found, tally.forms);
    if tally.forms == 0 {
        let [a, b, c, d, e, f] = [const { "-" }; 6].map(str::to_owned);
        return [forms, a, b, c, d, e, f];
    }
    let evaluation = match tally.cells {
        0 => "-".to_owned(),
        _ => format!("{:.1}", tally.evaluation()),
    };
    let one = |figure: f64| format!("{figure:.1}");
    [
        forms,
        one(tally.fields()),
        one(tally.precision()),
        one(tally.recall()),
        one(tally.indicators_f1()),
        one(tally.values()),
        evaluation,
    ]
}

fn state(outcome: &Outcome) -> String {
    if !outcome.is_there {
        return "没有这份文件".to_owned();
    }
    match &outcome.error {
        Some((expected, found)) if !outcome.error_is_right() => {
            format!("应报 {expected}，实报“{found}”")
        }
        _ if outcome.outcome == Some(false) => "表数不符".to_owned(),
        _ => String::new(),
    }
}

fn summary(outcomes: &[Outcome], floor: Option<&Floor>) -> String {
    let total = total(outcomes);
    let missing = outcomes.iter().filter(|outcome| !outcome.is_there).count();
    let asked: Vec<bool> = outcomes
        .iter()
        .filter_map(|outcome| outcome.outcome)
        .collect();
    let refused: Vec<&Outcome> = outcomes.iter().filter(|o| o.error.is_some()).collect();
    let mut out = format!(
        "文件{}份（缺{missing}份），表{}张，读出{}张，多读{}张\n",
        outcomes.len(),
        total.forms,
        total.found,
        total.extra
    );
    out.push_str(&format!(
        "字段{}个，对{}个；自评格{}个，对{}个\n",
        total.fields, total.right_fields, total.cells, total.right_cells
    ));
    out.push_str(&format!(
        "指标{}项，读出{}项，相符{}项，值对{}项；准确率{:.1}，召回率{:.1}\n",
        total.rows,
        total.read,
        total.matched,
        total.right_values,
        total.precision(),
        total.recall()
    ));
    out.push_str(&format!(
        "结果相符{}份（共{}份），报错种类相符{}份（共{}份）\n\n",
        asked.iter().filter(|right| **right).count(),
        asked.len(),
        refused.iter().filter(|o| o.error_is_right()).count(),
        refused.len()
    ));
    for ((word, head), figure) in COLUMNS.iter().zip(total.columns()) {
        let floor = floor.and_then(|floor| floor.get(*word));
        let floor = floor.map_or_else(String::new, |floor| format!("  底线{floor:.2}"));
        out.push_str(&format!("{}{figure:>7.2}%{floor}\n", left(head, 8)));
    }
    out + &format!("{}{:>7.2}", left("总评", 8), total.score())
}

/// All counts together.
pub fn total(outcomes: &[Outcome]) -> Tally {
    let mut total = Tally::default();
    for outcome in outcomes {
        total += outcome.tally;
    }
    total
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(wide(text))))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(wide(text))))
}

/// Columns on a screen: two for everything that is not ASCII.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
