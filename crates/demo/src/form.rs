//! A draft as a form of the model, as if it had been read from paper.

use crate::Project;
use crate::draft::{Draft, Line, wan};
use crate::plan::Layout;
use model::{
    Amount, Cells, Exact, Form, FundLine, Funds, Goal, Indicator, IndicatorClass as Class,
    MoneyUnit, Party, Place, Value,
};

/// The form of a project, filled in like this.
pub(crate) fn form(project: &Project, draft: &Draft) -> Form {
    let year = project.city.fiscal_year;
    let title = match draft.layout {
        Layout::Blocks => format!(
            "{year}年{}本级部门项目支出预算绩效目标表",
            project.city.name
        ),
        Layout::Weighted => format!("{year}年项目支出绩效目标表"),
    };
    let text = |text: &str| Some(text.to_owned());
    Form {
        title: Some(title),
        fiscal_year: Some(year),
        amount_unit: Some(MoneyUnit::Wan),
        project: model::Project {
            name: text(&project.name),
            code: text(&project.code),
            attribute: text(&draft.attribute),
            period: text(&draft.period),
            office: text(&project.department.office),
        },
        department: Party {
            name: text(&project.department.name),
            code: None,
        },
        unit: Party {
            name: text(&project.unit.name),
            code: None,
        },
        funds: funds(draft),
        goals: vec![Goal {
            horizon: model::Horizon::Annual,
            text: draft.goal.clone(),
            result: None,
            at: None,
        }],
        indicators: indicators(draft, year),
        ..Form::default()
    }
}

fn funds(draft: &Draft) -> Funds {
    let money = &draft.funds;
    let amount = |yuan: i64| Amount::parse(&wan(yuan), Some(MoneyUnit::Wan), None);
    let or_blank = |yuan: i64| match yuan {
        0 => Amount::parse("", Some(MoneyUnit::Wan), None),
        _ => amount(yuan),
    };
    let line = |path: &[&str], amount: Amount| {
        let path: Vec<String> = path.iter().map(|label| (*label).to_owned()).collect();
        FundLine::plain(path.last().cloned().unwrap_or_default(), path, amount)
    };
    const LOCAL: &str = "本级资金";
    const TRANSFER: &str = "转移县（市、区）资金";
    let lines = match draft.layout {
        Layout::Blocks => vec![
            line(&[LOCAL], amount(money.local)),
            line(&[TRANSFER], or_blank(money.transfer)),
            line(&[LOCAL, "财政拨款"], amount(money.fiscal)),
            line(&[TRANSFER, "中央资金"], or_blank(money.central)),
            line(&[LOCAL, "其他资金"], or_blank(money.other)),
            line(&[TRANSFER, "自治区资金"], or_blank(money.region)),
            line(&[LOCAL, "结余结转资金"], or_blank(money.carried)),
        ],
        Layout::Weighted => vec![
            line(&["财政拨款"], amount(money.fiscal)),
            line(&["上年结转资金"], amount(money.carried)),
            line(&["其他资金"], amount(money.other)),
        ],
    };
    Funds {
        total: (draft.layout == Layout::Blocks).then(|| amount(money.total)),
        annual_total: Some(amount(money.annual)),
        lines,
    }
}

fn indicators(draft: &Draft, year: i16) -> Vec<Indicator> {
    let mut rows: Vec<&Line> = draft.rows.iter().collect();
    rows.sort_by_key(|row| place(draft.layout, row.class));
    let weights = match draft.layout {
        Layout::Blocks => Vec::new(),
        Layout::Weighted => weights(&rows, draft.short_weight),
    };
    let dates = law::calendar::dates(Some(year));
    let first = |class| {
        let at = rows.iter().position(|other| other.class == class);
        at.unwrap_or_default()
    };
    let numbered = rows.iter().enumerate();
    numbered
        .map(|(number, row)| {
            let (level1, level2) = levels(draft.layout, row.class);
            Indicator {
                cells: Cells {
                    name: cell(number, 3),
                    value: cell(number, 4),
                    level2: cell(first(row.class), 2),
                },
                id: format!("r{}", number + 1),
                level1: Some(level1.to_owned()),
                level2: Some(level2.to_owned()),
                name: row.name.clone(),
                class: Some(row.class),
                value: Value::parse(&row.value, dates),
                weight: weights.get(number).map(|weight| Exact::from(*weight)),
                ..Indicator::default()
            }
        })
        .collect()
}

/// Where the cell of a row stands, in a table whose indicators begin in row [`FIRST_ROW`]: rules ask which label stands beside what.
fn cell(number: usize, column: u32) -> Vec<Place> {
    let row = FIRST_ROW + u32::try_from(number).unwrap_or(0);
    vec![Place::Table {
        table: 1,
        row,
        column,
    }]
}

/// The row of the first indicator.
const FIRST_ROW: u32 = 12;

/// The order of classes on the paper.
fn place(layout: Layout, class: Class) -> usize {
    match (layout, class) {
        (Layout::Weighted, Class::Cost) => 0,
        (_, Class::Quantity) => 1,
        (_, Class::Quality) => 2,
        (_, Class::Time) => 3,
        (_, Class::Cost) => 4,
        (_, Class::Economic) => 5,
        (_, Class::Social) => 6,
        (_, Class::Ecological) => 7,
        (_, Class::Lasting) => 8,
        _ => 9,
    }
}

fn levels(layout: Layout, class: Class) -> (&'static str, &'static str) {
    let weighted = layout == Layout::Weighted;
    let or = |long: &'static str, short: &'static str| if weighted { long } else { short };
    match class {
        Class::Quantity => ("产出指标", "数量指标"),
        Class::Quality => ("产出指标", "质量指标"),
        Class::Time => ("产出指标", "时效指标"),
        Class::Cost if weighted => ("成本指标", "经济成本指标"),
        Class::Cost => ("产出指标", "成本指标"),
        Class::Economic => ("效益指标", or("经济效益指标", "经济效益")),
        Class::Social => ("效益指标", or("社会效益指标", "社会效益")),
        Class::Ecological => ("效益指标", or("生态效益指标", "生态效益")),
        Class::Lasting => ("效益指标", or("可持续影响指标", "可持续影响")),
        _ => ("满意度指标", or("服务对象满意度指标", "服务对象满意度")),
    }
}

/// 20 points for cost, 40 for output, 20 for benefit, 10 for satisfaction; what has no rows goes to the outputs.
fn weights(rows: &[&Line], short: i64) -> Vec<i64> {
    const GROUPS: [(&str, i64); 4] = [
        ("成本指标", 20),
        ("产出指标", 40),
        ("效益指标", 20),
        ("满意度指标", 10),
    ];
    let group = |row: &Line| levels(Layout::Weighted, row.class).0;
    let count = |name: &str| rows.iter().filter(|row| group(row) == name).count();
    let missing: i64 = GROUPS
        .iter()
        .filter(|(name, _)| count(name) == 0)
        .map(|(_, points)| points)
        .sum();
    let mut weights = Vec::with_capacity(rows.len());
    for (name, points) in GROUPS {
        let extra = if name == "产出指标" { missing } else { 0 };
        let number = i64::try_from(count(name)).unwrap_or(1).max(1);
        let each = (points + extra) / number;
        // The first row takes what does not divide.
        let first = points + extra - each * (number - 1);
        let own = rows.iter().filter(|row| group(row) == name).enumerate();
        weights.extend(own.map(|(at, _)| if at == 0 { first } else { each }));
    }
    if let Some(first) = weights.first_mut() {
        *first -= short;
    }
    weights
}
