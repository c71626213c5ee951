//! A form as its clerk fills it in: the head, the money, the goal, the rows; and the plan written down without a defect.

use crate::goal::{goal, without};
use crate::plan::{Item, Layout, Plan};
use model::{IndicatorClass as Class, Money, MoneyUnit};
use rust_decimal::Decimal;

/// A form as it is filled in.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) layout: Layout,
    pub(crate) attribute: String,
    pub(crate) period: String,
    pub(crate) funds: Funds,
    pub(crate) goal: String,
    pub(crate) rows: Vec<Line>,
    /// What the first row's weight is short of.
    pub(crate) short_weight: i64,
}

/// The money, in 元.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Funds {
    pub(crate) total: i64,
    pub(crate) annual: i64,
    pub(crate) local: i64,
    pub(crate) fiscal: i64,
    pub(crate) other: i64,
    pub(crate) carried: i64,
    pub(crate) transfer: i64,
    pub(crate) central: i64,
    pub(crate) region: i64,
}

/// A row of the indicator table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) class: Class,
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Draft {
    /// The numbers of the rows of a class.
    pub(crate) fn of(&self, class: Class) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let own = rows.filter(|(_, row)| row.class == class);
        own.map(|(number, _)| number).collect()
    }

    /// Takes what the goal says of a row out of it.
    pub(crate) fn unsay(&mut self, row: usize) {
        let row = &self.rows[row];
        self.goal = without(&self.goal, &row.name, &row.value);
    }
}

/// The plan written down without a defect.
pub(crate) fn draft(plan: &Plan) -> Draft {
    let annual: i64 = plan.items.iter().map(Item::yuan).sum();
    let several = plan.years.0 != plan.years.1;
    let mut rows: Vec<Line> = plan.items.iter().map(count).collect();
    let aims = |wanted: &dyn Fn(Class) -> bool| {
        let own = plan.rows.iter().filter(|row| wanted(row.class));
        own.map(|row| line(row.class, &row.name, &row.value))
            .collect::<Vec<_>>()
    };
    rows.extend(aims(&|class| matches!(class, Class::Quality | Class::Time)));
    let calculated = plan.calculated && plan.items.len() == 1 && plan.layout == Layout::Blocks;
    for item in &plan.items {
        rows.push(
            match calculated && item.per == "元" && !item.unit.starts_with('万') {
                true => calculation(item, item.yuan()),
                false => cost(item),
            },
        );
    }
    rows.extend(aims(&|class| {
        !matches!(class, Class::Quality | Class::Time)
    }));
    Draft {
        layout: plan.layout,
        attribute: if several {
            "延续性项目"
        } else {
            "一年期项目"
        }
        .to_owned(),
        period: match several {
            true => format!("{}-{}年", plan.years.0, plan.years.1),
            false => "1年".to_owned(),
        },
        funds: funds(plan, annual, if several { 3 } else { 1 }),
        goal: goal(plan, &wan(annual)),
        rows,
        short_weight: 0,
    }
}

fn funds(plan: &Plan, annual: i64, years: i64) -> Funds {
    let (other, carried, transfer) = plan.shares;
    let share = |percent: i64| annual / 100 * percent;
    let transfer = match plan.layout {
        Layout::Blocks => share(transfer),
        Layout::Weighted => 0,
    };
    let (other, carried) = (share(other), share(carried));
    let local = annual - transfer;
    Funds {
        total: annual * years,
        annual,
        local,
        fiscal: local - other - carried,
        other,
        carried,
        transfer,
        central: transfer / 2,
        region: transfer - transfer / 2,
    }
}

pub(crate) fn line(class: Class, name: &str, value: &str) -> Line {
    Line {
        class,
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn count(item: &Item) -> Line {
    let value = format!("={}{}", item.count, item.unit);
    line(Class::Quantity, &item.row, &value)
}

fn cost(item: &Item) -> Line {
    let value = format!("≤{}{}/{}", item.price, item.per, item.unit);
    line(Class::Cost, &item.cost, &value)
}

/// 人均培训成本800元/人，124人，共计99200元
pub(crate) fn calculation(item: &Item, total: i64) -> Line {
    let Item {
        cost,
        price,
        per,
        unit,
        count,
        ..
    } = item;
    let name = format!("{cost}{price}{per}/{unit}，{count}{unit}，共计{total}元");
    line(Class::Cost, &name, &format!("{}万元", wan(item.yuan())))
}

/// An amount in 万元, as it is printed.
pub(crate) fn wan(yuan: i64) -> String {
    Money(model::Exact(Decimal::from(yuan))).in_unit(MoneyUnit::Wan)
}
