//! What stands in the cells that a point speaks of, as the document has it.

use model::{Amount, Exact, Finding, Form, FundLine, Indicator, Money, Place, Value};

/// A cell of the document as the form has it.
pub(super) struct PlacedText {
    /// Where it stands, as far as that is known.
    pub(super) at: Option<Place>,
    /// What the cell is.
    pub(super) label: String,
    /// What stands in it.
    pub(super) text: String,
    /// The amount, where it is one.
    pub(super) money: Option<Money>,
}

/// The cells that a point speaks of: all of a fund line or row that it touches, goals and labelled fields at its places.
pub(super) fn cells(form: &Form, finding: &Finding) -> Vec<PlacedText> {
    let touches = |place: Option<&Place>| place.is_some_and(|place| finding.at.contains(place));
    let mut found = Vec::new();
    let funds = &form.funds;
    for (label, total) in [
        ("项目总额", &funds.total),
        ("年度资金总额", &funds.annual_total),
    ] {
        if let Some(amount) = total.as_ref().filter(|amount| touches(amount.at.as_ref())) {
            // A line of the same name tells more.
            if !funds.lines.iter().any(|line| line.label == label) {
                found.push(money(label.to_owned(), amount));
            }
        }
    }
    for line in &funds.lines {
        let amounts = [
            Some(&line.amount),
            line.initial.as_ref(),
            line.executed.as_ref(),
        ];
        let mut places = amounts
            .into_iter()
            .flatten()
            .map(|amount| amount.at.as_ref());
        if places.any(touches) {
            found.extend(of_line(line));
        }
    }
    let goals = form.goals.iter().filter(|goal| touches(goal.at.as_ref()));
    found.extend(goals.map(|goal| PlacedText {
        at: goal.at.clone(),
        label: "总体目标".to_owned(),
        text: goal.text.clone(),
        money: None,
    }));
    let related = |row: &Indicator| {
        let mut named = finding.related.iter();
        named.any(|other| other.form.is_none() && other.row.as_deref() == Some(&row.id))
    };
    for row in &form.indicators {
        let own = finding.row.as_deref() == Some(&row.id) || related(row);
        let cells = row
            .cells
            .name
            .iter()
            .chain(&row.cells.value)
            .chain(&row.cells.level2);
        if own || cells.into_iter().any(|place| touches(Some(place))) {
            found.extend(of_row(row));
        }
    }
    let extras = form.extra.iter().filter(|extra| touches(extra.at.as_ref()));
    found.extend(extras.map(|extra| PlacedText {
        at: extra.at.clone(),
        label: extra.label.clone(),
        text: extra.text.clone(),
        money: None,
    }));
    found
}

/// The amount as typed, without a unit that its cell does not have.
fn money(label: String, amount: &Amount) -> PlacedText {
    PlacedText {
        at: amount.at.clone(),
        label,
        text: amount.raw.clone(),
        money: amount.yuan,
    }
}

fn of_line(line: &FundLine) -> Vec<PlacedText> {
    let path = line.path.join("—");
    let amounts = [
        ("年初预算数", line.initial.as_ref()),
        ("", Some(&line.amount)),
        ("执行数", line.executed.as_ref()),
        ("全年预计执行数", line.forecast.as_ref()),
    ];
    let labelled = |word: &str| match word {
        "" => path.clone(),
        word => format!("{path}的{word}"),
    };
    let amounts = amounts
        .into_iter()
        .filter_map(|(word, amount)| Some(money(labelled(word), amount?)));
    let numbers = [
        ("执行率（%）", line.rate),
        ("分值", line.weight),
        ("得分", line.score),
    ];
    let numbers = numbers.into_iter();
    let numbers = numbers.filter_map(|(word, number)| Some(plain(labelled(word), number?)));
    amounts.chain(numbers).collect()
}

fn plain(label: String, number: Exact) -> PlacedText {
    PlacedText {
        at: None,
        label,
        text: number.to_string(),
        money: None,
    }
}

fn of_row(row: &Indicator) -> Vec<PlacedText> {
    let path = row.path();
    let text = |word: &str, at: Option<&Place>, text: &str| {
        (!text.is_empty()).then(|| PlacedText {
            at: at.cloned(),
            label: format!("{path}的{word}"),
            text: text.to_owned(),
            money: None,
        })
    };
    let value = |value: &Option<Value>| value.as_ref().map(|value| value.raw.clone());
    let number = |number: Option<Exact>| number.map(|number| number.to_string());
    let printed = row.printed.as_ref().unwrap_or(&row.name);
    [
        text("三级指标", row.cells.name.first(), printed),
        text("指标值", row.cells.value.first(), &row.value.raw),
        text("分值", None, &number(row.weight).unwrap_or_default()),
        text("实际完成值", None, &value(&row.actual).unwrap_or_default()),
        text("得分", None, &number(row.score).unwrap_or_default()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
