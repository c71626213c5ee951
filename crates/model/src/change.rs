//! What a form says, fact by fact, without where it stands; and what two versions of it say differently.

use crate::text::{Pairs, norm, squeezed};
use crate::{Amount, Exact, Form, HeadField, Horizon, Indicator, Value};

/// The share of its character pairs that the shorter of two names of one level must have in the longer one, to be one indicator renamed.
const RENAMED: f64 = 0.6;

/// One thing that a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is said of: 项目, a fund line, a goal, an indicator by its level and name.
    pub subject: String,
    /// Which field of it.
    pub field: &'static str,
    /// The text, as printed.
    pub text: String,
}

impl Fact {
    /// Where a person finds it: 项目名称, 年度总体目标, 数量指标—培训人数的指标值.
    pub fn place(&self) -> String {
        match (self.subject.as_str(), self.field) {
            ("项目", field) => field.to_owned(),
            (subject, "目标") => subject.to_owned(),
            (subject, field) => format!("{subject}的{field}"),
        }
    }
}

/// One thing that two versions say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is said of, in the words of the later version.
    pub subject: String,
    /// Which field of it; 整行 where an indicator was added or taken out.
    pub field: &'static str,
    /// What the earlier version says; empty where it says nothing.
    pub from: String,
    /// What the later version says; empty where it says nothing.
    pub to: String,
}

impl Change {
    /// Where a person finds it, as [`Fact::place`] says it.
    pub fn place(&self) -> String {
        let (subject, field) = (self.subject.clone(), self.field);
        let text = String::new();
        Fact {
            subject,
            field,
            text,
        }
        .place()
    }
}

/// The field of a change that concerns a whole row.
pub const WHOLE_ROW: &str = "整行";

/// All that a form says. Empty fields are left out.
pub fn facts(form: &Form) -> Vec<Fact> {
    let mut facts = head(form);
    let rows = form.indicators.iter();
    facts.extend(rows.flat_map(|row| of_row(row, &row.path())));
    facts
}

/// What two versions of a form say differently, in the order of the paper.
pub fn changes(before: &Form, after: &Form) -> Vec<Change> {
    let mut changes = head_changes(before, after);
    for (old, new) in row_pairs(before, after) {
        changes.extend(row_changes(old, new));
    }
    changes
}

/// What two versions say differently outside the indicator table.
pub fn head_changes(before: &Form, after: &Form) -> Vec<Change> {
    differences(head(before), head(after))
}

/// The rows of two versions: those that only the earlier one has first, then those of the later one, each with its row in the earlier one
/// where it has one.
pub fn row_pairs<'a>(
    before: &'a Form,
    after: &'a Form,
) -> Vec<(Option<&'a Indicator>, Option<&'a Indicator>)> {
    let pairs = pair(&before.indicators, &after.indicators);
    let taken = |number: usize| pairs.iter().any(|(old, _)| *old == Some(number));
    let gone = before.indicators.iter().enumerate();
    let gone = gone.filter(|(number, _)| !taken(*number));
    let mut all: Vec<_> = gone.map(|(_, old)| (Some(old), None)).collect();
    let kept = pairs.iter();
    all.extend(kept.map(|(old, new)| (old.map(|old| &before.indicators[old]), Some(*new))));
    all
}

/// What a row says differently in two versions.
pub fn row_changes(old: Option<&Indicator>, new: Option<&Indicator>) -> Vec<Change> {
    match (old, new) {
        (Some(old), Some(new)) => {
            let subject = new.path();
            differences(of_row(old, &subject), of_row(new, &subject))
        }
        (Some(old), None) => vec![whole(old, true)],
        (None, Some(new)) => vec![whole(new, false)],
        (None, None) => Vec::new(),
    }
}

/// An indicator that only one version has.
fn whole(row: &Indicator, gone: bool) -> Change {
    let said = match row.value.raw.as_str() {
        "" => row.name.clone(),
        value => format!("{}：{value}", row.name),
    };
    let (from, to) = match gone {
        true => (said, String::new()),
        false => (String::new(), said),
    };
    Change {
        subject: row.path(),
        field: WHOLE_ROW,
        from,
        to,
    }
}

/// What a row is recognised by, worked out once.
struct Mark<'a> {
    /// Rows of different horizons or regions are never one.
    apart: (Horizon, Option<&'a str>),
    level: String,
    name: String,
    pairs: Pairs,
}

impl Mark<'_> {
    fn of(row: &Indicator) -> Mark<'_> {
        let level = row.level2.as_deref().or(row.level1.as_deref());
        let name = norm(&row.name);
        Mark {
            apart: (row.horizon, row.region.as_deref()),
            level: norm(level.unwrap_or("")),
            pairs: Pairs::of_norm(&name),
            name,
        }
    }

    fn beside(&self, other: &Mark) -> bool {
        self.level == other.level && self.apart == other.apart
    }

    fn alike(&self, other: &Mark) -> bool {
        let (short, long) = match self.pairs.len() <= other.pairs.len() {
            true => (&self.pairs, &other.pairs),
            false => (&other.pairs, &self.pairs),
        };
        self.level == other.level && short.contained_in(long) >= RENAMED
    }
}

