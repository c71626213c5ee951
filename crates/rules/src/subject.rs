//! A form as rules see it: every text analysed once.

use crate::cost::Calculation;
use crate::dates;
use crate::numbers::{Quantity, quantities};
use law::profile::Profile;
use law::vocabulary::{
    Head, HeadKind, Lists, ProjectKind, ProjectTrait, UnitFamily, head, lists_in, project_kinds,
    unit_family,
};
use model::text::{Pairs, is_open_blank, norm};
use model::value::DateContext;
use model::value::date::Mention;
use model::{Form, Indicator, IndicatorClass, Money, Place, Value};
use rust_decimal::Decimal;

/// Rules see at most this many characters of a cell.
pub const LONGEST: usize = 5_000;

/// A form under examination.
pub struct Subject<'a> {
    /// The form.
    pub form: &'a Form,
    /// The profile that judges it.
    pub profile: &'a Profile,
    /// Its annual rows.
    pub rows: Vec<Row<'a>>,
    /// The year's goal.
    pub goal: Option<GoalText<'a>>,
    /// What is known about dates.
    pub dates: DateContext<'static>,
    /// Lists found in the project's name.
    pub project: Lists,
    /// The kinds of work that the project's name speaks of; the last one says what it is.
    pub kinds: Vec<ProjectKind>,
    /// Lists found in the name of unit or department.
    pub office: Lists,
    /// Whether rules speak that are of use before publication only.
    pub publication: bool,
}

/// An analysed text.
#[derive(Debug)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// For comparison.
    pub norm: String,
    /// Its pairs of characters.
    pub pairs: Pairs,
    /// Its numbers.
    pub numbers: Vec<Quantity>,
    /// The lists that have a word in it.
    pub lists: Lists,
}

/// The year's goal, analysed.
#[derive(Debug)]
pub struct GoalText<'a> {
    /// The text.
    pub text: Text<'a>,
    /// Where it stands.
    pub at: Vec<Place>,
}

/// One row, analysed.
#[derive(Debug)]
pub struct Row<'a> {
    /// The row.
    pub row: &'a Indicator,
    /// Its name.
    pub name: Text<'a>,
    /// The class; none while two readings differ about it.
    pub class: Option<IndicatorClass>,
    /// Whether two readings differ about its level words.
    pub class_open: bool,
    /// Whether two readings differ about its name.
    pub name_open: bool,
    /// Whether two readings differ about its value.
    pub value_open: bool,
    /// The measurable head of its name.
    pub head: Option<Head>,
    /// The deadline in its name.
    pub deadline: Option<Mention>,
    /// The family of its value's unit; a unit printed in the name counts as stated.
    pub unit: Option<UnitFamily>,
    /// Price × quantity in its name.
    pub calculation: Option<Calculation>,
    /// Whether the source has real cells, so that an empty one was left empty.
    pub real_cells: bool,
    /// Whether its cost was recomputed and holds.
    pub verified_cost: bool,
    /// Whether it answers that it does not apply.
    not_applicable: bool,
}

impl<'a> Text<'a> {
    /// Analyses a text, at most [`LONGEST`] characters of it.
    pub fn of(text: &'a str) -> Text<'a> {
        let text = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        let norm = norm(text);
        Text {
            text,
            pairs: Pairs::of_norm(&norm),
            norm,
            numbers: quantities(text),
            lists: lists_in(text),
        }
    }

    /// How many characters it has for comparison.
    pub fn length(&self) -> usize {
        self.norm.chars().count()
    }

    /// Whether it has a number that is no date, and no age of those who are meant (65岁以上老人).
    pub fn has_number(&self) -> bool {
        let is_age = |number: &Quantity| {
            let behind = &self.text[number.range.end..];
            number.unit.ends_with('岁') || behind.starts_with('岁') || behind.starts_with("周岁")
        };
        let mut numbers = self.numbers.iter();
        numbers.any(|number| !number.date && !is_age(number))
    }
}

impl<'a> Subject<'a> {
    /// Analyses a form.
    pub fn of(form: &'a Form, profile: &'a Profile) -> Subject<'a> {
        let dates = law::calendar::dates(form.fiscal_year);
        let rows = form.annual().map(|row| Row::of(form, row, dates)).collect();
        let goal = form
            .annual_goal()
            .filter(|goal| !goal.text.trim().is_empty())
            .map(|goal| GoalText {
                text: Text::of(&goal.text),
                at: goal.at.iter().cloned().collect(),
            });
        let office = [&form.unit.name, &form.department.name];
        let office: String = office.into_iter().flatten().map(String::as_str).collect();
        let mut subject = Subject {
            form,
            profile,
            rows,
            goal,
            dates,
            project: lists_in(form.project_name()),
            kinds: project_kinds(form.project_name()),
            office: lists_in(&office),
            publication: profile.publication,
        };
        crate::cost::mark_verified(&mut subject);
        subject
    }

