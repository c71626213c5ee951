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
            let total = "年度资金总额".to_owned();
            let line = FundLine::plain(total.clone(), vec![total], amount);
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

/// The line with the approved amount as the budget at the beginning of the year, and nothing reported.
fn money(line: &FundLine, kind: FormKind) -> FundLine {
    let plain = FundLine {
        inferred: line.inferred,
        ..FundLine::plain(line.label.clone(), line.path.clone(), line.amount.clone())
    };
    match kind {
        FormKind::SelfEvaluation => FundLine {
            initial: Some(plain.amount),
            // Whether the budget was changed in the year, only the unit knows.
            amount: model::Amount::parse("", None, None),
            ..plain
        },
        _ => plain,
    }
}
