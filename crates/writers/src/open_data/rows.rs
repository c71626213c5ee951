//! The fields of the tables and what stands in them.

use super::{Datum, Field, Kind, Table};
use crate::site::{Entry, Site};
use model::{Amount, AmountState, Horizon, Indicator, Value};

fn field(name: &'static str, kind: Kind, chinese: &'static str, english: &'static str) -> Field {
    Field {
        name,
        kind,
        title: [chinese, english],
    }
}

/// A field with what stands in it.
type Said<T> = (Field, fn(&T) -> Datum);

pub(super) fn tables(site: &Site) -> Vec<Table> {
    let mut tables = vec![
        table(
            "projects",
            ["项目：每张表一行", "Projects, one row a form"],
            &projects(),
            site.entries.iter(),
        ),
        table(
            "funds",
            ["资金：资金表的每一行", "Fund lines, one row a printed line"],
            &funds(),
            site.entries
                .iter()
                .flat_map(|entry| {
                    let lines = (1..).zip(&entry.form.funds.lines);
                    lines.map(move |(number, line)| Line {
                        entry,
                        number,
                        line,
                    })
                })
                .collect::<Vec<_>>()
                .iter(),
        ),
        table(
            "indicators",
            [
                "绩效指标：每个三级指标一行",
                "Performance indicators, one row an indicator",
            ],
            &indicators(),
            site.entries
                .iter()
                .flat_map(|entry| {
                    let rows = entry.form.indicators.iter();
                    rows.map(move |row| Row { entry, row })
                })
                .collect::<Vec<_>>()
                .iter(),
        ),
    ];
    if site.with_findings {
        let found = site.entries.iter().flat_map(|entry| {
            let findings = entry.verdict.iter().flat_map(|verdict| &verdict.findings);
            findings.map(move |finding| Found { entry, finding })
        });
        let found: Vec<Found> = found.collect();
        tables.push(table(
            "findings",
            [
                "核对要点：每条一行",
                "Findings of the published rules, one row each",
            ],
            &findings(),
            found.iter(),
        ));
    }
    tables
}