    /// Rows with a name or value that an author filled in; 不涉及 and the like are answers, not rows to judge.
    pub fn judged(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| !row.is_not_applicable())
    }

    /// Judged rows of one class.
    pub fn of_class(&self, class: IndicatorClass) -> impl Iterator<Item = &Row<'a>> {
        self.judged().filter(move |row| row.class == Some(class))
    }

    /// Judged benefit rows.
    pub fn benefits(&self) -> impl Iterator<Item = &Row<'a>> {
        self.judged()
            .filter(|row| row.class.is_some_and(IndicatorClass::is_benefit))
    }

    /// 年度资金总额 when it is a readable amount, else 项目总额, in 元.
    pub fn budget(&self) -> Option<Decimal> {
        self.form.funds.budget().map(Money::yuan)
    }

    /// What the budget is called on this form.
    pub fn budget_word(&self) -> &'static str {
        if self
            .form
            .funds
            .annual_total
            .as_ref()
            .is_some_and(|amount| amount.yuan.is_some())
        {
            "年度资金总额"
        } else {
            "项目总额"
        }
    }

    /// Whether the kind of the project has something that changes what is expected of its form.
    pub fn is(&self, what: ProjectTrait) -> bool {
        self.kinds.iter().any(|kind| kind.has(what))
    }

    /// Names of indicators that a project of its kind usually has in a class, to offer; `or` where the kind is not known.
    pub fn usual(&self, class: IndicatorClass, or: &str) -> String {
        let usual = self.kinds.last().map_or(&[][..], |kind| kind.usual(class));
        if usual.is_empty() {
            or.to_owned()
        } else {
            usual.join("、")
        }
    }

    /// An amount in the unit of the form, or in 元 where it has none.
    pub fn amount(&self, yuan: Decimal) -> String {
        let unit = self.form.amount_unit.unwrap_or(model::MoneyUnit::Yuan);
        Money(model::Exact(yuan)).in_unit(unit)
    }

    /// The same with its unit, where an amount from elsewhere stands beside it: 48.6万元.
    pub fn amount_of_money(&self, yuan: Decimal) -> String {
        let unit = self.form.amount_unit.unwrap_or(model::MoneyUnit::Yuan);
        format!("{}{}", self.amount(yuan), unit.word())
    }

    /// By how much a printed amount may stand off when it was rounded: half of its last digit, in 元.
    pub fn rounding(&self, amount: &model::Amount) -> Decimal {
        let unit = self.form.amount_unit.unwrap_or(model::MoneyUnit::Yuan);
        let digits = amount.typed_number().map_or(0, |number| number.0.scale());
        unit.yuan() / Decimal::TWO / Decimal::from(10_u64.pow(digits.min(9)))
    }

    /// Whether a row's label or place is open, so that rules about missing rows keep silent.
    pub fn has_open_reading(&self) -> bool {
        self.rows.iter().any(|row| row.class_open)
    }

    /// What to do with a benefit row that does not apply.
    pub fn leave_out(&self, class: IndicatorClass) -> &'static str {
        if self.profile.requires(class) {
            "如确不涉及，请填“不涉及”"
        } else {
            "如不涉及，可不设"
        }
    }
}