/// Each row of the later version with its row in the earlier one: of the same level and name, else of the same name, else of the same
/// level with a name much alike, else the only one of its level that is left.
fn pair<'a>(before: &[Indicator], after: &'a [Indicator]) -> Vec<(Option<usize>, &'a Indicator)> {
    let mut free: Vec<usize> = (0..before.len()).collect();
    let mut found: Vec<Option<usize>> = vec![None; after.len()];
    let old: Vec<Mark> = before.iter().map(Mark::of).collect();
    let new: Vec<Mark> = after.iter().map(Mark::of).collect();
    let same = |old: &Mark, new: &Mark| old.level == new.level && old.name == new.name;
    let moved = |old: &Mark, new: &Mark| old.name == new.name;
    let alike = |old: &Mark, new: &Mark| old.alike(new);
    type Rule<'r> = &'r dyn Fn(&Mark, &Mark) -> bool;
    let rules: [Rule; 3] = [&same, &moved, &alike];
    for rule in rules {
        for (found, new) in found.iter_mut().zip(&new) {
            let fits = |number: &usize| {
                let old = &old[*number];
                old.apart == new.apart && rule(old, new)
            };
            if found.is_none() {
                let at = free.iter().position(fits);
                *found = at.map(|at| free.remove(at));
            }
        }
    }
    // Where one row of a level is left on either side, it is the same one with another name.
    let open: Vec<usize> = (0..after.len()).filter(|at| found[*at].is_none()).collect();
    for at in &open {
        let alone = open.iter().filter(|other| new[**other].beside(&new[*at]));
        let mut left = free.iter().filter(|number| old[**number].beside(&new[*at]));
        if let (1, Some(one), None) = (alone.count(), left.next(), left.next()) {
            found[*at] = Some(*one);
        }
    }
    found.into_iter().zip(after).collect()
}

/// Facts of one side without an equal on the other, by subject and field.
fn differences(before: Vec<Fact>, after: Vec<Fact>) -> Vec<Change> {
    let mut before: Vec<Option<Fact>> = before.into_iter().map(Some).collect();
    let mut changes = Vec::new();
    for fact in after {
        let same = |old: &&mut Option<Fact>| {
            old.as_ref()
                .is_some_and(|old| old.subject == fact.subject && old.field == fact.field)
        };
        let old = before.iter_mut().find(same).and_then(Option::take);
        let from = old.map_or(String::new(), |old| old.text);
        if squeezed(&from) != squeezed(&fact.text) {
            changes.push(Change {
                subject: fact.subject,
                field: fact.field,
                from,
                to: fact.text,
            });
        }
    }
    changes.extend(before.into_iter().flatten().map(|old| Change {
        subject: old.subject,
        field: old.field,
        from: old.text,
        to: String::new(),
    }));
    changes
}

/// Facts of one subject as they are collected.
struct Of<'a> {
    subject: &'a str,
    facts: Vec<Fact>,
}

impl Of<'_> {
    fn say(&mut self, field: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.facts.push(Fact {
                subject: self.subject.to_owned(),
                field,
                text: text.to_owned(),
            });
        }
    }

    fn amount(&mut self, field: &'static str, amount: Option<&Amount>) {
        self.say(field, amount.map(|amount| amount.raw.as_str()));
    }

    fn number(&mut self, field: &'static str, number: Option<Exact>) {
        let number = number.map(|number| number.0.normalize().to_string());
        self.say(field, number.as_deref());
    }

    fn value(&mut self, field: &'static str, value: Option<&Value>) {
        self.say(field, value.map(|value| value.raw.as_str()));
    }
}

fn of<'a>(subject: &'a str) -> Of<'a> {
    Of {
        subject,
        facts: Vec::new(),
    }
}

fn head(form: &Form) -> Vec<Fact> {
    let mut project = of("项目");
    project.say("表种", Some(form.kind.word()));
    project.say(
        "年度",
        form.fiscal_year.map(|year| year.to_string()).as_deref(),
    );
    project.say("金额单位", form.amount_unit.map(|unit| unit.word()));
    for field in HeadField::ALL {
        project.say(field.word(), field.of(form));
    }
    for (field, text) in [
        ("归口科室", &form.project.office),
        ("主管部门编码", &form.department.code),
        ("实施单位编码", &form.unit.code),
    ] {
        project.say(field, text.as_deref());
    }
    project.number("分值合计", form.weight_total);
    project.amount("项目总额", form.funds.total.as_ref());
    project.amount("年度资金总额", form.funds.annual_total.as_ref());
    let mut facts = project.facts;
    for line in &form.funds.lines {
        let path = line.path.join("/");
        let mut fund = of(&path);
        // A total that stands as a line too says nothing new.
        if !matches!(line.label.as_str(), "项目总额" | "年度资金总额") {
            fund.amount("预算数", Some(&line.amount));
        }
        fund.amount("年初预算数", line.initial.as_ref());
        fund.amount("执行数", line.executed.as_ref());
        fund.amount("全年预计执行数", line.forecast.as_ref());
        fund.number("执行率", line.rate);
        fund.number("分值", line.weight);
        fund.number("得分", line.score);
        fund.say("原因", line.note.as_deref());
        facts.extend(fund.facts);
    }
    for one in &form.goals {
        let mut goal = of(match one.horizon {
            Horizon::Annual => "年度总体目标",
            Horizon::Whole => "实施期总体目标",
        });
        goal.say("目标", Some(&one.text));
        goal.say("完成情况", one.result.as_deref());
        facts.extend(goal.facts);
    }
    if let Some(evaluation) = &form.evaluation {
        let mut points = of("自评");
        points.number("总分", evaluation.total);
        points.say("等级", evaluation.grade.as_deref());
        facts.extend(points.facts);
    }
    facts
}