fn table<'a, T: 'a>(
    name: &'static str,
    title: [&'static str; 2],
    fields: &[Said<T>],
    rows: impl Iterator<Item = &'a T>,
) -> Table {
    Table {
        name,
        title,
        fields: fields.iter().map(|(field, _)| *field).collect(),
        rows: rows
            .map(|row| fields.iter().map(|(_, said)| said(row)).collect())
            .collect(),
    }
}

/// Exact 元.
fn yuan(amount: Option<&Amount>) -> Datum {
    Datum::number(amount.and_then(|amount| amount.yuan).map(|money| money.0))
}

/// The typed text.
fn typed(amount: Option<&Amount>) -> Datum {
    Datum::text(amount.map(|amount| amount.raw.as_str()))
}

fn projects() -> Vec<Said<Entry>> {
    use Kind::{Day, Number, Text, Whole};
    vec![
        (
            field(
                "form_id",
                Text,
                "表的固定编号，也是网页地址的一部分",
                "Permanent identifier of the form, part of its address",
            ),
            |entry| Datum::text(Some(&entry.id)),
        ),
        (
            field(
                "kind",
                Text,
                "表种：target目标表、self_evaluation自评表、monitoring监控表、department部门整体",
                "Kind of form: target, self_evaluation, monitoring, department",
            ),
            |entry| Datum::text(Some(kind(entry))),
        ),
        (
            field("fiscal_year", Whole, "预算年度", "Budget year"),
            |entry| {
                entry
                    .form
                    .fiscal_year
                    .map_or(Datum::Nothing, |year| Datum::count(year.max(0) as usize))
            },
        ),
        (
            field("project_name", Text, "项目名称", "Project name"),
            |entry| Datum::text(entry.form.project.name.as_deref()),
        ),
        (
            field("project_code", Text, "项目编码", "Project code"),
            |entry| Datum::text(entry.form.project.code.as_deref()),
        ),
        (
            field("department", Text, "主管部门", "Department in charge"),
            |entry| Datum::text(entry.form.department.name.as_deref()),
        ),
        (
            field(
                "department_code",
                Text,
                "主管部门编码",
                "Code of the department",
            ),
            |entry| Datum::text(entry.form.department.code.as_deref()),
        ),
        (
            field("unit", Text, "实施单位", "Implementing unit"),
            |entry| Datum::text(entry.form.unit.name.as_deref()),
        ),
        (
            field("unit_code", Text, "实施单位编码", "Code of the unit"),
            |entry| Datum::text(entry.form.unit.code.as_deref()),
        ),
        (
            field(
                "attribute",
                Text,
                "项目属性，照原文",
                "Project attribute, as printed",
            ),
            |entry| Datum::text(entry.form.project.attribute.as_deref()),
        ),
        (
            field(
                "period",
                Text,
                "项目期，照原文",
                "Project period, as printed",
            ),
            |entry| Datum::text(entry.form.project.period.as_deref()),
        ),
        (
            field(
                "total_yuan",
                Number,
                "项目总额，元",
                "Total over the whole period, CNY",
            ),
            |entry| yuan(entry.form.funds.total.as_ref()),
        ),
        (
            field("total_text", Text, "项目总额，照原文", "Total, as typed"),
            |entry| typed(entry.form.funds.total.as_ref()),
        ),
        (
            field(
                "annual_yuan",
                Number,
                "年度资金总额，元",
                "Total of the budget year, CNY",
            ),
            |entry| yuan(entry.form.funds.annual_total.as_ref()),
        ),
        (
            field(
                "annual_text",
                Text,
                "年度资金总额，照原文",
                "Total of the year, as typed",
            ),
            |entry| typed(entry.form.funds.annual_total.as_ref()),
        ),
        (
            field(
                "amount_unit",
                Text,
                "表上写的金额单位；空为表上没写，金额按表样的单位换算",
                "Unit of money stated on the form",
            ),
            |entry| Datum::text(entry.form.amount_unit.map(|unit| unit.word())),
        ),
        (
            field(
                "goal_annual",
                Text,
                "年度总体目标",
                "Overall goal of the year",
            ),
            |entry| goal_text(entry, Horizon::Annual),
        ),
        (
            field(
                "goal_whole",
                Text,
                "实施期总体目标",
                "Overall goal of the whole period",
            ),
            |entry| goal_text(entry, Horizon::Whole),
        ),
        (
            field(
                "points_total",
                Number,
                "自评总分，照原文",
                "Total points of a self-evaluation, as printed",
            ),
            |entry| Datum::number(entry.form.evaluation.as_ref().and_then(|own| own.total)),
        ),
        (
            field("indicators", Whole, "指标行数", "Number of indicators"),
            |entry| Datum::count(entry.form.indicators.len()),
        ),
        (
            field(
                "inferred",
                Whole,
                "其中位置按版面推断的行数",
                "Of these, rows whose place was inferred from the layout",
            ),
            |entry| Datum::count(entry.inferred()),
        ),
        (
            field(
                "source_format",
                Text,
                "读自什么格式的文件",
                "Format of the file it was read from",
            ),
            |entry| Datum::text(Some(&entry.source.format)),
        ),
        (
            field(
                "source_sha256",
                Text,
                "原文件的SHA-256",
                "SHA-256 of that file",
            ),
            |entry| Datum::text(Some(&entry.source.sha256)),
        ),
        (
            field("source_url", Text, "原文地址", "Address of the original"),
            |entry| Datum::text(entry.source.url.as_deref()),
        ),
        (
            field(
                "source_publisher",
                Text,
                "原文发布单位",
                "Publisher of the original",
            ),
            |entry| Datum::text(entry.source.publisher.as_deref()),
        ),
        (
            field(
                "source_date",
                Day,
                "原文发布或取得的日期",
                "Date of publication or retrieval of the original",
            ),
            |entry| Datum::text(entry.source.fetched_at.as_deref()),
        ),
        (
            field(
                "content_hash",
                Text,
                "内容摘要：全部字段的SHA-256，与位置和文件格式无关",
                "SHA-256 of all stated fields, independent of place and file format",
            ),
            |entry| Datum::text(Some(&entry.hash)),
        ),
        (
            field("version", Whole, "第几版，从1起", "Version, from 1"),
            |entry| Datum::count(entry.past.len() + 1),
        ),
    ]
}

fn goal_text(entry: &Entry, horizon: Horizon) -> Datum {
    let mut goals = entry.form.goals.iter();
    let goal = goals.find(|goal| goal.horizon == horizon);
    Datum::text(goal.map(|goal| goal.text.as_str()))
}

fn kind(entry: &Entry) -> &'static str {
    match entry.form.kind {
        model::FormKind::Target => "target",
        model::FormKind::SelfEvaluation => "self_evaluation",
        model::FormKind::Monitoring => "monitoring",
        model::FormKind::Department => "department",
    }
}

