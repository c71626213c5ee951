//! A row a form.

use super::{Said, field, typed, yuan};
use crate::open_data::{Datum, Kind};
use crate::site::Entry;
use model::Horizon;

pub(super) fn fields() -> Vec<Said<Entry>> {
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