fn of_row(row: &Indicator, subject: &str) -> Vec<Fact> {
    let mut said = of(subject);
    if row.horizon == Horizon::Whole {
        said.say("期间", Some("实施期"));
    }
    said.say("区域", row.region.as_deref());
    said.say("一级指标", row.level1.as_deref());
    said.say("二级指标", row.level2.as_deref());
    said.say("三级指标", Some(&row.name));
    said.value("指标值", Some(&row.value));
    said.value("上年值", row.previous.as_ref());
    said.number("分值", row.weight);
    said.value("实际完成值", row.actual.as_ref());
    said.number("得分", row.score);
    said.say("偏差原因", row.deviation.as_deref());
    if let Some(monitoring) = &row.monitoring {
        said.value("执行情况", Some(&monitoring.to_date));
        said.value("全年预计完成", Some(&monitoring.forecast));
        said.say("完成可能性", monitoring.possibility.as_deref());
        said.say("偏差类别", Some(&monitoring.causes.join("、")));
        said.say("原因说明", monitoring.note.as_deref());
    }
    said.say("设定依据", row.basis.as_deref());
    said.say("赋分规则", row.rule.as_deref());
    said.say("备注", row.remark.as_deref());
    said.facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn row(level2: &str, name: &str, value: &str) -> Indicator {
        Indicator {
            level2: Some(level2.to_owned()),
            name: name.to_owned(),
            value: Value {
                raw: value.to_owned(),
                ..Value::default()
            },
            ..Indicator::default()
        }
    }

    fn form(rows: Vec<Indicator>) -> Form {
        Form {
            indicators: rows,
            ..Form::default()
        }
    }

    fn told(before: Vec<Indicator>, after: Vec<Indicator>) -> Vec<String> {
        let changes = changes(&form(before), &form(after));
        changes
            .iter()
            .map(|change| {
                format!(
                    "{} {}：{}→{}",
                    change.subject, change.field, change.from, change.to
                )
            })
            .collect()
    }

    #[test]
    fn equal_forms_have_no_change_and_blanks_are_none() {
        let row = row("数量指标", "培训人数", "≥120人");
        let mut wide = row.clone();
        wide.value.raw = "≥ 120人".to_owned();
        assert!(told(vec![row], vec![wide]).is_empty());
    }

    #[test]
    fn a_value_a_name_and_a_level_are_told_as_changes_of_the_row() {
        assert_eq!(
            told(
                vec![
                    row("数量指标", "培训人数", "120人"),
                    row("质量指标", "完成时间", "10月")
                ],
                vec![
                    row("数量指标", "培训护林员人数", "150人"),
                    row("时效指标", "完成时间", "10月")
                ],
            ),
            [
                "数量指标—培训护林员人数 三级指标：培训人数→培训护林员人数",
                "数量指标—培训护林员人数 指标值：120人→150人",
                "时效指标—完成时间 二级指标：质量指标→时效指标",
            ]
        );
    }

    #[test]
    fn rows_added_and_taken_out_are_whole() {
        assert_eq!(
            told(
                vec![row("数量指标", "培训人数", "120人")],
                vec![row("质量指标", "合格率", "≥95%")],
            ),
            [
                "数量指标—培训人数 整行：培训人数：120人→",
                "质量指标—合格率 整行：→合格率：≥95%"
            ]
        );
    }

    #[test]
    fn the_only_row_left_of_a_level_was_renamed() {
        assert_eq!(
            told(
                vec![row("时效指标", "春节前完成慰问", "100%")],
                vec![row("时效指标", "发放时间", "春节前")],
            ),
            [
                "时效指标—发放时间 三级指标：春节前完成慰问→发放时间",
                "时效指标—发放时间 指标值：100%→春节前",
            ]
        );
    }

    #[test]
    fn equal_rows_are_paired_one_by_one() {
        let twice = vec![
            row("数量指标", "培训人数", "1人"),
            row("数量指标", "培训人数", "2人"),
        ];
        let once = vec![row("数量指标", "培训人数", "1人")];
        assert_eq!(
            told(twice, once),
            ["数量指标—培训人数 整行：培训人数：2人→"]
        );
    }
}