impl<'a> Row<'a> {
    fn of(form: &'a Form, row: &'a Indicator, dates: DateContext) -> Row<'a> {
        let name = Text::of(&row.name);
        let class_open = form.class_is_open(row);
        let unit = row
            .value
            .unit
            .as_deref()
            .and_then(unit_family)
            .or_else(|| unit_in_name(row.printed.as_deref().unwrap_or(&row.name)));
        Row {
            class: row.class.filter(|_| !class_open),
            class_open,
            name_open: form.name_is_open(row),
            value_open: form.value_is_open(row),
            head: head(name.text),
            deadline: dates::deadline_in(name.text, dates),
            unit,
            calculation: Calculation::of(&name),
            real_cells: row.place().first().is_some_and(|place| {
                !matches!(place, Place::Text { .. } | Place::Page { table: 0, .. })
            }),
            verified_cost: false,
            not_applicable: is_not_applicable(row),
            name,
            row,
        }
    }

    /// Whether the row answers that it does not apply: 不涉及, 无, `/`.
    pub fn is_not_applicable(&self) -> bool {
        self.not_applicable
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.row.value
    }

    /// Whether the value can be checked whatever the name is: a count or an amount, none at all, or a comparison with
    /// something named. A percentage needs a name that says of what.
    pub fn states_measure(&self) -> bool {
        let value = self.value();
        let raw = value.raw.trim().trim_end_matches('。');
        let compared = ["不低于", "不高于", "不少于", "不超过", "不大于", "不小于"]
            .iter()
            .any(|word| raw.starts_with(word));
        let absent = matches!(
            raw,
            "无" | "零" | "零发生" | "不发生" | "未发生" | "不出现" | "未出现" | "清零"
        );
        let counted =
            value.number.is_some() && value.unit.as_deref().is_some_and(|unit| unit != "%");
        // 平均车速提高 ≥10%: the name says that it is a change.
        let changed = value.number.is_some()
            && !value.is_hundred_percent()
            && [
                "提高", "提升", "增长", "增加", "下降", "降低", "减少", "缩短", "压缩",
            ]
            .iter()
            .any(|word| self.name.text.trim_end().ends_with(word));
        counted
            || changed
            || value.number.is_some_and(|number| number.0.is_zero())
            || compared
            || absent
    }

    /// Whether the value is a marked blank, which only the author can fill.
    pub fn is_open_blank(&self) -> bool {
        is_open_blank(&self.row.value.raw)
    }

    /// Whether its text is as the author wrote it: real cells, or name and value whole on one line of the source.
    pub fn is_whole(&self) -> bool {
        let cells = &self.row.cells;
        self.real_cells
            || cells.name.len() == 1
                && !self.row.value.raw.is_empty()
                && !self.name_open
                && !self.row.is_inferred()
    }

    /// Whether the name ends in a measurable head of this kind.
    pub fn has_head(&self, kind: HeadKind) -> bool {
        self.head.is_some_and(|head| head.kind == kind)
    }

    /// The class word on screen; the printed label where the class is open.
    pub fn label(&self) -> String {
        self.row
            .level2
            .clone()
            .or_else(|| self.row.level1.clone())
            .unwrap_or_else(|| "（未标类别）".to_owned())
    }

    /// The row's money value in 元, when it is an amount and no price.
    pub fn total_cost(&self) -> Option<Decimal> {
        self.row.value.money().map(Money::yuan)
    }

    /// The row's price in 元 and what it is for, when its value is a price.
    pub fn price(&self) -> Option<(Decimal, String)> {
        let value = &self.row.value;
        let (money, per) = value.unit.as_deref()?.split_once('/')?;
        let unit = model::MoneyUnit::from_word(money)?;
        Some((Money::of(value.number?.0, unit)?.yuan(), per.to_owned()))
    }

    /// The row's count and its unit, when its value is one.
    pub fn count(&self) -> Option<(Decimal, String)> {
        let value = &self.row.value;
        let unit = value.unit.clone()?;
        let counts = unit_family(&unit).is_some_and(UnitFamily::is_count);
        let scaled = unit
            .strip_prefix('万')
            .map(|rest| (Decimal::from(10_000), rest.to_owned()));
        let (scale, unit) = scaled.unwrap_or((Decimal::ONE, unit));
        (value.kind == model::ValueKind::Number && counts)
            .then_some((value.number?.0.saturating_mul(scale), unit))
    }
}

/// A unit that the template prints in brackets behind the name: 改造长度（公里）.
fn unit_in_name(name: &str) -> Option<UnitFamily> {
    let plain = model::text::half_width(name);
    let open = plain.rfind('(')?;
    let inner = plain[open + 1..].strip_suffix(')')?;
    unit_family(inner.trim_start_matches(['≥', '≤', '*', '=']))
}

/// Whether a row answers that it does not apply.
fn is_not_applicable(row: &Indicator) -> bool {
    let answer = |text: &str| {
        let text = text.trim().trim_end_matches('。');
        matches!(
            text,
            "不涉及" | "无" | "/" | "／" | "—" | "——" | "-" | "不适用"
        )
    };
    answer(&row.name)
        || row.name.is_empty() && answer(&row.value.raw)
        || answer(&row.value.raw) && answer(row.level2.as_deref().unwrap_or(""))
        || row.value.raw.trim() == "不涉及"
}