/// A fund line with its form.
struct Line<'a> {
    entry: &'a Entry,
    number: usize,
    line: &'a model::FundLine,
}

fn funds<'a>() -> Vec<Said<Line<'a>>> {
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

/// An indicator with its form.
struct Row<'a> {
    entry: &'a Entry,
    row: &'a Indicator,
}

fn raw(value: Option<&Value>) -> Datum {
    Datum::text(value.map(|value| value.raw.as_str()))
}

fn indicators<'a>() -> Vec<Said<Row<'a>>> {
    use Kind::{Day, Number, Text, Whole};
    vec![
        (field("form_id", Text, "所在表的编号", "Form"), |row| {
            Datum::text(Some(&row.entry.id))
        }),
        (
            field(
                "row",
                Whole,
                "指标表第几行，从1起",
                "Row of the indicator table, from 1",
            ),
            |row| Datum::number(model::Exact::parse(row.row.id.trim_start_matches('r'))),
        ),
        (
            field(
                "horizon",
                Text,
                "annual年度、whole实施期",
                "annual or whole period",
            ),
            |row| {
                Datum::text(Some(match row.row.horizon {
                    Horizon::Annual => "annual",
                    Horizon::Whole => "whole",
                }))
            },
        ),
        (field("region", Text, "地区", "Region"), |row| {
            Datum::text(row.row.region.as_deref())
        }),
        (field("level1", Text, "一级指标", "Level 1"), |row| {
            Datum::text(row.row.level1.as_deref())
        }),
        (field("level2", Text, "二级指标", "Level 2"), |row| {
            Datum::text(row.row.level2.as_deref())
        }),
        (
            field("class", Text, "按二级指标归的类", "Class by level 2"),
            |row| Datum::text(row.row.class.map(|class| class.word())),
        ),
        (
            field("name", Text, "三级指标名称", "Name of the indicator"),
            |row| Datum::text(Some(&row.row.name)),
        ),
        (
            field(
                "value_text",
                Text,
                "指标值，照原文",
                "Target value, as typed",
            ),
            |row| raw(Some(&row.row.value)),
        ),
        (
            field(
                "operator",
                Text,
                "比较符号，原文有才有",
                "Operator, only if printed",
            ),
            |row| Datum::text(row.row.value.operator.map(|operator| operator.sign())),
        ),
        (
            field("number", Number, "指标值中的数", "Number of the value"),
            |row| Datum::number(row.row.value.number),
        ),
        (
            field("upper", Number, "区间的上限", "Upper end of a range"),
            |row| Datum::number(row.row.value.upper),
        ),
        (
            field("unit", Text, "计量单位", "Unit of measure"),
            |row| Datum::text(row.row.value.unit.as_deref()),
        ),
        (
            field(
                "deadline",
                Day,
                "时限的最后一天，读得出才有",
                "Last day of a deadline, where it can be told",
            ),
            |row| {
                let date = row.row.value.date.as_ref();
                let day = date.and_then(|date| date.to).map(|day| day.to_string());
                Datum::text(day.as_deref())
            },
        ),
        (
            field(
                "previous_text",
                Text,
                "上年值，照原文",
                "Value of the year before, as typed",
            ),
            |row| raw(row.row.previous.as_ref()),
        ),
        (
            field("weight", Number, "分值，分", "Weight, points"),
            |row| Datum::number(row.row.weight),
        ),
        (
            field(
                "actual_text",
                Text,
                "实际完成值，照原文",
                "Actual value, as typed",
            ),
            |row| raw(row.row.actual.as_ref()),
        ),
        (
            field(
                "actual_number",
                Number,
                "实际完成值中的数",
                "Number of the actual value",
            ),
            |row| Datum::number(row.row.actual.as_ref().and_then(|value| value.number)),
        ),
        (
            field("score", Number, "得分，分", "Score, points"),
            |row| Datum::number(row.row.score),
        ),
        (
            field(
                "deviation",
                Text,
                "偏差原因及改进措施",
                "Reasons of deviation and measures",
            ),
            |row| Datum::text(row.row.deviation.as_deref()),
        ),
        (
            field(
                "placement",
                Text,
                "stated照原件、inferred按版面推断：推断的位置与填报单位无关",
                "stated as printed, or inferred from a damaged layout, which is no fault of the unit",
            ),
            |row| {
                Datum::text(Some(if row.row.is_inferred() {
                    "inferred"
                } else {
                    "stated"
                }))
            },
        ),
        (
            field(
                "inferred_from",
                Text,
                "推断的缘由",
                "What it was inferred from",
            ),
            |row| {
                Datum::text(
                    row.row
                        .inferred_from
                        .as_ref()
                        .map(|from| from.note.as_str()),
                )
            },
        ),
    ]
}

