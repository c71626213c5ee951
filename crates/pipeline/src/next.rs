//! The form that follows another one in the year, filled in as far as the earlier one says: what was approved stands in it, what is to be
//! reported is left empty. No number is added.

use law::profile::Profile;
use model::{Extra, Form, FormKind, FundLine, Horizon, Indicator, Value};

/// What can follow a target form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// 申报表: the same, with room for the opinions on it.
    Declaration,
    /// 批复表: the same, with room for number, date and seal.
    Approval,
    /// 调整表: what was approved beside what is to take its place.
    Adjustment,
    /// 监控表.
    Monitoring,
    /// 自评表.
    SelfEvaluation,
}

impl Next {
    /// The name of its template.
    fn template(self) -> &'static str {
        match self {
            Next::Declaration => "declaration",
            Next::Approval => "approval",
            Next::Adjustment => "adjustment",
            Next::Monitoring => "monitoring",
            Next::SelfEvaluation => "self_evaluation",
        }
    }
}

/// The form that follows a target form, with the title that `profile` gives it, else the profile that fits. `through` is the last month that
/// a monitoring form covers.
pub fn next(target: &Form, next: Next, through: Option<i8>, profile: Option<&Profile>) -> Form {
    let profile = profile.unwrap_or_else(|| law::profile::choose(target).profile);
    let title = profile
        .paper
        .get(next.template())
        .map(|template| template.title_of(target.fiscal_year));
    match next {
        Next::Declaration | Next::Approval => Form {
            title,
            ..target.clone()
        },
        Next::Adjustment => adjustment(target, title),
        Next::Monitoring => report(target, FormKind::Monitoring, through, title),
        Next::SelfEvaluation => report(target, FormKind::SelfEvaluation, None, title),
    }
}

/// The monitoring form or the self-evaluation.
fn report(target: &Form, kind: FormKind, through: Option<i8>, title: Option<String>) -> Form {
    let mut form = Form {
        kind,
        title,
        through_month: through,
        ..bare(target)
    };
    form.funds.lines = of_the_year(target).map(|line| money(line, kind)).collect();
    if kind == FormKind::SelfEvaluation {
        // What stands as a total in the target is a line of the report, with columns of its own.
        total_as_line(&mut form, |line| money(line, kind));
    }
    // Neither report has a place for the total of the whole period.
    form.funds.total = None;
    form.goals.retain(|goal| goal.horizon == Horizon::Annual);
    for goal in &mut form.goals {
        goal.result = (kind == FormKind::SelfEvaluation).then(String::new);
    }
    form.indicators = rows(target.annual());
    form
}

/// The adjustment: amounts, goal and values as approved in columns of their own, those that take their place empty.
fn adjustment(target: &Form, title: Option<String>) -> Form {
    let mut form = Form {
        title,
        ..bare(target)
    };
    let moved = |line: &FundLine| FundLine {
        inferred: line.inferred,
        initial: Some(line.amount.clone()),
        ..FundLine::plain(
            line.label.clone(),
            line.path.clone(),
            model::Amount::parse("", None, None),
        )
    };
    form.funds.lines = of_the_year(target).map(moved).collect();
    total_as_line(&mut form, moved);
    let extra = |label: &str, text: String| Extra {
        label: label.to_owned(),
        text,
        at: None,
    };
    if let Some(total) = form.funds.total.take() {
        form.extra.push(extra("原项目总额", total.raw));
    }
    for goal in &mut form.goals {
        let approved = std::mem::take(&mut goal.text);
        let label = match goal.horizon {
            Horizon::Annual => "原年度总体目标",
            Horizon::Whole => "原实施期总体目标",
        };
        form.extra.push(extra(label, approved));
    }
    form.indicators = rows(target.indicators.iter());
    for row in &mut form.indicators {
        row.previous = Some(std::mem::take(&mut row.value));
    }
    form
}

/// The rows of the year, with nothing reported. The values of several regions stand together in one row.
fn rows<'a>(target: impl Iterator<Item = &'a Indicator>) -> Vec<Indicator> {
    let mut rows: Vec<Indicator> = Vec::new();
    for approved in target {
        let same = |row: &&mut Indicator| {
            approved.region.is_some()
                && (row.horizon, &row.level1, &row.level2, &row.name)
                    == (
                        approved.horizon,
                        &approved.level1,
                        &approved.level2,
                        &approved.name,
                    )
        };
        let raw = match &approved.region {
            Some(region) => format!("{region}：{}", approved.value.raw),
            None => approved.value.raw.clone(),
        };
        if let Some(known) = rows.iter_mut().find(same) {
            known.value.raw = format!("{}；{raw}", known.value.raw);
            continue;
        }
        let value = Value {
            raw,
            ..approved.value.clone()
        };
        rows.push(Indicator {
            region: None,
            value,
            ..row(approved)
        });
    }
    rows
}

/// The fund lines of the year; those of the whole period have no place in what follows.
fn of_the_year(target: &Form) -> impl Iterator<Item = &FundLine> {
    let lines = target.funds.lines.iter();
    lines.filter(|line| line.path.len() < 2 || line.path[0] != "项目总额")
}

/// Head, money and goals, without what was only of that form.
fn bare(target: &Form) -> Form {
    Form {
        through_month: None,
        evaluation: None,
        readings: Vec::new(),
        // A year below the title that is not that of the title stays to be seen.
        extra: target
            .extra
            .iter()
            .filter(|extra| extra.label == "年度")
            .cloned()
            .collect(),
        unplaced: Vec::new(),
        notes: Vec::new(),
        ..target.clone()
    }
}

/// The total of the year as the first of the lines.
fn total_as_line(form: &mut Form, line: impl Fn(&FundLine) -> FundLine) {
    if let Some(amount) = form.funds.annual_total.take() {
        let total = "年度资金总额".to_owned();
        let plain = FundLine::plain(total.clone(), vec![total], amount);
        form.funds.lines.insert(0, line(&plain));
    }
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
