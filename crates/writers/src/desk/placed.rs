//! What stands at a place of the document: the label and the text of a cell.

use model::{Amount, Form, Money, Place};

/// A cell of the document as the form has it.
pub(super) struct PlacedText {
    /// What the cell is.
    pub(super) label: String,
    /// What stands in it.
    pub(super) text: String,
    /// The amount, where it is one.
    pub(super) money: Option<Money>,
}

/// What stands at this place; none where the form has kept no text from there.
pub(super) fn at(form: &Form, place: &Place) -> Option<PlacedText> {
    amounts(form, place).or_else(|| texts(form, place))
}

fn amounts(form: &Form, place: &Place) -> Option<PlacedText> {
    let funds = &form.funds;
    let totals = [
        ("项目总额", &funds.total),
        ("年度资金总额", &funds.annual_total),
    ];
    let totals = totals
        .into_iter()
        .filter_map(|(label, amount)| Some((label.to_owned(), amount.as_ref()?)));
    let lines = funds.lines.iter().flat_map(|line| {
        let path = line.path.join("—");
        let cells: [(&str, Option<&Amount>); 4] = [
            ("", Some(&line.amount)),
            ("年初预算数", line.initial.as_ref()),
            ("执行数", line.executed.as_ref()),
            ("全年预计执行数", line.forecast.as_ref()),
        ];
        cells.into_iter().filter_map(move |(word, amount)| {
            let label = match word {
                "" => path.clone(),
                word => format!("{path}（{word}）"),
            };
            Some((label, amount?))
        })
    });
    let mut all = totals.chain(lines);
    let (label, amount) = all.find(|(_, amount)| amount.at.as_ref() == Some(place))?;
    Some(PlacedText {
        label,
        text: crate::head::amount(amount, form.amount_unit),
        money: amount.yuan,
    })
}

fn texts(form: &Form, place: &Place) -> Option<PlacedText> {
    let goals = form
        .goals
        .iter()
        .filter(|goal| goal.at.as_ref() == Some(place));
    let goals = goals.map(|goal| ("总体目标".to_owned(), goal.text.clone()));
    let rows = form.indicators.iter().flat_map(|row| {
        let cells = [
            (
                "三级指标",
                &row.cells.name,
                row.printed.as_ref().unwrap_or(&row.name),
            ),
            ("指标值", &row.cells.value, &row.value.raw),
        ];
        let own = cells
            .into_iter()
            .filter(|(_, places, _)| places.contains(place));
        own.map(|(word, _, text)| (format!("{}的{word}", row.path()), text.clone()))
    });
    let extras = form
        .extra
        .iter()
        .filter(|extra| extra.at.as_ref() == Some(place));
    let extras = extras.map(|extra| (extra.label.clone(), extra.text.clone()));
    let (label, text) = goals.chain(rows).chain(extras).next()?;
    Some(PlacedText {
        label,
        text,
        money: None,
    })
}
