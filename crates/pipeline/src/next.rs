//! The form that follows another one in the year, filled in as far as the earlier one says: what was approved stands in it, what is to be
//! reported is left empty. No number is added.

use model::{Form, FormKind, FundLine, Horizon, Indicator};

/// The monitoring form or the self-evaluation of a project, from its approved target form. `through` is the last month that a monitoring
/// form covers.
pub fn next(target: &Form, kind: FormKind, through: Option<i8>) -> Form {
    let mut form = Form {
        kind,
        title: None,
        through_month: through.filter(|_| kind == FormKind::Monitoring),
        evaluation: None,
        readings: Vec::new(),
        extra: Vec::new(),
        unplaced: Vec::new(),
        notes: Vec::new(),
        ..target.clone()
    };
    form.funds.lines = target
        .funds
        .lines
        .iter()
        .map(|line| money(line, kind))
        .collect();
    if kind == FormKind::SelfEvaluation {
        // What stands as a total in the target is a line of the report, with columns of its own.
        if let Some(amount) = form.funds.annual_total.take() {
            let total = "年度资金总额";
            let line = FundLine {
                label: total.to_owned(),
                path: vec![total.to_owned()],
                ..plain(amount)
            };
            form.funds.lines.insert(0, money(&line, kind));
        }
        form.funds.total = None;
    }
    form.goals.retain(|goal| goal.horizon == Horizon::Annual);
    for goal in &mut form.goals {
        goal.result = (kind == FormKind::SelfEvaluation).then(String::new);
    }
    form.indicators = target.annual().map(row).collect();
    form
}

fn row(row: &Indicator) -> Indicator {
    Indicator {
        previous: None,
        actual: None,
        score: None,
        deviation: None,
        monitoring: None,
        basis: None,
        rule: None,
        remark: None,
        ..row.clone()
    }
}

/// The line with the approved amount as the budget at the beginning of the year.
fn money(line: &FundLine, kind: FormKind) -> FundLine {
    let blank = line.clone();
    let approved = line.amount.clone();
    match kind {
        FormKind::SelfEvaluation => FundLine {
            initial: Some(approved),
            // Whether the budget was changed in the year, only the unit knows.
            amount: model::Amount::parse("", None, None),
            ..cleared(blank)
        },
        _ => FundLine {
            amount: approved,
            ..cleared(blank)
        },
    }
}

fn cleared(line: FundLine) -> FundLine {
    FundLine {
        initial: None,
        executed: None,
        forecast: None,
        rate: None,
        weight: None,
        score: None,
        note: None,
        ..line
    }
}

fn plain(amount: model::Amount) -> FundLine {
    FundLine {
        label: String::new(),
        path: Vec::new(),
        amount,
        initial: None,
        executed: None,
        forecast: None,
        rate: None,
        weight: None,
        score: None,
        note: None,
        inferred: false,
    }
}
