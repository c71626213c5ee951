//! A row a fund line.

use super::{Said, field, typed, yuan};
use crate::open_data::{Datum, Kind};
use crate::site::Entry;
use model::{Amount, AmountState};

/// A fund line with its form.
pub(super) struct Line<'a> {
    pub(super) entry: &'a Entry,
    pub(super) number: usize,
    pub(super) line: &'a model::FundLine,
}

pub(super) fn fields<'a>() -> Vec<Said<Line<'a>>> {
    use Kind::{Number, Text, Whole};
    vec![
        (
            field("form_id", Text, "所在表的编号", "Form"),
            |line| Datum::text(Some(&line.entry.id)),
        ),
        (
            field(
                "line",
                Whole,
                "表上第几行资金，从1起",
                "Number of the line on the form, from 1",
            ),
            |line| Datum::count(line.number),
        ),
        (
            field(
                "label",
                Text,
                "资金名称，不含“其中”和序号",
                "Label, without 其中 and numbering",
            ),
            |line| Datum::text(Some(&line.line.label)),
        ),
        (
            field(
                "path",
                Text,
                "上级名称/本级名称",
                "Labels from the outermost to this one",
            ),
            |line| Datum::text(Some(&line.line.path.join("/"))),
        ),
        (
            field(
                "state",
                Text,
                "金额格：amount有金额、blank空、dash横线、placeholder占位、text文字",
                "What the cell holds",
            ),
            |line| Datum::text(Some(state(&line.line.amount))),
        ),
        (
            field(
                "amount_yuan",
                Number,
                "现行预算，元",
                "Budget in force, CNY",
            ),
            |line| yuan(Some(&line.line.amount)),
        ),
        (
            field(
                "amount_text",
                Text,
                "现行预算，照原文",
                "Budget in force, as typed",
            ),
            |line| typed(Some(&line.line.amount)),
        ),
        (
            field(
                "initial_yuan",
                Number,
                "年初预算，元",
                "Initial budget, CNY",
            ),
            |line| yuan(line.line.initial.as_ref()),
        ),
        (
            field(
                "initial_text",
                Text,
                "年初预算，照原文",
                "Initial budget, as typed",
            ),
            |line| typed(line.line.initial.as_ref()),
        ),
        (
            field("executed_yuan", Number, "执行数，元", "Executed, CNY"),
            |line| yuan(line.line.executed.as_ref()),
        ),
        (
            field(
                "executed_text",
                Text,
                "执行数，照原文",
                "Executed, as typed",
            ),
            |line| typed(line.line.executed.as_ref()),
        ),
        (
            field(
                "rate",
                Number,
                "执行率，%，照原文",
                "Rate of execution in percent, as printed",
            ),
            |line| Datum::number(line.line.rate),
        ),
        (
            field("weight", Number, "分值，分", "Weight, points"),
            |line| Datum::number(line.line.weight),
        ),
        (
            field("score", Number, "得分，分", "Score, points"),
            |line| Datum::number(line.line.score),
        ),
    ]
}

fn state(amount: &Amount) -> &'static str {
    match amount.state {
        AmountState::Amount => "amount",
        AmountState::Blank => "blank",
        AmountState::Dash => "dash",
        AmountState::Placeholder => "placeholder",
        AmountState::Text => "text",
    }
}