/// A finding with its form.
struct Found<'a> {
    entry: &'a Entry,
    finding: &'a model::Finding,
}

fn findings<'a>() -> Vec<Said<Found<'a>>> {
    use Kind::{Text, Whole};
    vec![
        (
            field("form_id", Text, "所在表的编号", "Form"),
            |found| Datum::text(Some(&found.entry.id)),
        ),
        (
            field(
                "finding_id",
                Text,
                "要点的固定编号",
                "Fingerprint of the finding",
            ),
            |found| Datum::text(Some(&found.finding.id)),
        ),
        (
            field("code", Text, "规则编号", "Code of the rule"),
            |found| Datum::text(Some(&found.finding.code)),
        ),
        (
            field(
                "severity",
                Text,
                "error表内不一致、warning可以写得更清楚、hint可参考",
                "Level",
            ),
            |found| {
                Datum::text(Some(match found.finding.severity {
                    model::Severity::Error => "error",
                    model::Severity::Warning => "warning",
                    model::Severity::Hint => "hint",
                }))
            },
        ),
        (
            field(
                "row",
                Whole,
                "指标表第几行；空为整张表",
                "Row of the indicator table; empty for the whole form",
            ),
            |found| {
                let row = found.finding.row.as_deref();
                Datum::number(row.and_then(|row| model::Exact::parse(row.trim_start_matches('r'))))
            },
        ),
        (
            field(
                "inferred",
                Text,
                "yes位置按版面推断，请对照原件；no照原件",
                "Whether it stands on an inferred place",
            ),
            |found| Datum::text(Some(if found.finding.inferred { "yes" } else { "no" })),
        ),
        (field("message", Text, "要点", "What it says"), |found| {
            Datum::text(Some(&found.finding.message))
        }),
    ]
}
